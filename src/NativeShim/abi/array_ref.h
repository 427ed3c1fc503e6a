// LibTorch 2.10.0, c10/util: views of arrays. All are trivially copyable and passed in registers or on the stack.
//
// Established by run-time use in operators of every argument kind.
#pragma once

#include <optional>
#include <vector>

#include "core.h"

namespace c10 {

template <class T>
class ArrayRef {
 public:
  ArrayRef() = default;
  ArrayRef(const T* data, size_t length) : data_(data), length_(length) {}
  ArrayRef(const ::std::vector<T>& values) : data_(values.data()), length_(values.size()) {}

  const T* data() const { return data_; }
  size_t size() const { return length_; }

 private:
  const T* data_ = nullptr;
  size_t length_ = 0;
};
static_assert(sizeof(ArrayRef<int64_t>) == 16, "c10::ArrayRef");

template <class T>
class OptionalArrayRef {
 public:
  OptionalArrayRef() = default;
  OptionalArrayRef(ArrayRef<T> values) : values_(values) {}

 private:
  ::std::optional<ArrayRef<T>> values_;
};
static_assert(sizeof(OptionalArrayRef<int64_t>) == 24, "c10::OptionalArrayRef");

// Either a plain array (the only form made here) or a boxed list.
template <class T>
class IListRef {
 public:
  IListRef(ArrayRef<T> values) : data_(values.data()), length_(values.size()), tag_(plain_array) {}

 private:
  static constexpr int32_t plain_array = 0;

  const T* data_;
  size_t length_;
  int32_t tag_;
};
static_assert(sizeof(IListRef<int64_t>) == 24, "c10::IListRef");

}  // namespace c10

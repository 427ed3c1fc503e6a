// LibTorch 2.10.0, aten/core: the boxed value and the list of boxed values, as far as Tensor?[] arguments need them.
//
// Established by run-time behaviour: indexing with lists made here, and the counts of the tensors in them.
#pragma once

#include <memory>
#include <vector>

#include "core.h"

namespace c10 {

// Only the empty value and tensors are made here, and of others only whether they are tensors is read.
class IValue {
 public:
  // Adds a reference; null makes the empty value.
  explicit IValue(TensorImpl* tensor) : tensor_(tensor), tag_(tensor == nullptr ? Tag::None : Tag::Tensor) {
    if (tag_ == Tag::Tensor) ptcs::incref(tensor_);
  }
  IValue(const IValue& other) : IValue(other.tensor_) {}
  IValue(IValue&& other) noexcept : tensor_(other.tensor_), tag_(other.tag_) {
    other.tensor_ = nullptr;
    other.tag_ = Tag::None;
  }
  IValue& operator=(const IValue&) = delete;
  ~IValue() {
    if (tag_ == Tag::Tensor) ptcs::decref(tensor_);
  }

  // Null where it is something else.
  TensorImpl* tensor() const { return tag_ == Tag::Tensor ? tensor_ : nullptr; }

 private:
  enum class Tag : uint32_t { None = 0, Tensor = 1 };

  TensorImpl* tensor_;
  Tag tag_;
};
static_assert(sizeof(IValue) == 16, "c10::IValue");

struct PTCS_IMPORT Type {
  // Two words like a shared_ptr; the control word is null for types that live forever.
  template <class T>
  struct SingletonOrSharedTypePtr {
    ::std::shared_ptr<T> type;
  };
};
using TypePtr = Type::SingletonOrSharedTypePtr<Type>;
static_assert(sizeof(TypePtr) == 16, "c10::TypePtr");

struct PTCS_IMPORT OptionalType {
  static TypePtr ofTensor();
};

namespace detail {

struct PTCS_IMPORT ListImpl : intrusive_ptr_target {
  ::std::vector<IValue> values;
  TypePtr element_type;

  // Defined in the library, which thereby sets the vtable; the count is left at zero.
  ListImpl(::std::vector<IValue> values, TypePtr element_type);
};
static_assert(sizeof(ListImpl) == 56, "c10::detail::ListImpl");

}  // namespace detail

}  // namespace c10

// What the exports of the shim are written with: the export macro, the exception guard, the value types that cross the
// border, and the conversions between those and LibTorch's own types. Generated and hand-written code use the same
// ones.
//
// Conventions of the border:
//   - An operand tensor is borrowed for the duration of the call; a result tensor carries one reference for the caller.
//   - A null tensor handle means "none" or "undefined".
//   - Optional values carry an explicit flag.
//   - An export that can fail returns Error* (null: success) and writes its results through the leading pointers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "abi/array_ref.h"
#include "abi/core.h"
#include "abi/import.h"
#include "abi/scalar.h"
#include "abi/tensor.h"

#define PTCS_EXPORT extern "C" __attribute__((visibility("default")))

namespace ptcs {

// ---- the border's types ------------------------------------------------------------------------------------------

using TensorHandle = c10::TensorImpl*;
using GeneratorHandle = c10::GeneratorImpl*;

struct Error;

template <class T>
struct Optional {
  T value;
  bool has_value;
};

template <class T>
struct Span {
  const T* data;
  int64_t length;
};

enum class ScalarKind : int64_t { Double = 0, Integer = 1, Complex = 2, Bool = 3, Unsigned = 4 };

struct ScalarValue {
  int64_t kind;
  union {
    double real;
    int64_t integer;
  };
  double imaginary;
};
static_assert(sizeof(ScalarValue) == 24, "ScalarValue crosses the border by value");

struct DeviceValue {
  int8_t type;
  int8_t index;  // -1: none given
};

// A list of results; the caller owns each handle, and frees the array with torch_memory_free.
struct TensorArray {
  TensorHandle* data;
  int64_t length;
};

// A UTF-8 text result, not terminated; the caller frees it with torch_memory_free.
struct Text {
  char* data;
  int64_t length;
};

// ---- exceptions --------------------------------------------------------------------------------------------------

// Collects garbage on the managed side; true where that is possible.
bool collect_garbage() noexcept;

// Turns the exception being handled into an Error, whatever its type.
__attribute__((cold, noinline)) Error* capture_current_exception() noexcept;

// Runs the body; no exception leaves it.
template <class Body>
inline Error* guard(Body&& body) noexcept {
  try {
    body();
    return nullptr;
  } catch (...) {
    return capture_current_exception();
  }
}

// True where the exception being handled is a device out of memory and a collection has freed what it could.
__attribute__((cold, noinline)) bool recovered_memory() noexcept;

// The same for a body that changes nothing but its results: where a device has no memory left, it runs once more after a
// collection.
template <class Body>
inline Error* guard_repeatable(Body&& body) noexcept {
  for (bool is_repeated = false;; is_repeated = true) {
    try {
      body();
      return nullptr;
    } catch (...) {
      if (is_repeated || !recovered_memory()) return capture_current_exception();
    }
  }
}

// ---- operands ----------------------------------------------------------------------------------------------------

// A handle and a Tensor are the same word, so the address of the one serves as a reference to the other.
inline at::Tensor& ref(TensorHandle& handle) { return reinterpret_cast<at::Tensor&>(handle); }

// An optional<Tensor> that borrows the reference instead of counting it: it is never destroyed.
class BorrowedTensor {
 public:
  explicit BorrowedTensor(TensorHandle handle) {
    if (handle != nullptr) {
      new (&value_)::std::optional<at::Tensor>(::std::in_place, handle);
    } else {
      new (&value_)::std::optional<at::Tensor>();
    }
  }
  BorrowedTensor(const BorrowedTensor&) = delete;
  ~BorrowedTensor() {}

  operator const ::std::optional<at::Tensor>&() const { return value_; }

 private:
  union {
    ::std::optional<at::Tensor> value_;
  };
};

// Valid for the full expression in which it is made.
inline BorrowedTensor optional_ref(TensorHandle handle) { return BorrowedTensor(handle); }

inline c10::ArrayRef<at::Tensor> tensors(Span<TensorHandle> handles) {
  return {reinterpret_cast<const at::Tensor*>(handles.data), static_cast<size_t>(handles.length)};
}

c10::List<::std::optional<at::Tensor>> optional_tensors(Span<TensorHandle> handles);

inline ::std::optional<at::Generator> generator(GeneratorHandle handle) {
  if (handle == nullptr) return ::std::nullopt;
  ptcs::incref(reinterpret_cast<c10::intrusive_ptr_target*>(handle));
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>(handle));
}

inline c10::ArrayRef<int64_t> ints(Span<int64_t> values) { return {values.data, static_cast<size_t>(values.length)}; }

inline c10::OptionalArrayRef<int64_t> optional_ints(Optional<Span<int64_t>> values) {
  if (!values.has_value) return {};
  return ints(values.value);
}

inline c10::ArrayRef<c10::SymInt> sym_ints(Span<int64_t> values) {
  for (int64_t i = 0; i < values.length; ++i) plain_integer(values.data[i]);
  return {reinterpret_cast<const c10::SymInt*>(values.data), static_cast<size_t>(values.length)};
}

inline c10::OptionalArrayRef<c10::SymInt> optional_sym_ints(Optional<Span<int64_t>> values) {
  if (!values.has_value) return {};
  return sym_ints(values.value);
}

// A list that the schema gives a fixed length N ("int[2] stride") may be written as one number, which then holds for
// every dimension. The result must live as long as the view made from it: make both in one expression.
template <size_t N>
class Repeated {
 public:
  explicit Repeated(Span<int64_t> values) : view_(values) {
    if (N == 1 || values.length != 1) return;
    for (int64_t& copy : copies_) copy = values.data[0];
    view_ = {copies_, static_cast<int64_t>(N)};
  }
  Repeated(const Repeated&) = delete;

  operator Span<int64_t>() const { return view_; }

 private:
  int64_t copies_[N];
  Span<int64_t> view_;
};

template <size_t N>
class OptionalRepeated {
 public:
  explicit OptionalRepeated(Optional<Span<int64_t>> values)
      : values_(values.has_value ? values.value : Span<int64_t>{nullptr, 0}), has_value_(values.has_value) {}

  operator Optional<Span<int64_t>>() const { return {values_, has_value_}; }

 private:
  Repeated<N> values_;
  bool has_value_;
};

template <size_t N>
inline Repeated<N> repeated(Span<int64_t> values) {
  return Repeated<N>(values);
}

template <size_t N>
inline OptionalRepeated<N> repeated(Optional<Span<int64_t>> values) {
  return OptionalRepeated<N>(values);
}

inline c10::ArrayRef<double> doubles(Span<double> values) { return {values.data, static_cast<size_t>(values.length)}; }

inline ::std::optional<c10::ArrayRef<double>> optional_doubles(Optional<Span<double>> values) {
  if (!values.has_value) return ::std::nullopt;
  return doubles(values.value);
}

[[noreturn]] void throw_wrong_length(const char* what, int64_t expected, int64_t actual);

template <size_t N>
inline ::std::array<bool, N> bools(Span<bool> values) {
  if (values.length != static_cast<int64_t>(N)) throw_wrong_length("bool", N, values.length);
  ::std::array<bool, N> result;
  for (size_t i = 0; i < N; ++i) result[i] = values.data[i];
  return result;
}

c10::Scalar scalar(const ScalarValue& value);

inline ::std::optional<c10::Scalar> optional_scalar(const Optional<ScalarValue>& value) {
  if (!value.has_value) return ::std::nullopt;
  return scalar(value.value);
}

::std::vector<c10::Scalar> scalars(Span<ScalarValue> values);

inline ::std::string_view string(Span<char> text) { return {text.data, static_cast<size_t>(text.length)}; }

inline ::std::optional<::std::string_view> optional_string(Optional<Span<char>> text) {
  if (!text.has_value) return ::std::nullopt;
  return string(text.value);
}

[[noreturn]] void throw_unknown_type(int8_t value);

// LibTorch looks types up by number without a check.
inline c10::ScalarType scalar_type(int8_t value) {
  if (static_cast<uint8_t>(value) >= static_cast<uint8_t>(c10::ScalarType::Undefined)) throw_unknown_type(value);
  return static_cast<c10::ScalarType>(value);
}

inline c10::Layout layout(int8_t value) { return static_cast<c10::Layout>(value); }
inline c10::MemoryFormat memory_format(int8_t value) { return static_cast<c10::MemoryFormat>(value); }
inline c10::Device device(DeviceValue value) { return {static_cast<c10::DeviceType>(value.type), value.index}; }

inline ::std::optional<c10::ScalarType> optional_scalar_type(Optional<int8_t> value) {
  if (!value.has_value) return ::std::nullopt;
  return scalar_type(value.value);
}

inline ::std::optional<c10::Layout> optional_layout(Optional<int8_t> value) {
  if (!value.has_value) return ::std::nullopt;
  return layout(value.value);
}

inline ::std::optional<c10::MemoryFormat> optional_memory_format(Optional<int8_t> value) {
  if (!value.has_value) return ::std::nullopt;
  return memory_format(value.value);
}

inline ::std::optional<c10::Device> optional_device(Optional<DeviceValue> value) {
  if (!value.has_value) return ::std::nullopt;
  return device(value.value);
}

inline ::std::optional<bool> optional_bool(Optional<bool> value) {
  if (!value.has_value) return ::std::nullopt;
  return value.value;
}

inline ::std::optional<int64_t> optional_int(Optional<int64_t> value) {
  if (!value.has_value) return ::std::nullopt;
  return value.value;
}

inline ::std::optional<c10::SymInt> optional_sym_int(Optional<int64_t> value) {
  if (!value.has_value) return ::std::nullopt;
  return c10::SymInt(value.value);
}

inline ::std::optional<double> optional_double(Optional<double> value) {
  if (!value.has_value) return ::std::nullopt;
  return value.value;
}

// ---- results -----------------------------------------------------------------------------------------------------

inline TensorHandle wrap(at::Tensor&& tensor) { return tensor.defined() ? tensor.release() : nullptr; }

TensorArray wrap(::std::vector<at::Tensor>&& list);
ScalarValue wrap(const c10::Scalar& value);
Text wrap(::std::string_view text);

inline int8_t wrap(c10::ScalarType type) { return static_cast<int8_t>(type); }
inline int64_t wrap(const c10::SymInt& value) { return value.value(); }

}  // namespace ptcs

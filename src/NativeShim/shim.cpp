// The conversions of shim.h that are too large to inline, and the release of references.
#include "shim.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "abi/ivalue.h"

namespace ptcs {

// The same steps as LibTorch's own release, which is not exported.
void decref(c10::intrusive_ptr_target* object) {
  constexpr uint64_t one_weak_reference = uint64_t{1} << 32;
  const auto weak_count = [](uint64_t counts) { return (counts & ~has_python_object) >> 32; };

  if ((object->counts.load(std::memory_order_acquire) & ~has_python_object) == only_reference) {
    object->counts.store(0, std::memory_order_relaxed);
    object->destroy();
    return;
  }
  uint64_t counts = object->counts.fetch_sub(1, std::memory_order_acq_rel) - 1;
  if (strong_count(counts) == 0) {
    if (weak_count(counts) != 1) {
      object->release_resources();
      counts = object->counts.fetch_sub(one_weak_reference, std::memory_order_acq_rel) - one_weak_reference;
      if (weak_count(counts) != 0) return;
    }
    object->destroy();
  } else if (strong_count(counts) == 1 && (counts & has_python_object) != 0) {
    object->decref_pyobject();
  }
}

void throw_unrepresentable(int64_t value) {
  throw std::out_of_range("integer argument " + std::to_string(value) + " is out of range: LibTorch takes sizes and " +
                          "indices greater than " + std::to_string(largest_symbolic));
}

void throw_unknown_type(int8_t value) {
  throw std::invalid_argument("there is no data type with the number " + std::to_string(value));
}

void throw_wrong_length(const char* what, int64_t expected, int64_t actual) {
  throw std::invalid_argument(std::string("expected a list of ") + std::to_string(expected) + " " + what +
                              " values, but got " + std::to_string(actual));
}

c10::List<std::optional<at::Tensor>> optional_tensors(Span<TensorHandle> handles) {
  std::vector<c10::IValue> values;
  values.reserve(static_cast<size_t>(handles.length));
  for (int64_t i = 0; i < handles.length; ++i) values.emplace_back(handles.data[i]);
  auto* const list = new c10::detail::ListImpl(std::move(values), c10::OptionalType::ofTensor());
  list->counts.store(only_reference, std::memory_order_relaxed);
  return c10::List<std::optional<at::Tensor>>(c10::intrusive_ptr<c10::detail::ListImpl>(list));
}

c10::Scalar scalar(const ScalarValue& value) {
  switch (static_cast<ScalarKind>(value.kind)) {
    case ScalarKind::Double:
      return c10::Scalar(value.real);
    case ScalarKind::Integer:
      return c10::Scalar(value.integer);
    case ScalarKind::Complex:
      return c10::Scalar(value.real, value.imaginary);
    case ScalarKind::Bool:
      return c10::Scalar(value.integer != 0);
    case ScalarKind::Unsigned:
      return c10::Scalar(static_cast<uint64_t>(value.integer));
  }
  throw std::invalid_argument("unknown kind of scalar: " + std::to_string(value.kind));
}

std::vector<c10::Scalar> scalars(Span<ScalarValue> values) {
  std::vector<c10::Scalar> result;
  result.reserve(static_cast<size_t>(values.length));
  for (int64_t i = 0; i < values.length; ++i) result.push_back(scalar(values.data[i]));
  return result;
}

ScalarValue wrap(const c10::Scalar& value) {
  ScalarValue result{};
  switch (value.tag()) {
    case c10::Scalar::Tag::Double:
      result.kind = static_cast<int64_t>(ScalarKind::Double);
      result.real = value.real();
      return result;
    case c10::Scalar::Tag::Integer:
      result.kind = static_cast<int64_t>(ScalarKind::Integer);
      result.integer = value.integer();
      return result;
    case c10::Scalar::Tag::Unsigned:
      result.kind = static_cast<int64_t>(ScalarKind::Unsigned);
      result.integer = value.integer();
      return result;
    case c10::Scalar::Tag::Complex:
      result.kind = static_cast<int64_t>(ScalarKind::Complex);
      result.real = value.real();
      result.imaginary = value.imaginary();
      return result;
    case c10::Scalar::Tag::Bool:
      result.kind = static_cast<int64_t>(ScalarKind::Bool);
      result.integer = value.boolean() ? 1 : 0;
      return result;
  }
  throw std::invalid_argument("symbolic scalars have no value");
}

namespace {

// Memory that the caller frees with torch_memory_free; never null, so that an empty result is not taken for none.
template <class T>
T* allocate(size_t count) {
  void* const memory = std::malloc(count == 0 ? 1 : count * sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  return static_cast<T*>(memory);
}

}  // namespace

TensorArray wrap(std::vector<at::Tensor>&& list) {
  TensorArray result{allocate<TensorHandle>(list.size()), static_cast<int64_t>(list.size())};
  for (size_t i = 0; i < list.size(); ++i) result.data[i] = wrap(std::move(list[i]));
  return result;
}

Text wrap(std::string_view text) {
  const Text result{allocate<char>(text.size()), static_cast<int64_t>(text.size())};
  if (!text.empty()) std::memcpy(result.data, text.data(), text.size());
  return result;
}

}  // namespace ptcs

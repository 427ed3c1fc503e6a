// What the cases share: owned tensors, short ways to make and read them, and errors as values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "check.h"
#include "exports.h"

namespace test {

constexpr int8_t uint8 = 0;
constexpr int8_t int64 = 4;
constexpr int8_t float32 = 6;
constexpr int8_t float64 = 7;
constexpr int8_t complex128 = 10;
constexpr int8_t boolean = 11;
constexpr int8_t uint64 = 29;

enum Kind { Index, Value, Type, NotImplemented, LinearAlgebra, OutOfMemory, Internal, Managed, None = -1 };

struct Failure {
  Kind kind = None;
  std::string message;
};

inline Failure failure(Error* error) {
  if (error == nullptr) return {};
  const auto* const view = reinterpret_cast<const ptcs::ErrorView*>(error);
  Failure result{static_cast<Kind>(view->kind), std::string(view->message, static_cast<size_t>(view->message_length))};
  torch_error_free(error);
  return result;
}

inline void require(Error* error) {
  const Failure result = failure(error);
  if (!CHECK(result.kind == None)) std::printf("  %s\n", result.message.c_str());
}

template <class T>
Span<T> span(const std::vector<T>& values) {
  return {values.data(), static_cast<int64_t>(values.size())};
}

inline ScalarValue number(double value) {
  ScalarValue result{};
  result.real = value;
  return result;
}

inline std::string take(Text text) {
  std::string result(text.data, static_cast<size_t>(text.length));
  torch_memory_free(text.data);
  return result;
}

class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(TensorHandle handle) : handle_(handle) {}
  Tensor(Tensor&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Tensor& operator=(Tensor&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Tensor() { torch_tensor_free(handle_); }

  operator TensorHandle() const { return handle_; }
  TensorHandle release() { return std::exchange(handle_, nullptr); }
  // Where an export writes its result.
  TensorHandle* out() {
    torch_tensor_free(std::exchange(handle_, nullptr));
    return &handle_;
  }

  template <class T = double>
  std::vector<T> values() const {
    std::vector<T> result(static_cast<size_t>(torch_tensor_numel(handle_)));
    require(torch_tensor_copy_to(handle_, result.data(), static_cast<int64_t>(result.size() * sizeof(T))));
    return result;
  }

 private:
  TensorHandle handle_ = nullptr;
};

template <class T = double>
Tensor tensor(const std::vector<T>& values, const std::vector<int64_t>& sizes, int8_t dtype = float64) {
  Tensor result;
  require(torch_tensor_from_data(result.out(), values.data(), static_cast<int64_t>(values.size() * sizeof(T)),
                                 span(sizes), dtype));
  return result;
}

inline Tensor full(const std::vector<int64_t>& sizes, double value, int8_t dtype = float64) {
  Tensor result;
  require(aten_full(result.out(), span(sizes), number(value), {dtype, true}, {}, {}, {}));
  return result;
}

inline Tensor leaf(const std::vector<int64_t>& sizes, double value) {
  Tensor result = full(sizes, value);
  require(torch_tensor_set_requires_grad(result, true));
  return result;
}

inline Tensor sum(const Tensor& input) {
  Tensor result;
  require(aten_sum(result.out(), input, {}));
  return result;
}

inline Tensor product(const Tensor& a, const Tensor& b) {
  Tensor result;
  require(aten_mul_Tensor(result.out(), a, b));
  return result;
}

// The groups of cases, one a file.
void error_cases();
void tensor_cases();
void memory_cases();
void dlpack_cases();
void autograd_cases();
void hook_cases();
void function_cases();
void engine_cases();
void func_cases();
void forward_ad_cases();
void saved_tensors_cases();
void mode_cases();
void profiler_cases();
void random_cases();

}  // namespace test

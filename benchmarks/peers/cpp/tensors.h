// Shorthands for making tensors.
#pragma once

#include "libtorch.h"

namespace bench {

using Shape = std::vector<at::SymInt>;

inline at::Tensor randn(const Shape& shape) { return at::_ops::randn::call(shape, at::ScalarType::Float, {}, {}, {}); }

inline at::Tensor zeros(const Shape& shape) { return at::_ops::zeros::call(shape, at::ScalarType::Float, {}, {}, {}); }

inline at::Tensor ones(const Shape& shape) { return at::_ops::ones::call(shape, at::ScalarType::Float, {}, {}, {}); }

inline at::Tensor empty(const Shape& shape) {
  return at::_ops::empty_memory_format::call(shape, at::ScalarType::Float, {}, {}, {}, {});
}

inline at::Tensor random_labels(int64_t count) {
  return at::_ops::randint::call(10, Shape{count}, at::ScalarType::Long, {}, {}, {});
}

// A leaf that wants gradients, uniform in [-bound, bound].
inline at::Tensor parameter(const Shape& shape, double bound) {
  at::Tensor tensor = empty(shape);
  at::_ops::uniform_::call(tensor, -bound, bound, {});
  return tensor.require_grad();
}

}  // namespace bench

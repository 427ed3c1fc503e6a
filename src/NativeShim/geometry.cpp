// Sizes, strides and memory of tensors that a call resizes.
#include "geometry.h"

#include <algorithm>
#include <stdexcept>

#include "abi/stable_c.h"
#include "abi/storage.h"

namespace ptcs {

Geometry::Geometry(TensorHandle tensor) {
  // Only memory can be too small for sizes.
  if (tensor == nullptr || tensor == undefined_tensor() || tensor->storage == nullptr) return;
  int64_t* sizes = nullptr;
  int64_t* strides = nullptr;
  if (aoti_torch_get_sizes(&tensor, &sizes) != 0 || aoti_torch_get_strides(&tensor, &strides) != 0 ||
      aoti_torch_get_dim(&tensor, &dim_) != 0)
    return;
  if (dim_ > usual_dims) many_.resize(static_cast<size_t>(2 * dim_));
  int64_t* const kept = many_.empty() ? few_ : many_.data();
  std::copy_n(sizes, dim_, kept);
  std::copy_n(strides, dim_, kept + dim_);
  tensor_ = tensor;
}

void Geometry::restore() const noexcept {
  if (tensor_ == nullptr) return;
  try {
    const auto dim = static_cast<size_t>(dim_);
    at::native::resize_impl_cpu_(tensor_, {sizes(), dim}, c10::ArrayRef<int64_t>{strides(), dim}, false);
  } catch (...) {
    // The first failure is the one to report. Whoever reads the elements compares sizes and memory.
  }
}

Geometries::Geometries(Span<TensorHandle> tensors) {
  each_.reserve(static_cast<size_t>(tensors.length));
  for (int64_t i = 0; i < tensors.length; ++i) each_.emplace_back(tensors.data[i]);
}

void Geometries::restore() const noexcept {
  for (const Geometry& each : each_) each.restore();
}

void keep_in_place(TensorHandle self) {
  if (self->storage == nullptr) throw std::invalid_argument("the tensor has no memory of its own");
  self->storage->is_resizable = false;
}

}  // namespace ptcs

// Sizes, strides and memory of tensors that a call resizes: what a failed one has to leave as it was.
#pragma once

#include <tuple>
#include <vector>

#include "shim.h"

namespace ptcs {

// The sizes and strides that a tensor has now. LibTorch sets new ones before it knows that the memory can follow, so that a
// failure would leave a tensor that reaches beyond its memory.
class Geometry {
 public:
  explicit Geometry(TensorHandle tensor);

  // The tensor must still be alive.
  void restore() const noexcept;

 private:
  static constexpr int64_t usual_dims = 6;

  const int64_t* sizes() const { return many_.empty() ? few_ : many_.data(); }
  const int64_t* strides() const { return sizes() + dim_; }

  TensorHandle tensor_ = nullptr;  // null: nothing to restore
  int64_t dim_ = 0;
  int64_t few_[2 * usual_dims] = {};
  std::vector<int64_t> many_;
};

// The same of a list of tensors.
class Geometries {
 public:
  explicit Geometries(Span<TensorHandle> tensors);

  void restore() const noexcept;

 private:
  std::vector<Geometry> each_;
};

inline Geometry geometry(TensorHandle tensor) { return Geometry(tensor); }
inline Geometries geometry(Span<TensorHandle> tensors) { return Geometries(tensors); }

// Runs the body; where it fails, the tensors that it may have resized get back their sizes and strides.
template <class Body, class... Outputs>
inline Error* guard_resizing(Body&& body, const Outputs&... outputs) noexcept {
  return guard([&] {
    const auto before = std::make_tuple(geometry(outputs)...);
    try {
      body();
    } catch (...) {
      std::apply([](const auto&... each) { (each.restore(), ...); }, before);
      throw;
    }
  });
}

// From now on no operator gives the tensor's memory another place, for as long as it lives.
void keep_in_place(TensorHandle self);

}  // namespace ptcs

// LibTorch 2.10.0, at::Tensor and at::Generator: one counted pointer each.
//
// The pointer of a Tensor is never null: "undefined" is the address of one static object.
#pragma once

#include <memory>
#include <optional>

#include "core.h"

namespace torch {
namespace autograd {
struct Node;
}
}  // namespace torch

namespace at {

class TensorBase {
 public:
  TensorBase() : impl_(ptcs::undefined_tensor()) {}
  // Takes over the caller's reference.
  explicit TensorBase(c10::TensorImpl* adopted) : impl_(adopted) {}
  TensorBase(const TensorBase& other) : impl_(other.impl_) {
    if (defined()) ptcs::incref(impl_);
  }
  TensorBase(TensorBase&& other) noexcept : impl_(other.release()) {}
  TensorBase& operator=(TensorBase other) noexcept {
    c10::TensorImpl* const previous = impl_;
    impl_ = other.impl_;
    other.impl_ = previous;
    return *this;
  }
  ~TensorBase() {
    if (defined()) ptcs::decref(impl_);
  }

  c10::TensorImpl* impl() const { return impl_; }
  bool defined() const { return impl_ != ptcs::undefined_tensor(); }
  c10::TensorImpl* release() noexcept {
    c10::TensorImpl* const released = impl_;
    impl_ = ptcs::undefined_tensor();
    return released;
  }

  PTCS_IMPORT bool is_leaf() const;
  PTCS_IMPORT int64_t output_nr() const;
  PTCS_IMPORT void retain_grad() const;
  PTCS_IMPORT bool retains_grad() const;
  PTCS_IMPORT int64_t _version() const;
  PTCS_IMPORT const TensorBase& requires_grad_(bool value) const;
  PTCS_IMPORT TensorBase variable_data() const;
  PTCS_IMPORT void set_data(const TensorBase& data) const;
  PTCS_IMPORT ::std::optional<c10::ScalarType> grad_dtype() const;
  PTCS_IMPORT void set_grad_dtype(const ::std::optional<c10::ScalarType>& dtype) const;
  PTCS_IMPORT const ::std::shared_ptr<torch::autograd::Node>& grad_fn() const;

 private:
  c10::TensorImpl* impl_;
};

class Tensor : public TensorBase {
 public:
  using TensorBase::TensorBase;
  Tensor() = default;
};
static_assert(sizeof(Tensor) == 8, "at::Tensor");

class Generator {
 public:
  Generator() = default;
  explicit Generator(c10::intrusive_ptr<c10::GeneratorImpl> impl) : impl_(static_cast<decltype(impl)&&>(impl)) {}

  c10::GeneratorImpl* impl() const { return impl_.get(); }
  c10::GeneratorImpl* release() noexcept { return impl_.release(); }

  PTCS_IMPORT void set_state(const Tensor& state);
  PTCS_IMPORT Tensor get_state() const;

 private:
  c10::intrusive_ptr<c10::GeneratorImpl> impl_;
};
static_assert(sizeof(Generator) == 8, "at::Generator");

}  // namespace at

namespace c10 {

namespace detail {
struct ListImpl;
}

template <class T>
class List {
 public:
  explicit List(intrusive_ptr<detail::ListImpl> impl) : impl_(static_cast<decltype(impl)&&>(impl)) {}

 private:
  intrusive_ptr<detail::ListImpl> impl_;
};

}  // namespace c10

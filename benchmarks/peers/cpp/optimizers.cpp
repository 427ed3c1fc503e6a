#include "optimizers.h"

#include <cmath>

namespace bench {

namespace op = at::_ops;
using at::Scalar;

void zero_grad(Tensors& parameters) {
  for (at::Tensor& parameter : parameters) parameter.grad() = at::Tensor();
}

void sgd_step(Tensors& parameters, double lr) {
  NoGrad no_grad;
  for (at::Tensor& parameter : parameters) op::add__Tensor::call(parameter, parameter.grad(), Scalar(-lr));
}

const char* name_of(AdamForm form) {
  switch (form) {
    case AdamForm::Single: return "adam";
    case AdamForm::Foreach: return "adam foreach";
    default: return "adam fused";
  }
}

Adam::Adam(Tensors parameters, AdamForm form) : parameters_(std::move(parameters)), form_(form) {
  for (const at::Tensor& parameter : parameters_) {
    averages_.push_back(op::zeros_like::call(parameter, {}, {}, {}, {}, {}));
    square_averages_.push_back(op::zeros_like::call(parameter, {}, {}, {}, {}, {}));
    steps_.push_back(zeros({}));
  }
}

void Adam::step() {
  NoGrad no_grad;
  step_count_++;
  const double correction1 = 1 - std::pow(kBeta1, step_count_), correction2 = 1 - std::pow(kBeta2, step_count_);
  if (form_ == AdamForm::Single) {
    step_single(correction1, correction2);
    return;
  }
  Tensors gradients;
  gradients.reserve(parameters_.size());
  for (const at::Tensor& parameter : parameters_) gradients.push_back(parameter.grad());
  if (form_ == AdamForm::Foreach) {
    step_foreach(gradients, correction1, correction2);
  } else {
    step_fused(gradients);
  }
}

void Adam::step_single(double correction1, double correction2) {
  for (size_t i = 0; i < parameters_.size(); i++) {
    const at::Tensor& gradient = parameters_[i].grad();
    op::lerp__Scalar::call(averages_[i], gradient, Scalar(1 - kBeta1));
    op::mul__Scalar::call(square_averages_[i], Scalar(kBeta2));
    op::addcmul_::call(square_averages_[i], gradient, gradient, Scalar(1 - kBeta2));
    at::Tensor denominator = op::sqrt::call(square_averages_[i]);
    op::div__Scalar::call(denominator, Scalar(std::sqrt(correction2)));
    op::add__Scalar::call(denominator, Scalar(kEps), Scalar(1.0));
    op::addcdiv_::call(parameters_[i], averages_[i], denominator, Scalar(-kLr / correction1));
  }
}

void Adam::step_foreach(const Tensors& gradients, double correction1, double correction2) {
  op::_foreach_lerp__Scalar::call(averages_, gradients, Scalar(1 - kBeta1));
  op::_foreach_mul__Scalar::call(square_averages_, Scalar(kBeta2));
  op::_foreach_addcmul__Scalar::call(square_averages_, gradients, gradients, Scalar(1 - kBeta2));
  Tensors denominators = op::_foreach_sqrt::call(square_averages_);
  op::_foreach_div__Scalar::call(denominators, Scalar(std::sqrt(correction2)));
  op::_foreach_add__Scalar::call(denominators, Scalar(kEps));
  op::_foreach_addcdiv__Scalar::call(parameters_, averages_, denominators, Scalar(-kLr / correction1));
}

void Adam::step_fused(const Tensors& gradients) {
  for (at::Tensor& step : steps_) *step.data<float>() += 1;
  op::_fused_adam_::call(parameters_, gradients, averages_, square_averages_, {}, steps_, kLr, kBeta1, kBeta2, 0.0, kEps, false,
                         false, {}, {});
}

}  // namespace bench

#include "optimizers.h"

#include <cmath>
#include <stdexcept>

namespace bench {
namespace {

namespace op = at::_ops;
using at::Scalar;

constexpr double kLr = 1e-3, kBeta1 = 0.9, kBeta2 = 0.999, kEps = 1e-8;

// Switches recording off for its lifetime.
class NoGrad {
 public:
  NoGrad() : previous_(c10::GradMode::is_enabled()) { c10::GradMode::set_enabled(false); }
  NoGrad(const NoGrad&) = delete;
  ~NoGrad() { c10::GradMode::set_enabled(previous_); }

 private:
  bool previous_;
};

Tensors gradients_of(const Tensors& parameters) {
  Tensors gradients;
  gradients.reserve(parameters.size());
  for (const at::Tensor& parameter : parameters) gradients.push_back(parameter.grad());
  return gradients;
}

Tensors zeros_like(const Tensors& parameters) {
  Tensors result;
  for (const at::Tensor& parameter : parameters) {
    result.push_back(op::zeros_like::call(parameter, {}, {}, {}, {}, {}));
  }
  return result;
}

// Counts of steps, which the fused kernels read from tensors.
Tensors counters(const Tensors& parameters) {
  Tensors result;
  for (size_t i = 0; i < parameters.size(); i++) result.push_back(zeros({}));
  return result;
}

void count_up(const Tensors& counters) {
  for (const at::Tensor& counter : counters) *counter.data<float>() += 1;
}

// A step that gives the update all parameters and their gradients, without recording.
template <class Update>
Step together(const Tensors& parameters, Update update) {
  return [=]() mutable {
    NoGrad no_grad;
    update(parameters, gradients_of(parameters));
  };
}

Step sgd_one_by_one(const Tensors& parameters) {
  return [=] {
    NoGrad no_grad;
    for (at::Tensor parameter : parameters) op::add__Tensor::call(parameter, parameter.grad(), Scalar(-kLr));
  };
}

Step sgd_foreach(const Tensors& parameters) {
  return together(parameters, [](const Tensors& all, const Tensors& gradients) {
    op::_foreach_add__List::call(all, gradients, Scalar(-kLr));
  });
}

Step sgd_fused(const Tensors& parameters, double momentum) {
  Tensors buffers = momentum == 0 ? Tensors() : zeros_like(parameters);
  return together(parameters, [=, first = true](const Tensors& all, const Tensors& gradients) mutable {
    op::_fused_sgd_::call(all, gradients, buffers, 0.0, momentum, kLr, 0.0, false, false, first, {}, {});
    first = false;
  });
}

Step sgd_momentum_foreach(const Tensors& parameters) {
  return together(parameters, [buffers = zeros_like(parameters)](const Tensors& all, const Tensors& gradients) {
    op::_foreach_mul__Scalar::call(buffers, Scalar(kBeta1));
    op::_foreach_add__List::call(buffers, gradients, Scalar(1.0));
    op::_foreach_add__List::call(all, buffers, Scalar(-kLr));
  });
}

Step adam_one_by_one(const Tensors& parameters) {
  Tensors averages = zeros_like(parameters), squares = zeros_like(parameters);
  return together(parameters, [=, step = 0](Tensors all, const Tensors& gradients) mutable {
    step++;
    const double correction1 = 1 - std::pow(kBeta1, step), correction2 = 1 - std::pow(kBeta2, step);
    for (size_t i = 0; i < all.size(); i++) {
      op::lerp__Scalar::call(averages[i], gradients[i], Scalar(1 - kBeta1));
      op::mul__Scalar::call(squares[i], Scalar(kBeta2));
      op::addcmul_::call(squares[i], gradients[i], gradients[i], Scalar(1 - kBeta2));
      at::Tensor denominator = op::sqrt::call(squares[i]);
      op::div__Scalar::call(denominator, Scalar(std::sqrt(correction2)));
      op::add__Scalar::call(denominator, Scalar(kEps), Scalar(1.0));
      op::addcdiv_::call(all[i], averages[i], denominator, Scalar(-kLr / correction1));
    }
  });
}

Step adam_foreach(const Tensors& parameters, double decay) {
  Tensors averages = zeros_like(parameters), squares = zeros_like(parameters);
  return together(parameters, [=, step = 0](const Tensors& all, const Tensors& gradients) mutable {
    step++;
    const double correction1 = 1 - std::pow(kBeta1, step), correction2 = 1 - std::pow(kBeta2, step);
    if (decay != 0) op::_foreach_mul__Scalar::call(all, Scalar(1 - kLr * decay));
    op::_foreach_lerp__Scalar::call(averages, gradients, Scalar(1 - kBeta1));
    op::_foreach_mul__Scalar::call(squares, Scalar(kBeta2));
    op::_foreach_addcmul__Scalar::call(squares, gradients, gradients, Scalar(1 - kBeta2));
    Tensors denominators = op::_foreach_sqrt::call(squares);
    op::_foreach_div__Scalar::call(denominators, Scalar(std::sqrt(correction2)));
    op::_foreach_add__Scalar::call(denominators, Scalar(kEps));
    op::_foreach_addcdiv__Scalar::call(all, averages, denominators, Scalar(-kLr / correction1));
  });
}

Step adam_fused(const Tensors& parameters, double decay) {
  const auto kernel = decay == 0 ? op::_fused_adam_::call : op::_fused_adamw_::call;
  Tensors averages = zeros_like(parameters), squares = zeros_like(parameters), steps = counters(parameters);
  return together(parameters, [=](const Tensors& all, const Tensors& gradients) {
    count_up(steps);
    kernel(all, gradients, averages, squares, {}, steps, kLr, kBeta1, kBeta2, decay, kEps, false, false, {}, {});
  });
}

Step adagrad_foreach(const Tensors& parameters) {
  return together(parameters, [sums = zeros_like(parameters)](const Tensors& all, const Tensors& gradients) {
    op::_foreach_addcmul__Scalar::call(sums, gradients, gradients, Scalar(1.0));
    Tensors denominators = op::_foreach_sqrt::call(sums);
    op::_foreach_add__Scalar::call(denominators, Scalar(1e-10));
    op::_foreach_addcdiv__Scalar::call(all, gradients, denominators, Scalar(-kLr));
  });
}

Step adagrad_fused(const Tensors& parameters) {
  Tensors sums = zeros_like(parameters), steps = counters(parameters);
  return together(parameters, [=](const Tensors& all, const Tensors& gradients) {
    count_up(steps);
    op::_fused_adagrad_::call(all, gradients, sums, steps, kLr, 0.0, 0.0, 1e-10, false, {}, {});
  });
}

Step rmsprop_one_by_one(const Tensors& parameters) {
  return together(parameters, [squares = zeros_like(parameters)](Tensors all, const Tensors& gradients) mutable {
    for (size_t i = 0; i < all.size(); i++) {
      op::mul__Scalar::call(squares[i], Scalar(0.99));
      op::addcmul_::call(squares[i], gradients[i], gradients[i], Scalar(0.01));
      at::Tensor denominator = op::sqrt::call(squares[i]);
      op::add__Scalar::call(denominator, Scalar(kEps), Scalar(1.0));
      op::addcdiv_::call(all[i], gradients[i], denominator, Scalar(-kLr));
    }
  });
}

Step rmsprop_foreach(const Tensors& parameters) {
  return together(parameters, [squares = zeros_like(parameters)](const Tensors& all, const Tensors& gradients) {
    op::_foreach_mul__Scalar::call(squares, Scalar(0.99));
    op::_foreach_addcmul__Scalar::call(squares, gradients, gradients, Scalar(0.01));
    Tensors denominators = op::_foreach_sqrt::call(squares);
    op::_foreach_add__Scalar::call(denominators, Scalar(kEps));
    op::_foreach_addcdiv__Scalar::call(all, gradients, denominators, Scalar(-kLr));
  });
}

}  // namespace

const std::vector<OptimizerForm>& optimizer_forms() {
  static const std::vector<OptimizerForm> forms = {
      {"SGD", "one by one", sgd_one_by_one},
      {"SGD", "foreach", sgd_foreach},
      {"SGD", "fused", [](const Tensors& parameters) { return sgd_fused(parameters, 0); }},
      {"SGD momentum", "foreach", sgd_momentum_foreach},
      {"SGD momentum", "fused", [](const Tensors& parameters) { return sgd_fused(parameters, kBeta1); }},
      {"Adam", "one by one", adam_one_by_one},
      {"Adam", "foreach", [](const Tensors& parameters) { return adam_foreach(parameters, 0); }},
      {"Adam", "fused", [](const Tensors& parameters) { return adam_fused(parameters, 0); }},
      {"AdamW", "foreach", [](const Tensors& parameters) { return adam_foreach(parameters, 1e-2); }},
      {"AdamW", "fused", [](const Tensors& parameters) { return adam_fused(parameters, 1e-2); }},
      {"Adagrad", "foreach", adagrad_foreach},
      {"Adagrad", "fused", adagrad_fused},
      {"RMSprop", "one by one", rmsprop_one_by_one},
      {"RMSprop", "foreach", rmsprop_foreach},
  };
  return forms;
}

Step make_optimizer(const std::string& name, const std::string& form, const Tensors& parameters) {
  for (const OptimizerForm& candidate : optimizer_forms()) {
    if (candidate.name == name && candidate.form == form) return candidate.make(parameters);
  }
  throw std::invalid_argument(name + " " + form);
}

void drop_gradients(Tensors& parameters) {
  for (at::Tensor& parameter : parameters) parameter.grad() = at::Tensor();
}

void fill_gradients_with_zeros(const Tensors& parameters) { op::_foreach_zero_::call(gradients_of(parameters)); }

void clip_gradients(const Tensors& parameters, double max_norm) {
  NoGrad no_grad;
  const Tensors gradients = gradients_of(parameters);
  const Tensors norms = op::_foreach_norm_Scalar::call(gradients, Scalar(2.0), {});
  at::Tensor total = op::linalg_vector_norm::call(op::stack::call(norms, 0), Scalar(2.0), {}, false, {});
  op::add__Scalar::call(total, Scalar(1e-6), Scalar(1.0));
  at::Tensor factor =
      op::clamp_max::call(op::mul_Scalar::call(op::reciprocal::call(total), Scalar(max_norm)), Scalar(1.0));
  op::_foreach_mul__Tensor::call(gradients, factor);
}

}  // namespace bench

#pragma once

#include "tensors.h"

namespace bench {

using Tensors = std::vector<at::Tensor>;

// Switches recording off for its lifetime.
class NoGrad {
 public:
  NoGrad() : previous_(c10::GradMode::is_enabled()) { c10::GradMode::set_enabled(false); }
  NoGrad(const NoGrad&) = delete;
  ~NoGrad() { c10::GradMode::set_enabled(previous_); }

 private:
  bool previous_;
};

void zero_grad(Tensors& parameters);
void sgd_step(Tensors& parameters, double lr);

// How Adam's step is spelled in operators: one tensor and one operation at a time, one operation on all tensors, or all in one.
enum class AdamForm { Single, Foreach, Fused };

const char* name_of(AdamForm form);

class Adam {
 public:
  Adam(Tensors parameters, AdamForm form);

  void step();

 private:
  void step_single(double correction1, double correction2);
  void step_foreach(const Tensors& gradients, double correction1, double correction2);
  void step_fused(const Tensors& gradients);

  static constexpr double kLr = 1e-3, kBeta1 = 0.9, kBeta2 = 0.999, kEps = 1e-8;

  Tensors parameters_, averages_, square_averages_, steps_;
  AdamForm form_;
  int64_t step_count_ = 0;
};

}  // namespace bench

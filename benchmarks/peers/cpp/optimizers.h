#pragma once

#include <functional>
#include <string>

#include "tensors.h"

namespace bench {

using Tensors = std::vector<at::Tensor>;
using Step = std::function<void()>;

// An optimizer's step, spelled as LibTorch lets it be spelled: one kernel for everything where there is one ("fused"),
// one operation on all tensors ("foreach"), or one tensor after the other ("one by one").
struct OptimizerForm {
  std::string name;
  std::string form;
  std::function<Step(const Tensors& parameters)> make;
};

const std::vector<OptimizerForm>& optimizer_forms();

// The step of one form from the list.
Step make_optimizer(const std::string& name, const std::string& form, const Tensors& parameters);

void drop_gradients(Tensors& parameters);
void fill_gradients_with_zeros(const Tensors& parameters);

// Scales the gradients so that their joint norm is at most the given one.
void clip_gradients(const Tensors& parameters, double max_norm);

}  // namespace bench

// LibTorch 2.10.0, torch/csrc/autograd: running the backward pass, and what hooks and custom functions are put in with.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "array_ref.h"
#include "node.h"

namespace torch {
namespace autograd {

PTCS_IMPORT void backward(const variable_list& outputs, const variable_list& gradients,
                          ::std::optional<bool> retain_graph, bool create_graph, const variable_list& inputs);
PTCS_IMPORT variable_list grad(const variable_list& outputs, const variable_list& inputs,
                               const variable_list& gradients, ::std::optional<bool> retain_graph, bool create_graph,
                               bool allow_unused);

// Throws where what a hook returned differs in type, device or size from what it was given.
PTCS_IMPORT void check_variable_result(const at::TensorBase& original, const at::TensorBase& result,
                                       const ::std::string& hook_name);

// Levels of forward-mode differentiation belong to the process; LibTorch has one.
namespace forward_ad {
PTCS_IMPORT uint64_t enter_dual_level();
PTCS_IMPORT void exit_dual_level(uint64_t level);
}  // namespace forward_ad

namespace impl {

PTCS_IMPORT Edge gradient_edge(const at::Tensor& self);
PTCS_IMPORT void bump_version(const at::Tensor& self);

// Both want a tensor that requires gradients.
PTCS_IMPORT PreHookList& hooks(const at::Tensor& self);
PTCS_IMPORT ::std::unique_ptr<PostAccumulateGradHook>& post_acc_grad_hooks(const at::Tensor& self);

}  // namespace impl

using TensorSet = ::std::unordered_set<c10::TensorImpl*>;
using OptionalTensors = ::std::vector<::std::optional<at::Tensor>>;

// Makes the outputs of a custom function results of its node, which is null where nothing is recorded.
PTCS_IMPORT OptionalTensors _wrap_outputs(const variable_list& inputs, const TensorSet& non_differentiable,
                                          const TensorSet& dirty, c10::ArrayRef<::std::optional<at::Tensor>> outputs,
                                          const ::std::shared_ptr<Node>& node,
                                          const ::std::function<variable_list(variable_list, variable_list)>& jvp,
                                          const TensorSet& saved_if_setup_context,
                                          const ::std::function<at::Tensor(at::Tensor)>& view_as_self, bool pure_view);

}  // namespace autograd
}  // namespace torch

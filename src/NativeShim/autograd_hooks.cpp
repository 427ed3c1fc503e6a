// Hooks of managed code on gradients. A tensor has one object for all of them, which runs the list that managed code
// keeps, so that a hook may add and remove hooks while the hooks run.
#include <mutex>
#include <stdexcept>

#include "abi/autograd.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::variable_list;

// Runs on the gradient that a node receives as its output_nr-th one, before the node does.
class GradientHooks final : public torch::autograd::FunctionPreHook {
 public:
  explicit GradientHooks(size_t output_nr) : output_nr_(output_nr) {}

  variable_list operator()(const variable_list& gradients) override {
    const at::Tensor& gradient = gradients.at(output_nr_);
    if (!gradient.defined()) return gradients;
    TensorHandle replacement = nullptr;
    void* const exception = managed_callbacks().run_hooks(list.get(), at::Tensor(gradient).release(), &replacement);
    throw_managed(exception);
    variable_list result = gradients;
    if (replacement != nullptr) result[output_nr_] = at::Tensor(replacement);
    return result;
  }

  size_t output_nr() const { return output_nr_; }

  ManagedObject list;

 private:
  size_t output_nr_;
};

// Runs after a gradient was added to that of a leaf.
class AccumulationHooks final : public torch::autograd::PostAccumulateGradHook {
 public:
  void operator()(const at::Tensor& leaf) override {
    throw_managed(managed_callbacks().run_hooks(list.get(), at::Tensor(leaf).release(), nullptr));
  }

  ManagedObject list;
};

GradientHooks* find(const torch::autograd::PreHookList& hooks, size_t output_nr) {
  for (const auto& hook : hooks) {
    auto* const own = dynamic_cast<GradientHooks*>(hook.get());
    if (own != nullptr && own->output_nr() == output_nr) return own;
  }
  return nullptr;
}

GradientHooks& gradient_hooks(const at::Tensor& self) {
  const std::shared_ptr<torch::autograd::Node>& node = self.grad_fn();
  const size_t output_nr = node == nullptr ? 0 : static_cast<size_t>(self.output_nr());
  // The node that adds up the gradient of a leaf runs the hooks of the leaf.
  torch::autograd::PreHookList& hooks = node == nullptr ? torch::autograd::impl::hooks(self) : node->tensor_pre_hooks();
  if (GradientHooks* const found = find(hooks, output_nr)) return *found;
  hooks.push_back(std::make_unique<GradientHooks>(output_nr));
  return static_cast<GradientHooks&>(*hooks.back());
}

AccumulationHooks& accumulation_hooks(const at::Tensor& self) {
  std::unique_ptr<torch::autograd::PostAccumulateGradHook>& hooks = torch::autograd::impl::post_acc_grad_hooks(self);
  if (hooks == nullptr) hooks = std::make_unique<AccumulationHooks>();
  return static_cast<AccumulationHooks&>(*hooks);
}

void require_gradients(TensorHandle self) {
  if (!self->requires_grad()) {
    throw std::invalid_argument("cannot register a hook on a tensor that doesn't require gradient");
  }
}

// The list that the object has; its first is the one offered.
void* list_of(ManagedObject& list, void* offered) {
  if (list.get() == nullptr) list.adopt(offered);
  return list.get();
}

std::mutex registration;

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// The managed list of the hooks on a tensor's gradient. Where there is none yet it is the one offered, which is then
// owned by the graph. It may be used while the tensor is alive.
PTCS_EXPORT Error* torch_autograd_gradient_hooks(void** list, TensorHandle self, void* offered) {
  return guard([&] {
    require_gradients(self);
    const std::lock_guard<std::mutex> lock(registration);
    *list = list_of(gradient_hooks(ref(self)).list, offered);
  });
}

// The same for the hooks that run after a leaf's gradient was added up.
PTCS_EXPORT Error* torch_autograd_accumulation_hooks(void** list, TensorHandle self, void* offered) {
  return guard([&] {
    require_gradients(self);
    if (!ref(self).is_leaf()) {
      throw std::invalid_argument("post accumulate grad hooks cannot be registered on non-leaf tensors");
    }
    const std::lock_guard<std::mutex> lock(registration);
    *list = list_of(accumulation_hooks(ref(self)).list, offered);
  });
}

// Fails where a hook's gradient cannot take the place of the one that it was given.
PTCS_EXPORT Error* torch_autograd_check_replacement(TensorHandle original, TensorHandle replacement) {
  return guard([&] { torch::autograd::check_variable_result(ref(original), ref(replacement), "RegisterHook"); });
}

// Hooks of managed code on gradients. A node has one object for the hooks on all gradients that it is given, and that a
// list for each of them, which managed code keeps: LibTorch's own list must not change while it runs, so a hook may add
// and remove hooks.
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "abi/autograd.h"
#include "engine.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::variable_list;

// Runs on the gradients that a node is given, before the node does.
class GradientHooks final : public torch::autograd::FunctionPreHook {
 public:
  variable_list operator()(const variable_list& gradients) override {
    variable_list result = gradients;
    for (const auto& [output_nr, list] : lists()) {
      at::Tensor& gradient = result.at(output_nr);
      TensorHandle replacement = nullptr;
      void* const exception = managed_callbacks().run_hooks(list, wrap(at::Tensor(gradient)), &replacement);
      throw_managed(exception);
      if (replacement != nullptr) gradient = at::Tensor(replacement);
    }
    return result;
  }

  // As they are now; they stay as long as this object does.
  std::vector<std::pair<size_t, void*>> lists() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<std::pair<size_t, void*>> result;
    for (const auto& [output_nr, list] : lists_) result.emplace_back(output_nr, list->get());
    return result;
  }

  // The list of one gradient; the first is the one offered.
  void* list(size_t output_nr, void* offered) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [own, list] : lists_) {
      if (own == output_nr) return list->get();
    }
    lists_.emplace_back(output_nr, std::make_unique<ManagedObject>(offered));
    return offered;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<size_t, std::unique_ptr<ManagedObject>>> lists_;
};

// Runs after a gradient was added to that of a leaf.
class AccumulationHooks final : public torch::autograd::PostAccumulateGradHook {
 public:
  void operator()(const at::Tensor& leaf) override {
    throw_managed(managed_callbacks().run_hooks(list.get(), at::Tensor(leaf).release(), nullptr));
  }

  ManagedObject list;
};

GradientHooks* find(const torch::autograd::PreHookList& hooks) {
  for (const auto& hook : hooks) {
    if (auto* const own = dynamic_cast<GradientHooks*>(hook.get())) return own;
  }
  return nullptr;
}

void* gradient_hooks(const at::Tensor& self, void* offered) {
  const std::shared_ptr<torch::autograd::Node>& node = self.grad_fn();
  const size_t output_nr = node == nullptr ? 0 : static_cast<size_t>(self.output_nr());
  // The node that adds up the gradient of a leaf runs the hooks of the leaf.
  torch::autograd::PreHookList& hooks = node == nullptr ? torch::autograd::impl::hooks(self) : node->tensor_pre_hooks();
  if (GradientHooks* const found = find(hooks)) return found->list(output_nr, offered);
  hooks.push_back(std::make_unique<GradientHooks>());
  return static_cast<GradientHooks&>(*hooks.back()).list(output_nr, offered);
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

void add_gradient_hooks(std::vector<void*>& lists, torch::autograd::Node& node) {
  const std::lock_guard<std::mutex> lock(registration);
  if (const GradientHooks* const hooks = find(node.tensor_pre_hooks())) {
    for (const auto& [output_nr, list] : hooks->lists()) lists.push_back(list);
  }
}

}  // namespace ptcs

using namespace ptcs;

// The managed list of the hooks on a tensor's gradient. Where there is none yet it is the one offered, which is then
// owned by the graph. It may be used while the tensor is alive.
PTCS_EXPORT Error* torch_autograd_gradient_hooks(void** list, TensorHandle self, void* offered) {
  return guard([&] {
    require_gradients(self);
    const std::lock_guard<std::mutex> lock(registration);
    *list = gradient_hooks(ref(self), offered);
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

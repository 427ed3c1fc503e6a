// Nodes of the graph: hooks on them, and what they are about.
#include <mutex>
#include <stdexcept>
#include <utility>

#include "abi/autograd.h"
#include "anomaly.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::Edge;
using torch::autograd::Node;
using torch::autograd::variable_list;
using NodeHandle = std::shared_ptr<Node>*;

std::vector<TensorHandle> handed(const variable_list& tensors) {
  std::vector<TensorHandle> handles;
  for (const at::Tensor& tensor : tensors) handles.push_back(wrap(at::Tensor(tensor)));
  return handles;
}

Span<TensorHandle> span(const std::vector<TensorHandle>& handles) {
  return {handles.data(), static_cast<int64_t>(handles.size())};
}

variable_list adopted(const std::vector<TensorHandle>& handles) {
  variable_list tensors;
  for (const TensorHandle handle : handles) tensors.push_back(handle == nullptr ? at::Tensor() : at::Tensor(handle));
  return tensors;
}

// A node has one object for all hooks of a kind, which runs the list that managed code keeps.
class NodePreHooks final : public torch::autograd::FunctionPreHook {
 public:
  variable_list operator()(const variable_list& gradients) override {
    std::vector<TensorHandle> replacements(gradients.size());
    bool is_replaced = false;
    const std::vector<TensorHandle> inputs = handed(gradients);
    void* const exception = managed_callbacks().run_node_hooks(list.get(), true, {nullptr, 0}, span(inputs),
                                                               replacements.data(), &is_replaced);
    variable_list replaced = adopted(replacements);
    throw_managed(exception);
    return is_replaced ? replaced : gradients;
  }

  ManagedObject list;
};

class NodePostHooks final : public torch::autograd::FunctionPostHook {
 public:
  variable_list operator()(const variable_list& outputs, const variable_list& inputs) override {
    variable_list results = list.get() == nullptr ? outputs : run(outputs, inputs);
    check_outputs(results);
    return results;
  }

  ManagedObject list;

 private:
  variable_list run(const variable_list& outputs, const variable_list& inputs) {
    std::vector<TensorHandle> replacements(outputs.size());
    bool is_replaced = false;
    const std::vector<TensorHandle> given = handed(outputs);
    const std::vector<TensorHandle> from = handed(inputs);
    void* const exception = managed_callbacks().run_node_hooks(list.get(), false, span(given), span(from),
                                                               replacements.data(), &is_replaced);
    variable_list replaced = adopted(replacements);
    throw_managed(exception);
    return is_replaced ? replaced : outputs;
  }
};

// The one of that class among the hooks, added where there is none.
template <class Own, class Hooks>
ManagedObject& list_in(Hooks& hooks) {
  for (const auto& hook : hooks) {
    if (auto* const own = dynamic_cast<Own*>(hook.get())) return own->list;
  }
  auto added = std::make_unique<Own>();
  ManagedObject& list = added->list;
  hooks.push_back(std::move(added));
  return list;
}

std::mutex registration;

}  // namespace

// A pass of another thread may look at the list at the same time. It asks first whether the list is empty, and goes
// through it after the node has run, so one that is filled in between is whole by then. A list with something in it,
// which may move in memory, has hooks that look at the outputs already.
void watch_outputs(Node& node) {
  const std::lock_guard<std::mutex> lock(registration);
  if (node.post_hooks.empty()) node.post_hooks.push_back(std::make_unique<NodePostHooks>());
}

}  // namespace ptcs

using namespace ptcs;

// The managed list of the hooks that run before or after a node. The first is the one offered, which the node then
// owns.
PTCS_EXPORT Error* torch_node_hooks(void** list, NodeHandle node, bool is_before, void* offered) {
  return guard([&] {
    const std::lock_guard<std::mutex> lock(registration);
    ManagedObject& object =
        is_before ? list_in<NodePreHooks>((*node)->pre_hooks) : list_in<NodePostHooks>((*node)->post_hooks);
    if (object.get() == nullptr) object.adopt(offered);
    *list = object.get();
  });
}

// The leaf whose gradient the node adds up; null for other nodes.
PTCS_EXPORT Error* torch_node_variable(TensorHandle* result, NodeHandle node) {
  return guard([&] {
    const auto* const accumulator = dynamic_cast<const torch::autograd::AccumulateGrad*>(node->get());
    *result = accumulator == nullptr ? nullptr : wrap(at::Tensor(accumulator->variable));
  });
}

PTCS_EXPORT int64_t torch_node_output_count(NodeHandle node) {
  return static_cast<int64_t>((*node)->input_metadata.size());
}

// The shape of a result that the operation had, valid as long as the node. Null where it is not made of numbers.
PTCS_EXPORT const int64_t* torch_node_output_shape(NodeHandle node, int64_t index, int64_t* length) {
  const torch::autograd::InputMetadata& metadata = (*node)->input_metadata[static_cast<size_t>(index)];
  *length = 0;
  if (metadata.shape_kind != torch::autograd::InputMetadata::holds_sizes) return nullptr;
  *length = metadata.shape.sizes.length;
  return metadata.shape.sizes.begin;
}

// Where the gradient with respect to a tensor goes; null where it requires none.
PTCS_EXPORT Error* torch_node_edge_of(NodeHandle* result, int64_t* input_nr, TensorHandle tensor) {
  return guard([&] {
    *result = nullptr;
    *input_nr = 0;
    if (!tensor->requires_grad()) return;
    const Edge edge = torch::autograd::impl::gradient_edge(ref(tensor));
    *input_nr = edge.input_nr;
    *result = new std::shared_ptr<Node>(edge.function);
  });
}

// Nodes of the graph: hooks on them, what they are about, and the border of a part of the graph.
#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "abi/autograd.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::Edge;
using torch::autograd::Node;
using torch::autograd::variable_list;
using NodeHandle = std::shared_ptr<Node>*;

// Edges of the graph; the caller owns each node, and frees both arrays with torch_memory_free.
struct EdgeArray {
  NodeHandle* nodes;
  int64_t* input_nrs;
  int64_t length;
};

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
    throw_managed(managed_callbacks().run_node_hooks(list.get(), {nullptr, 0}, span(handed(gradients)),
                                                     replacements.data(), &is_replaced));
    return is_replaced ? adopted(replacements) : gradients;
  }

  ManagedObject list;
};

class NodePostHooks final : public torch::autograd::FunctionPostHook {
 public:
  variable_list operator()(const variable_list& outputs, const variable_list& inputs) override {
    std::vector<TensorHandle> replacements(outputs.size());
    bool is_replaced = false;
    throw_managed(managed_callbacks().run_node_hooks(list.get(), span(handed(outputs)), span(handed(inputs)),
                                                     replacements.data(), &is_replaced));
    return is_replaced ? adopted(replacements) : outputs;
  }

  ManagedObject list;
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

template <class T>
T* copied(const std::vector<T>& values) {
  auto* const memory = static_cast<T*>(std::malloc(std::max<size_t>(values.size(), 1) * sizeof(T)));
  if (memory == nullptr) throw std::bad_alloc();
  std::copy(values.begin(), values.end(), memory);
  return memory;
}

// Whether this thread made the node after its count of nodes stood at start.
bool is_inside(const Node& node, uint64_t start, uint64_t thread) {
  return node.thread_id == thread && node.sequence_nr >= start &&
         dynamic_cast<const torch::autograd::AccumulateGrad*>(&node) == nullptr;
}

}  // namespace
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

// The count of nodes that this thread has made.
PTCS_EXPORT uint64_t torch_node_sequence() { return at::sequence_number::peek(); }

PTCS_EXPORT Error* torch_node_is_inside(bool* result, NodeHandle node, uint64_t start) {
  return guard([&] { *result = is_inside(**node, start, at::RecordFunction::currentThreadId()); });
}

// Each edge once that leads out of the part of the graph which this thread made since its count stood at start, as far
// as the results of that part lead into it.
PTCS_EXPORT Error* torch_node_border(EdgeArray* result, Span<TensorHandle> outputs, uint64_t start) {
  return guard([&] {
    const uint64_t thread = at::RecordFunction::currentThreadId();
    std::vector<Node*> open;
    std::unordered_set<Node*> seen;
    std::unordered_map<Node*, std::unordered_set<uint32_t>> left;
    std::vector<NodeHandle> nodes;
    std::vector<int64_t> input_nrs;
    const auto visit = [&](Node* node) {
      if (seen.insert(node).second) open.push_back(node);
    };
    for (int64_t i = 0; i < outputs.length; ++i) {
      TensorHandle output = outputs.data[i];
      Node* const node = output == nullptr ? nullptr : ref(output).grad_fn().get();
      if (node != nullptr && is_inside(*node, start, thread)) visit(node);
    }
    while (!open.empty()) {
      Node* const node = open.back();
      open.pop_back();
      for (const Edge& edge : node->next_edges) {
        if (edge.function == nullptr) continue;
        if (is_inside(*edge.function, start, thread)) {
          visit(edge.function.get());
        } else if (left[edge.function.get()].insert(edge.input_nr).second) {
          nodes.push_back(new std::shared_ptr<Node>(edge.function));
          input_nrs.push_back(edge.input_nr);
        }
      }
    }
    *result = {copied(nodes), copied(input_nrs), static_cast<int64_t>(nodes.size())};
  });
}

// The edges that a node's gradients go to. The node is one that runs its backward form at the moment.
PTCS_EXPORT Error* torch_node_running_edges(EdgeArray* result, Node* node) {
  return guard([&] {
    std::vector<NodeHandle> nodes;
    std::vector<int64_t> input_nrs;
    for (const Edge& edge : node->next_edges) {
      nodes.push_back(new std::shared_ptr<Node>(edge.function));
      input_nrs.push_back(edge.input_nr);
    }
    *result = {copied(nodes), copied(input_nrs), static_cast<int64_t>(nodes.size())};
  });
}

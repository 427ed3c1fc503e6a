// Custom functions: nodes of the graph whose backward form is managed code.
#include <stdexcept>
#include <string>
#include <utility>

#include "abi/autograd.h"
#include "abi/operators.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::variable_list;

class FunctionNode final : public torch::autograd::Node {
 public:
  explicit FunctionNode(std::string_view name) : name_(name) {}

  std::string name() const override { return name_; }

  // No lock is held while managed code runs.
  variable_list apply(variable_list&& gradients) override {
    std::vector<TensorHandle> handed(gradients.size());
    for (size_t i = 0; i < gradients.size(); ++i) {
      if (!gradients[i].defined() && is_materializing) gradients[i] = input_metadata[i].zeros_like();
    }
    for (size_t i = 0; i < gradients.size(); ++i) handed[i] = wrap(std::move(gradients[i]));
    std::vector<TensorHandle> handles(next_edges.size());
    void* const exception =
        managed_callbacks().run_backward(context.get(), this, {handed.data(), static_cast<int64_t>(handed.size())},
                                         handles.data(), static_cast<int64_t>(handles.size()));
    variable_list results;
    for (const TensorHandle handle : handles) results.push_back(handle == nullptr ? at::Tensor() : at::Tensor(handle));
    throw_managed(exception);
    return results;
  }

  void release_variables() override {
    std::vector<std::shared_ptr<SavedVariable>> released;
    const std::lock_guard<std::mutex> lock(mutex);
    released.swap(saved_);
    is_released_ = true;
  }

  void save(const at::Tensor& tensor) {
    const bool is_output = tensor.defined() && tensor.grad_fn().get() == this;
    saved_.push_back(std::make_shared<SavedVariable>(tensor, is_output));
  }

  variable_list saved() {
    std::vector<std::shared_ptr<SavedVariable>> variables;
    bool is_released = false;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      variables = saved_;
      is_released = is_released_;
    }
    if (is_released) {
      throw std::runtime_error(
          "Trying to backward through the graph a second time (or directly access saved tensors after they have "
          "already "
          "been freed). Saved intermediate values of the graph are freed when you call Backward() or Torch.Grad(). "
          "Specify retainGraph: true if you need to backward through the graph a second time or if you need to access "
          "saved tensors after calling backward.");
    }
    variable_list tensors;
    // Hooks on saved tensors run in here.
    for (const auto& variable : variables) tensors.push_back(variable->unpack(shared_from_this()));
    return tensors;
  }

  ManagedObject context;
  bool is_materializing = true;

 private:
  using SavedVariable = torch::autograd::SavedVariable;

  const std::string name_;
  std::vector<std::shared_ptr<SavedVariable>> saved_;
  bool is_released_ = false;
};

using NodeHandle = std::shared_ptr<torch::autograd::Node>*;

torch::autograd::TensorSet set_of(Span<TensorHandle> handles) { return {handles.data, handles.data + handles.length}; }

at::Tensor counted(TensorHandle handle) {
  if (handle == nullptr) return {};
  incref(handle);
  return at::Tensor(handle);
}

// What one call of a function returned, and what it said about it.
struct Ending {
  Span<TensorHandle> inputs;
  Span<TensorHandle> outputs;
  Span<TensorHandle> dirty;
  Span<TensorHandle> non_differentiable;
  Span<TensorHandle> saved;
  bool is_materializing;
  bool is_set_up_apart;
  void* context;
};

// The tangents of the outputs. LibTorch asks for them where an input has a tangent.
variable_list forward_rule(const Ending& ending, const variable_list& inputs, const variable_list& tangents) {
  std::vector<TensorHandle> handed;
  for (size_t i = 0; i < tangents.size(); ++i) {
    at::Tensor tangent = tangents[i];
    if (!tangent.defined() && ending.is_materializing) {
      tangent = at::_ops::zeros_like::call(inputs[i], {}, {}, {}, {}, {});
    }
    handed.push_back(wrap(std::move(tangent)));
  }
  std::vector<TensorHandle> handles(static_cast<size_t>(ending.outputs.length));
  void* const exception =
      managed_callbacks().run_jvp(ending.context, {handed.data(), static_cast<int64_t>(handed.size())}, handles.data(),
                                  static_cast<int64_t>(handles.size()));
  variable_list results;
  for (const TensorHandle handle : handles) results.push_back(handle == nullptr ? at::Tensor() : at::Tensor(handle));
  throw_managed(exception);
  return results;
}

torch::autograd::OptionalTensors wrapped(const std::shared_ptr<torch::autograd::Node>& node, const Ending& ending) {
  variable_list from;
  for (int64_t i = 0; i < ending.inputs.length; ++i) from.push_back(counted(ending.inputs.data[i]));
  torch::autograd::OptionalTensors raw;
  for (int64_t i = 0; i < ending.outputs.length; ++i) raw.emplace_back(counted(ending.outputs.data[i]));
  for (int64_t i = 0; i < ending.dirty.length; ++i) torch::autograd::impl::bump_version(counted(ending.dirty.data[i]));
  return torch::autograd::_wrap_outputs(
      from, set_of(ending.non_differentiable), set_of(ending.dirty), raw, node,
      [&](const variable_list& inputs, const variable_list& tangents) {
        return forward_rule(ending, inputs, tangents);
      },
      ending.is_set_up_apart ? set_of(ending.saved) : torch::autograd::TensorSet{},
      [](at::Tensor tensor) { return at::_ops::view_as::call(tensor, tensor); }, false);
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// A node for a function that is about to run on these inputs; it owns the context from then on.
PTCS_EXPORT Error* torch_autograd_function_begin(NodeHandle* result, Span<char> name, Span<TensorHandle> inputs,
                                                 void* context) {
  return guard([&] {
    const std::shared_ptr<FunctionNode> node(new FunctionNode(string(name)), torch::autograd::deleteNode);
    torch::autograd::edge_list edges;
    for (int64_t i = 0; i < inputs.length; ++i) {
      edges.push_back(torch::autograd::impl::gradient_edge(counted(inputs.data[i])));
    }
    node->set_next_edges(std::move(edges));
    *result = new std::shared_ptr<torch::autograd::Node>(node);
    node->context.adopt(context);
  });
}

// The same for a function whose gradients go to edges of the graph.
PTCS_EXPORT Error* torch_autograd_function_begin_edges(NodeHandle* result, Span<char> name, Span<NodeHandle> nodes,
                                                       Span<int64_t> input_nrs, void* context) {
  return guard([&] {
    const std::shared_ptr<FunctionNode> node(new FunctionNode(string(name)), torch::autograd::deleteNode);
    torch::autograd::edge_list edges;
    for (int64_t i = 0; i < nodes.length; ++i) {
      edges.push_back({*nodes.data[i], static_cast<uint32_t>(input_nrs.data[i])});
    }
    node->set_next_edges(std::move(edges));
    *result = new std::shared_ptr<torch::autograd::Node>(node);
    node->context.adopt(context);
  });
}

// Makes what the function returned results of the node, and saves tensors in it. Without a node, nothing is recorded.
// Where an input has a tangent, the context, which stays the caller's, gives those of the results.
// A result is null where it is the very tensor that was returned.
PTCS_EXPORT Error* torch_autograd_function_end(TensorHandle* results, NodeHandle node, Span<TensorHandle> inputs,
                                               Span<TensorHandle> outputs, Span<TensorHandle> dirty,
                                               Span<TensorHandle> non_differentiable, Span<TensorHandle> saved,
                                               bool is_materializing, bool is_set_up_apart, void* context) {
  return guard([&] {
    const Ending ending{inputs, outputs, dirty, non_differentiable, saved, is_materializing, is_set_up_apart, context};
    torch::autograd::OptionalTensors tensors = wrapped(node == nullptr ? nullptr : *node, ending);
    if (node != nullptr) {
      auto& function = static_cast<FunctionNode&>(**node);
      function.is_materializing = is_materializing;
      for (int64_t i = 0; i < saved.length; ++i) function.save(counted(saved.data[i]));
    }
    for (size_t i = 0; i < tensors.size(); ++i) {
      results[i] = tensors[i]->impl() == outputs.data[i] ? nullptr : wrap(std::move(*tensors[i]));
    }
  });
}

// The tensors that the function saved. The node is one that runs its backward form at the moment.
PTCS_EXPORT Error* torch_autograd_function_saved(TensorArray* result, void* node) {
  return guard([&] { *result = wrap(static_cast<FunctionNode*>(node)->saved()); });
}

// Gradients: running the backward pass, reading and setting .grad, walking the graph.
#include "abi/autograd.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "abi/stable_c.h"
#include "shim.h"

namespace ptcs {
namespace {

using Node = torch::autograd::Node;
using NodeHandle = std::shared_ptr<Node>*;

// Null entries become undefined tensors.
torch::autograd::variable_list counted(Span<TensorHandle> handles) {
  torch::autograd::variable_list list;
  list.reserve(static_cast<size_t>(handles.length));
  for (int64_t i = 0; i < handles.length; ++i) {
    if (handles.data[i] == nullptr) {
      list.emplace_back();
    } else {
      incref(handles.data[i]);
      list.emplace_back(handles.data[i]);
    }
  }
  return list;
}

NodeHandle wrap_node(const std::shared_ptr<Node>& node) {
  return node == nullptr ? nullptr : new std::shared_ptr<Node>(node);
}

struct Facts {
  std::string shape = "[";
  int32_t dtype = 0;
  int32_t device_type = 0;
  int32_t device_index = 0;
};

Facts facts_of(const at::Tensor& tensor) {
  Facts facts;
  int64_t dim = 0;
  int64_t* sizes = nullptr;
  aoti_torch_get_dim(&tensor, &dim);
  aoti_torch_get_sizes(&tensor, &sizes);
  for (int64_t i = 0; i < dim; ++i) facts.shape += (i == 0 ? "" : ", ") + std::to_string(sizes[i]);
  facts.shape += "]";
  aoti_torch_get_dtype(&tensor, &facts.dtype);
  aoti_torch_get_device_type(&tensor, &facts.device_type);
  aoti_torch_get_device_index(&tensor, &facts.device_index);
  return facts;
}

// Whether the elements of two tensors lie in memory in the same way, on the same device, as the same type.
bool lie_alike(const at::Tensor& a, const at::Tensor& b) {
  const auto agree = [&](auto question) {
    int32_t first = 0;
    int32_t second = 0;
    question(&a, &first);
    question(&b, &second);
    return first == second;
  };
  int32_t layout = 0;
  aoti_torch_get_layout(&a, &layout);
  if (layout != static_cast<int32_t>(c10::Layout::Strided) || !agree(aoti_torch_get_layout) || !agree(aoti_torch_get_dtype) ||
      !agree(aoti_torch_get_device_type) || !agree(aoti_torch_get_device_index)) {
    return false;
  }
  int64_t dims[2];
  int64_t* sizes[2];
  int64_t* strides[2];
  const at::Tensor* const both[2] = {&a, &b};
  for (int i = 0; i < 2; ++i) {
    aoti_torch_get_dim(both[i], &dims[i]);
    aoti_torch_get_sizes(both[i], &sizes[i]);
    aoti_torch_get_strides(both[i], &strides[i]);
  }
  return dims[0] == dims[1] && std::equal(sizes[0], sizes[0] + dims[0], sizes[1]) &&
         std::equal(strides[0], strides[0] + dims[0], strides[1]);
}

// LibTorch itself accepts anything here and fails much later.
void check_gradient(const at::Tensor& self, const at::Tensor& gradient) {
  if (self.impl() == gradient.impl()) throw std::invalid_argument("a tensor cannot be its own gradient");
  const Facts own = facts_of(self);
  const Facts given = facts_of(gradient);
  if (own.shape != given.shape) {
    throw std::invalid_argument("the gradient has shape " + given.shape + ", but the tensor has shape " + own.shape);
  }
  if (own.dtype != given.dtype) throw std::invalid_argument("the gradient and the tensor have different data types");
  if (own.device_type != given.device_type || own.device_index != given.device_index) {
    throw std::invalid_argument("the gradient and the tensor are on different devices");
  }
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT Error* torch_autograd_get_grad(TensorHandle* result, TensorHandle self) {
  return guard([&] { *result = wrap(at::Tensor(self->grad())); });
}

PTCS_EXPORT Error* torch_autograd_set_grad(TensorHandle self, TensorHandle gradient) {
  return guard([&] {
    if (gradient == nullptr) {
      if (self->grad().defined()) self->mutable_grad() = at::Tensor();
      return;
    }
    check_gradient(ref(self), ref(gradient));
    self->mutable_grad() = ref(gradient);
  });
}

// The gradients of many tensors, and whether each lies in memory as its tensor does.
PTCS_EXPORT Error* torch_autograd_get_grads(TensorHandle* results, bool* alike, Span<TensorHandle> tensors) {
  return guard([&] {
    for (int64_t i = 0; i < tensors.length; ++i) {
      TensorHandle self = tensors.data[i];
      const at::Tensor& gradient = self->grad();
      alike[i] = gradient.defined() && lie_alike(ref(self), gradient);
      results[i] = wrap(at::Tensor(gradient));
    }
  });
}

PTCS_EXPORT Error* torch_autograd_clear_grads(Span<TensorHandle> tensors) {
  return guard([&] {
    for (int64_t i = 0; i < tensors.length; ++i) {
      if (tensors.data[i]->grad().defined()) tensors.data[i]->mutable_grad() = at::Tensor();
    }
  });
}

// Without gradients every output is a single element. Without inputs the gradient goes to every leaf.
PTCS_EXPORT Error* torch_autograd_backward(Span<TensorHandle> outputs, Span<TensorHandle> gradients,
                                           Optional<bool> retain_graph, bool create_graph, Span<TensorHandle> inputs) {
  return guard([&] {
    torch::autograd::backward(counted(outputs), counted(gradients), optional_bool(retain_graph), create_graph,
                              counted(inputs));
  });
}

PTCS_EXPORT Error* torch_autograd_grad(TensorArray* result, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                                       Span<TensorHandle> gradients, Optional<bool> retain_graph, bool create_graph,
                                       bool allow_unused) {
  return guard([&] {
    *result = wrap(torch::autograd::grad(counted(outputs), counted(inputs), counted(gradients),
                                         optional_bool(retain_graph), create_graph, allow_unused));
  });
}

PTCS_EXPORT Error* torch_autograd_retain_grad(TensorHandle self) {
  return guard([&] { ref(self).retain_grad(); });
}

PTCS_EXPORT Error* torch_autograd_retains_grad(bool* result, TensorHandle self) {
  return guard([&] { *result = ref(self).retains_grad(); });
}

PTCS_EXPORT Error* torch_autograd_grad_fn(NodeHandle* result, TensorHandle self) {
  return guard([&] { *result = wrap_node(ref(self).grad_fn()); });
}

PTCS_EXPORT Error* torch_node_name(Text* result, NodeHandle node) {
  return guard([&] { *result = wrap(std::string_view((*node)->name())); });
}

PTCS_EXPORT int64_t torch_node_next_count(NodeHandle node) { return static_cast<int64_t>((*node)->next_edges.size()); }

PTCS_EXPORT Error* torch_node_next(NodeHandle* result, int64_t* input_nr, NodeHandle node, int64_t index) {
  return guard([&] {
    const torch::autograd::Edge& edge = (*node)->next_edges.at(static_cast<size_t>(index));
    *input_nr = edge.input_nr;
    *result = wrap_node(edge.function);
  });
}

// Equal for two handles of the same node.
PTCS_EXPORT const void* torch_node_identity(NodeHandle node) { return node->get(); }

PTCS_EXPORT void torch_node_free(NodeHandle node) { delete node; }

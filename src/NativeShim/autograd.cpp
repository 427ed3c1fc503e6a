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

// How a tensor lies in memory, as what type, on which device.
struct Place {
  int32_t dtype = 0;
  int32_t device_type = 0;
  int32_t device_index = 0;
  int32_t layout = 0;
  int64_t dim = 0;
  int64_t* sizes = nullptr;
  int64_t* strides = nullptr;  // null for a layout without them

  explicit Place(const at::Tensor& tensor) {
    aoti_torch_get_dtype(&tensor, &dtype);
    aoti_torch_get_device_type(&tensor, &device_type);
    aoti_torch_get_device_index(&tensor, &device_index);
    aoti_torch_get_layout(&tensor, &layout);
    aoti_torch_get_dim(&tensor, &dim);
    aoti_torch_get_sizes(&tensor, &sizes);
    if (is_strided()) aoti_torch_get_strides(&tensor, &strides);
  }

  bool is_strided() const { return layout == static_cast<int32_t>(c10::Layout::Strided); }
  bool is_device_of(const Place& other) const {
    return device_type == other.device_type && device_index == other.device_index;
  }
  bool has_shape_of(const Place& other) const {
    return dim == other.dim && std::equal(sizes, sizes + dim, other.sizes);
  }
  bool is_like(const Place& other) const {
    if (!is_strided() || !other.is_strided() || dtype != other.dtype || !is_device_of(other) || !has_shape_of(other)) {
      return false;
    }
    for (int64_t i = 0; i < dim; ++i) {
      if (stride(i) != other.stride(i)) return false;
    }
    return true;
  }

  // A number that tells places apart.
  uint64_t hash() const {
    uint64_t result = 14695981039346656037u;
    const auto mix = [&result](int64_t value) {
      result = (result ^ static_cast<uint64_t>(value)) * 0x9E3779B97F4A7C15u;
      result ^= result >> 29;
    };
    for (const int32_t value : {dtype, device_type, device_index, layout}) mix(value);
    mix(dim);
    for (int64_t i = 0; i < dim; ++i) {
      mix(sizes[i]);
      mix(stride(i));
    }
    return result;
  }

  // A dimension of size 1 lies anywhere.
  int64_t stride(int64_t i) const { return strides == nullptr || sizes[i] == 1 ? 0 : strides[i]; }

  std::string shape() const {
    std::string text = "[";
    for (int64_t i = 0; i < dim; ++i) text += (i == 0 ? "" : ", ") + std::to_string(sizes[i]);
    return text + "]";
  }
};

// LibTorch itself accepts anything here and fails much later.
void check_gradient(const at::Tensor& self, const at::Tensor& gradient) {
  if (self.impl() == gradient.impl()) throw std::invalid_argument("a tensor cannot be its own gradient");
  const Place own(self);
  const Place given(gradient);
  if (!own.has_shape_of(given)) {
    throw std::invalid_argument("the gradient has shape " + given.shape() + ", but the tensor has shape " + own.shape());
  }
  const std::optional<c10::ScalarType> dtype = self.grad_dtype();
  if (dtype.has_value() && static_cast<int32_t>(*dtype) != given.dtype) {
    throw std::invalid_argument("the gradient and the tensor have different data types");
  }
  if (!own.is_device_of(given)) throw std::invalid_argument("the gradient and the tensor are on different devices");
}

// LibTorch would add up a gradient that is larger than its output.
void check_shapes(Span<TensorHandle> outputs, Span<TensorHandle> gradients) {
  for (int64_t i = 0; i < gradients.length && i < outputs.length; ++i) {
    TensorHandle output = outputs.data[i];
    TensorHandle gradient = gradients.data[i];
    if (gradient == nullptr) continue;
    const Place own(ref(output));
    const Place given(ref(gradient));
    if (own.has_shape_of(given)) continue;
    throw std::invalid_argument("gradient " + std::to_string(i) + " has shape " + given.shape() + ", but output " +
                                std::to_string(i) + " has shape " + own.shape());
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

// The gradients of many tensors, whether each lies in memory as its tensor does, and a number for where the tensor lies.
PTCS_EXPORT Error* torch_autograd_get_grads(TensorHandle* results, bool* alike, uint64_t* places, Span<TensorHandle> tensors) {
  return guard([&] {
    for (int64_t i = 0; i < tensors.length; ++i) {
      TensorHandle self = tensors.data[i];
      const at::Tensor& gradient = self->grad();
      const Place place(ref(self));
      alike[i] = gradient.defined() && place.is_like(Place(gradient));
      places[i] = place.hash();
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
    check_shapes(outputs, gradients);
    torch::autograd::backward(counted(outputs), counted(gradients), optional_bool(retain_graph), create_graph,
                              counted(inputs));
  });
}

PTCS_EXPORT Error* torch_autograd_grad(TensorArray* result, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                                       Span<TensorHandle> gradients, Optional<bool> retain_graph, bool create_graph,
                                       bool allow_unused) {
  return guard([&] {
    check_shapes(outputs, gradients);
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

// Counts a change of the elements that LibTorch has not seen.
PTCS_EXPORT Error* torch_autograd_bump_version(TensorHandle self) {
  return guard([&] { torch::autograd::impl::bump_version(ref(self)); });
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

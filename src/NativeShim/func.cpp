// Function transforms: layers of the current thread, and tensors that go into one and come out of it.
#include <memory>
#include <stdexcept>
#include <utility>
#include <variant>

#include "abi/functorch.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "abi/stable_c.h"
#include "layers.h"
#include "shim.h"

namespace ptcs {
namespace {

using at::functorch::TransformType;

int64_t dimensions(const at::Tensor& tensor) {
  int64_t count = 0;
  aoti_torch_get_dim(&tensor, &count);
  return count;
}

// The same values for every element of the batch.
at::Tensor repeat(const at::Tensor& tensor, int64_t batch_size, int64_t out_dim) {
  const at::Tensor spread = at::_ops::unsqueeze::call(tensor, out_dim);
  const int64_t count = dimensions(spread);
  std::vector<int64_t> sizes(static_cast<size_t>(count), -1);
  sizes[static_cast<size_t>(out_dim < 0 ? out_dim + count : out_dim)] = batch_size;
  return at::_ops::expand::call(spread, sym_ints({sizes.data(), count}), false);
}

struct LayerKeys {
  c10::DispatchKey both[2] = {key_named("FuncTorchDynamicLayerFrontMode"), key_named("FuncTorchDynamicLayerBackMode")};
};

// What managed code reads of a layer.
struct LayerView {
  int64_t level;
  int64_t batch_size;
  int32_t kind;
  int32_t randomness;
  int32_t was_enabled;  // recording outside a layer of gradients, the forward mode outside one of that
  int32_t padding;
};
static_assert(sizeof(LayerView) == 32, "LayerView crosses the border");

const LayerKeys& layer_keys() {
  static const LayerKeys keys;
  return keys;
}

}  // namespace

OutsideLayers::OutsideLayers() {
  for (int i = 0; i < 2; ++i) {
    const c10::DispatchKey key = layer_keys().both[i];
    excluded_[i] = c10::impl::tls_is_dispatch_key_excluded(key);
    c10::impl::tls_set_dispatch_key_excluded(key, true);
  }
}

OutsideLayers::~OutsideLayers() {
  for (int i = 0; i < 2; ++i) c10::impl::tls_set_dispatch_key_excluded(layer_keys().both[i], excluded_[i]);
}

at::Tensor without_layers(const at::Tensor& tensor) {
  at::Tensor current = tensor;
  int64_t number = static_cast<int64_t>(at::functorch::getDynamicLayerStack().size());
  while (true) {
    if (const auto* const wrapper = at::functorch::maybeGetTensorWrapper(current)) {
      current = at::Tensor(at::functorch::value_of(wrapper));
      continue;
    }
    while (number > 0 && !at::functorch::isBatchedAtLevel(current, number)) --number;
    if (number == 0) return current;
    current = std::get<0>(at::functorch::unwrapTensorAtLevel(current, number));
  }
}

at::Tensor into_layers(at::Tensor&& tensor) {
  if (at::functorch::getDynamicLayerStack().empty()) return std::move(tensor);
  return at::_ops::lift_fresh::call(tensor);
}

}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT int64_t torch_func_depth() { return static_cast<int64_t>(at::functorch::getDynamicLayerStack().size()); }

PTCS_EXPORT Error* torch_func_push_vmap(int64_t* level, int64_t batch_size, int32_t randomness) {
  return guard([&] {
    const auto kind = static_cast<at::functorch::RandomnessType>(randomness);
    *level = at::functorch::initAndPushDynamicLayer(TransformType::Vmap, c10::SymInt(batch_size), kind, {}, {}, {});
  });
}

PTCS_EXPORT Error* torch_func_push_grad(int64_t* level) {
  return guard([&] {
    const bool mode = c10::GradMode::is_enabled();
    *level = at::functorch::initAndPushDynamicLayer(TransformType::Grad, {}, {}, mode, {}, {});
  });
}

PTCS_EXPORT Error* torch_func_push_jvp(int64_t* level) {
  return guard([&] {
    const bool mode = (c10::AutogradState::get_tls_state().bits & c10::AutogradState::ForwardGrad) != 0;
    *level = at::functorch::initAndPushDynamicLayer(TransformType::Jvp, {}, {}, {}, mode, {});
  });
}

PTCS_EXPORT Error* torch_func_pop() {
  return guard([&] { at::functorch::popDynamicLayerAndDeleteMetadata(); });
}

// The innermost layer.
PTCS_EXPORT Error* torch_func_top(LayerView* result) {
  return guard([&] {
    const auto& stack = at::functorch::getDynamicLayerStack();
    if (stack.empty()) throw std::runtime_error("there is no layer");
    const at::functorch::DynamicLayer& layer = stack.back();
    *result = LayerView{layer.level, 0, static_cast<int32_t>(layer.type), 0, 1, 0};
    if (const auto* const vmap = std::get_if<at::functorch::VmapInterpreterMeta>(&layer.meta)) {
      result->batch_size = vmap->batch_size.value();
      result->randomness = static_cast<int32_t>(vmap->randomness);
    } else if (const auto* const grad = std::get_if<at::functorch::GradInterpreterMeta>(&layer.meta)) {
      result->was_enabled = grad->previous_grad_mode ? 1 : 0;
    } else if (const auto* const jvp = std::get_if<at::functorch::JvpInterpreterMeta>(&layer.meta)) {
      result->was_enabled = jvp->previous_forward_grad_mode ? 1 : 0;
    }
  });
}

// Takes the innermost layer off, with all that lives in it, until it is put back.
PTCS_EXPORT Error* torch_func_lower(void** layer) {
  return guard([&] { *layer = new at::functorch::DynamicLayer(at::functorch::popDynamicLayer()); });
}

PTCS_EXPORT Error* torch_func_raise(void* layer) {
  return guard([&] {
    const std::unique_ptr<at::functorch::DynamicLayer> owned(static_cast<at::functorch::DynamicLayer*>(layer));
    at::functorch::pushDynamicLayer(std::move(*owned));
  });
}

PTCS_EXPORT Error* torch_func_wrap(TensorHandle* result, TensorHandle self, int64_t level) {
  return guard([&] { *result = wrap(at::functorch::makeTensorWrapper(ref(self), level, false)); });
}

// Takes a tensor out of the layer that was popped; the tensor itself where it is in none that was.
PTCS_EXPORT Error* torch_func_unwrap(TensorHandle* result, TensorHandle self) {
  return guard([&] { *result = wrap(at::functorch::unwrapIfDead(ref(self))); });
}

PTCS_EXPORT Error* torch_func_add_batch_dim(TensorHandle* result, TensorHandle self, int64_t dim, int64_t level) {
  return guard([&] { *result = wrap(at::functorch::addBatchDim(ref(self), dim, level)); });
}

PTCS_EXPORT Error* torch_func_is_batched(bool* result, TensorHandle self, int64_t level) {
  return guard([&] { *result = at::functorch::isBatchedAtLevel(ref(self), level); });
}

// What lies behind a tensor that is batched at the level, and which dimension is hidden (-1, and null: it is not).
PTCS_EXPORT Error* torch_func_unbatch(TensorHandle* result, int64_t* dim, TensorHandle self, int64_t level) {
  return guard([&] {
    *result = nullptr;
    *dim = -1;
    if (!at::functorch::isBatchedAtLevel(ref(self), level)) return;
    auto [value, hidden] = at::functorch::unwrapTensorAtLevel(ref(self), level);
    *dim = *hidden;
    *result = wrap(std::move(value));
  });
}

// Shows the hidden dimension as dimension out_dim. What does not depend on the batch is repeated.
PTCS_EXPORT Error* torch_func_remove_batch_dim(TensorHandle* result, TensorHandle self, int64_t level,
                                               int64_t batch_size, int64_t out_dim) {
  return guard([&] {
    if (!at::functorch::isBatchedAtLevel(ref(self), level)) {
      *result = wrap(repeat(ref(self), batch_size, out_dim));
      return;
    }
    const auto [value, dim] = at::functorch::unwrapTensorAtLevel(ref(self), level);
    *result = wrap(at::_ops::movedim_int::call(value, *dim, out_dim));
  });
}

// What lies in the outermost layer of a tensor (null: it is in none), the layer's level, and the dimension that it
// hides
// (-1: none).
PTCS_EXPORT Error* torch_func_peel(TensorHandle* result, int64_t* level, int64_t* dim, TensorHandle self) {
  return guard([&] {
    *result = nullptr;
    *dim = -1;
    if (const auto* const wrapper = at::functorch::maybeGetTensorWrapper(ref(self))) {
      *level = at::functorch::level_of(wrapper);
      *result = wrap(at::Tensor(at::functorch::value_of(wrapper)));
      return;
    }
    for (int64_t number = torch_func_depth(); number > 0; --number) {
      if (!at::functorch::isBatchedAtLevel(ref(self), number)) continue;
      auto [value, hidden] = at::functorch::unwrapTensorAtLevel(ref(self), number);
      *level = number;
      *dim = *hidden;
      *result = wrap(std::move(value));
      return;
    }
  });
}

// Whether operators of this thread pass by all layers; gives what was before.
PTCS_EXPORT bool torch_func_bypass(bool enabled) {
  const bool previous = c10::impl::tls_is_dispatch_key_excluded(layer_keys().both[0]);
  for (const c10::DispatchKey key : layer_keys().both) c10::impl::tls_set_dispatch_key_excluded(key, enabled);
  return previous;
}

// Function transforms: layers of the current thread, and tensors that go into one and come out of it.
#include <atomic>
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

// The most layers that there have been at once, so that no tensor is in a layer of a higher level.
std::atomic<int64_t> deepest{0};

int64_t noted(int64_t level) {
  int64_t known = deepest;
  while (level > known && !deepest.compare_exchange_weak(known, level)) {
  }
  return level;
}

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

std::optional<Peeled> peel(const at::Tensor& tensor) {
  if (const auto* const wrapper = at::functorch::maybeGetTensorWrapper(tensor)) {
    return Peeled{at::Tensor(at::functorch::value_of(wrapper)), at::functorch::level_of(wrapper), -1};
  }
  // Also where the layer has ended: such a tensor keeps its level.
  for (int64_t level = deepest; level > 0; --level) {
    auto [value, dim] = at::functorch::unwrapTensorAtLevel(tensor, level);
    if (dim.has_value()) return Peeled{std::move(value), level, *dim};
  }
  return std::nullopt;
}

at::Tensor without_layers(const at::Tensor& tensor) {
  at::Tensor current = tensor;
  while (auto peeled = peel(current)) current = std::move(peeled->inner);
  return current;
}

at::Tensor readable(const at::Tensor& tensor) {
  at::Tensor current = tensor;
  while (auto peeled = peel(current)) {
    if (peeled->dim >= 0) {
      throw std::runtime_error(
          "in Func.Vmap a tensor stands for a batch and has no values: Func.DebugUnwrap gives the batch");
    }
    current = std::move(peeled->inner);
  }
  return current;
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
    *level = noted(
        at::functorch::initAndPushDynamicLayer(TransformType::Vmap, c10::SymInt(batch_size), kind, {}, {}, {}));
  });
}

PTCS_EXPORT Error* torch_func_push_grad(int64_t* level) {
  return guard([&] {
    const bool mode = c10::GradMode::is_enabled();
    *level = noted(at::functorch::initAndPushDynamicLayer(TransformType::Grad, {}, {}, mode, {}, {}));
  });
}

PTCS_EXPORT Error* torch_func_push_jvp(int64_t* level) {
  return guard([&] {
    const bool mode = (c10::AutogradState::get_tls_state().bits & c10::AutogradState::ForwardGrad) != 0;
    *level = noted(at::functorch::initAndPushDynamicLayer(TransformType::Jvp, {}, {}, {}, mode, {}));
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
// hides (-1: none).
PTCS_EXPORT Error* torch_func_peel(TensorHandle* result, int64_t* level, int64_t* dim, TensorHandle self) {
  return guard([&] {
    *result = nullptr;
    *dim = -1;
    auto peeled = peel(ref(self));
    if (!peeled.has_value()) return;
    *level = peeled->level;
    *dim = peeled->dim;
    *result = wrap(std::move(peeled->inner));
  });
}

// Whether operators of this thread pass by all layers; gives what was before.
PTCS_EXPORT bool torch_func_bypass(bool enabled) {
  const bool previous = c10::impl::tls_is_dispatch_key_excluded(layer_keys().both[0]);
  for (const c10::DispatchKey key : layer_keys().both) c10::impl::tls_set_dispatch_key_excluded(key, enabled);
  return previous;
}

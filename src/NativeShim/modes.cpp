// Modes of the current thread: gradient recording, inference mode and autocast.
#include "layers.h"

#include <cstring>
#include <stdexcept>
#include <string>

#include "shim.h"

namespace ptcs {

c10::DispatchKey key_named(const char* name) {
  constexpr uint16_t upper_bound = 256;
  for (uint16_t number = 1; number < upper_bound; ++number) {
    const auto key = static_cast<c10::DispatchKey>(number);
    if (std::strcmp(c10::toString(key), name) == 0) return key;
  }
  throw std::runtime_error(std::string("LibTorch has no dispatch key named ") + name);
}

namespace {

// What inference mode changes, as it was before. Opaque to managed code.
struct InferenceState {
  uint8_t bits;
  bool in_place_or_view_included;
  bool autograd_excluded[3];
  uint8_t padding[3];
};
static_assert(sizeof(InferenceState) == 8, "managed code reserves eight bytes");

struct InferenceKeys {
  c10::DispatchKey in_place_or_view = key_named("ADInplaceOrView");
  c10::DispatchKey autograd[3] = {key_named("AutogradFunctionality"), key_named("AutogradOther"),
                                  key_named("AutogradNestedTensor")};
};

const InferenceKeys& inference_keys() {
  static const InferenceKeys keys;
  return keys;
}

// What autocast changes, as it was before. Opaque to managed code.
struct AutocastState {
  c10::DeviceType device_type;
  int8_t dtype;
  bool enabled;
  bool cache_enabled;
  uint8_t padding[4];
};
static_assert(sizeof(AutocastState) == 8, "managed code reserves eight bytes");

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT bool torch_grad_mode_get() { return c10::GradMode::is_enabled(); }

PTCS_EXPORT void torch_grad_mode_set(bool enabled) { c10::GradMode::set_enabled(enabled); }

PTCS_EXPORT bool torch_inference_mode_get() { return c10::InferenceMode::is_enabled(); }

// LibTorch exports no switch for inference mode: it is the modes of autograd plus the sets of dispatch keys that
// operators of this thread include and exclude.
PTCS_EXPORT Error* torch_inference_mode_enter(InferenceState* saved, bool enabled) {
  return guard([&] {
    const InferenceKeys& keys = inference_keys();
    uint8_t& bits = c10::AutogradState::get_tls_state().bits;
    *saved = InferenceState{};
    saved->bits = bits;
    saved->in_place_or_view_included = c10::impl::tls_is_dispatch_key_included(keys.in_place_or_view);
    for (int i = 0; i < 3; ++i) {
      saved->autograd_excluded[i] = c10::impl::tls_is_dispatch_key_excluded(keys.autograd[i]);
    }

    constexpr uint8_t recording =
        c10::AutogradState::Grad | c10::AutogradState::ForwardGrad | c10::AutogradState::Multithreading;
    constexpr uint8_t inference = c10::AutogradState::Inference;
    bits = static_cast<uint8_t>(enabled ? (bits & ~recording) | inference : (bits | recording) & ~inference);
    c10::impl::tls_set_dispatch_key_included(keys.in_place_or_view, !enabled);
    for (const c10::DispatchKey key : keys.autograd) c10::impl::tls_set_dispatch_key_excluded(key, enabled);
  });
}

// On the thread that entered, in reverse order of entering.
PTCS_EXPORT void torch_inference_mode_leave(const InferenceState* saved) {
  const InferenceKeys& keys = inference_keys();
  c10::AutogradState::get_tls_state().bits = saved->bits;
  c10::impl::tls_set_dispatch_key_included(keys.in_place_or_view, saved->in_place_or_view_included);
  for (int i = 0; i < 3; ++i) {
    c10::impl::tls_set_dispatch_key_excluded(keys.autograd[i], saved->autograd_excluded[i]);
  }
}

PTCS_EXPORT Error* torch_autocast_get(bool* enabled, int8_t* dtype, bool* cache_enabled, int8_t device_type) {
  return guard([&] {
    const auto type = static_cast<c10::DeviceType>(device_type);
    *enabled = at::autocast::is_autocast_enabled(type);
    *dtype = wrap(at::autocast::get_autocast_dtype(type));
    *cache_enabled = at::autocast::is_autocast_cache_enabled();
  });
}

PTCS_EXPORT Error* torch_autocast_enter(AutocastState* saved, int8_t device_type, int8_t dtype, bool enabled,
                                        bool cache_enabled) {
  return guard([&] {
    const auto type = static_cast<c10::DeviceType>(device_type);
    *saved = {type, wrap(at::autocast::get_autocast_dtype(type)), at::autocast::is_autocast_enabled(type),
              at::autocast::is_autocast_cache_enabled(), {}};
    at::autocast::set_autocast_dtype(type, scalar_type(dtype));
    at::autocast::set_autocast_enabled(type, enabled);
    at::autocast::set_autocast_cache_enabled(cache_enabled);
    at::autocast::increment_nesting();
  });
}

// On the thread that entered, in reverse order of entering. The outermost lets go of the weights that were cast.
PTCS_EXPORT void torch_autocast_leave(const AutocastState* saved) {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(saved->device_type, saved->enabled);
  at::autocast::set_autocast_dtype(saved->device_type, scalar_type(saved->dtype));
  at::autocast::set_autocast_cache_enabled(saved->cache_enabled);
}

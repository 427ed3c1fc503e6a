// Warnings of every thread go to one callback.
#include <atomic>
#include <new>

#include "abi/error.h"
#include "shim.h"

namespace ptcs {
namespace {

using WarningCallback = void (*)(int32_t kind, const char* message, int64_t length);

std::atomic<WarningCallback> warning_callback{nullptr};

class ForwardingHandler final : public c10::WarningHandler {
 public:
  void process(const c10::Warning& warning) override {
    const WarningCallback callback = warning_callback.load(std::memory_order_acquire);
    if (callback == nullptr) return c10::WarningHandler::process(warning);
    const std::string& message = warning.msg();
    callback(static_cast<int32_t>(warning.type().index()), message.data(), static_cast<int64_t>(message.size()));
  }
};
static_assert(sizeof(ForwardingHandler) == sizeof(c10::WarningHandler), "takes the place of LibTorch's own handler");

// A handler belongs to a thread, but each thread without one uses the same static object. Building ours over that
// object reaches all threads, also those of the backward pass, without any work per thread or per call. Both classes
// are a single vtable pointer, so this is one aligned store.
bool replace_base_handler() {
  c10::WarningHandler* const own = c10::WarningUtils::get_warning_handler();
  c10::WarningUtils::set_warning_handler(nullptr);
  c10::WarningHandler* const base = c10::WarningUtils::get_warning_handler();
  if (own != base) c10::WarningUtils::set_warning_handler(own);
  new (base) ForwardingHandler;
  return true;
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// Kind 0: user warning, 1: deprecation. A null callback brings LibTorch's own output back.
PTCS_EXPORT Error* torch_warning_set_handler(WarningCallback callback) {
  return guard([&] {
    warning_callback.store(callback, std::memory_order_release);
    static const bool replaced = replace_base_handler();
    static_cast<void>(replaced);
  });
}

// Whether warnings that are given once a process are given every time.
PTCS_EXPORT void torch_warning_set_always(bool value) { c10::WarningUtils::set_warnAlways(value); }

PTCS_EXPORT bool torch_warning_get_always() { return c10::WarningUtils::get_warnAlways(); }

// The way back into managed code.
#include "managed.h"

#include "engine.h"

namespace ptcs {
namespace {

ManagedCallbacks callbacks{};

}  // namespace

const ManagedCallbacks& managed_callbacks() { return callbacks; }

}  // namespace ptcs

using namespace ptcs;

// Called once, before anything that hands an object over.
PTCS_EXPORT Error* torch_managed_attach(const ManagedCallbacks* given) {
  return guard([&] {
    callbacks = *given;
    install_engine();
  });
}

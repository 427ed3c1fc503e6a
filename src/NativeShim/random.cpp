// Random number generators.
#include "abi/random.h"

#include "abi/accelerator.h"
#include "shim.h"

namespace ptcs {
namespace {

using GeneratorLock = std::lock_guard<std::mutex>;

at::Generator shared(GeneratorHandle handle) { return *generator(handle); }

void seed_with(c10::GeneratorImpl* generator, uint64_t seed) {
  const GeneratorLock lock(generator->mutex);
  generator->set_current_seed(seed);
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT Error* torch_generator_create(GeneratorHandle* result, uint64_t seed) {
  return guard([&] { *result = at::detail::createCPUGenerator(seed).release(); });
}

PTCS_EXPORT Error* torch_generator_default(GeneratorHandle* result) {
  return guard([&] { *result = at::Generator(at::detail::getDefaultCPUGenerator()).release(); });
}

PTCS_EXPORT void torch_generator_free(GeneratorHandle self) {
  if (self != nullptr) decref(self);
}

PTCS_EXPORT void torch_generator_incref(GeneratorHandle self) { incref(self); }

PTCS_EXPORT DeviceValue torch_generator_device(GeneratorHandle self) {
  const c10::Device device = self->device();
  return {static_cast<int8_t>(device.type), device.index};
}

PTCS_EXPORT Error* torch_generator_set_seed(GeneratorHandle self, uint64_t seed) {
  return guard([&] { seed_with(self, seed); });
}

// The seed that the current sequence started from.
PTCS_EXPORT Error* torch_generator_initial_seed(uint64_t* result, GeneratorHandle self) {
  return guard([&] {
    const GeneratorLock lock(self->mutex);
    *result = self->current_seed();
  });
}

// Seeds with a number that the system gives, and returns it.
PTCS_EXPORT Error* torch_generator_seed(uint64_t* result, GeneratorHandle self) {
  return guard([&] {
    const GeneratorLock lock(self->mutex);
    *result = self->seed();
  });
}

PTCS_EXPORT Error* torch_generator_get_state(TensorHandle* result, GeneratorHandle self) {
  return guard([&] {
    const at::Generator generator = shared(self);
    const GeneratorLock lock(self->mutex);
    *result = wrap(generator.get_state());
  });
}

PTCS_EXPORT Error* torch_generator_set_state(GeneratorHandle self, TensorHandle state) {
  return guard([&] {
    at::Generator generator = shared(self);
    const GeneratorLock lock(self->mutex);
    generator.set_state(ref(state));
  });
}

PTCS_EXPORT Error* torch_generator_clone(GeneratorHandle* result, GeneratorHandle self) {
  return guard([&] {
    const GeneratorLock lock(self->mutex);
    *result = self->clone().release();
  });
}

// Seeds the default generator of the CPU and, where there are any, of each CUDA device.
PTCS_EXPORT Error* torch_random_manual_seed(uint64_t seed) {
  return guard([&] {
    seed_with(at::detail::getDefaultCPUGenerator().impl(), seed);
    if (torch::cuda::is_available()) torch::cuda::manual_seed_all(seed);
  });
}

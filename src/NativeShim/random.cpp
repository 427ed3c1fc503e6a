// Random number generators.
#include "abi/random.h"

#include <dlfcn.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "abi/accelerator.h"
#include "layers.h"
#include "shim.h"

namespace ptcs {
namespace {

using GeneratorLock = std::lock_guard<std::mutex>;

at::Generator shared(GeneratorHandle handle) { return *generator(handle); }

// CUDA's generators live in a library that a build for the processor lacks and that nothing here links to. Where it is
// loaded, its functions are found by the names that the compiler gave them.
template <class Function>
Function* cuda_function(const char* mangled) {
  void* const library = dlopen("libtorch_cuda.so", RTLD_LAZY | RTLD_NOLOAD);
  void* const found = library == nullptr ? nullptr : dlsym(library, mangled);
  if (library != nullptr) dlclose(library);  // gives back the count that RTLD_NOLOAD took
  if (found == nullptr) throw std::invalid_argument("this build of LibTorch has no CUDA generators");
  return reinterpret_cast<Function*>(found);
}

c10::Device checked(DeviceValue device) {
  const auto type = static_cast<c10::DeviceType>(device.type);
  if (type != c10::DeviceType::CPU && type != c10::DeviceType::CUDA) {
    throw std::invalid_argument("generators exist for cpu and cuda devices, not for device type " +
                                std::to_string(device.type));
  }
  if (type == c10::DeviceType::CUDA && device.index >= torch::cuda::device_count()) {
    throw std::out_of_range("CUDA device " + std::to_string(device.index) + " does not exist: this process sees " +
                            std::to_string(torch::cuda::device_count()) + " devices");
  }
  return {type, device.index};
}

at::Generator default_generator(c10::Device device) {
  if (device.type == c10::DeviceType::CPU) return at::detail::getDefaultCPUGenerator();
  using Find = const at::Generator&(int8_t index);
  return cuda_function<Find>("_ZN2at4cuda6detail23getDefaultCUDAGeneratorEa")(device.index);
}

at::Generator create_generator(c10::Device device, uint64_t seed) {
  if (device.type == c10::DeviceType::CPU) return at::detail::createCPUGenerator(seed);
  using Create = at::Generator(int8_t index);
  at::Generator generator = cuda_function<Create>("_ZN2at4cuda6detail19createCUDAGeneratorEa")(device.index);
  const GeneratorLock lock(generator.impl()->mutex);
  generator.impl()->set_current_seed(seed);
  return generator;
}

void seed_with(c10::GeneratorImpl* generator, uint64_t seed) {
  const GeneratorLock lock(generator->mutex);
  generator->set_current_seed(seed);
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT Error* torch_generator_create(GeneratorHandle* result, DeviceValue device, uint64_t seed) {
  return guard([&] { *result = create_generator(checked(device), seed).release(); });
}

// The generator that operators on the device use when they are given none.
PTCS_EXPORT Error* torch_generator_default(GeneratorHandle* result, DeviceValue device) {
  return guard([&] { *result = default_generator(checked(device)).release(); });
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
    at::Tensor state;
    {
      const OutsideLayers outside;
      const GeneratorLock lock(self->mutex);
      state = generator.get_state();
    }
    *result = wrap(into_layers(std::move(state)));
  });
}

PTCS_EXPORT Error* torch_generator_set_state(GeneratorHandle self, TensorHandle state) {
  return guard([&] {
    at::Generator generator = shared(self);
    const at::Tensor bytes = readable(ref(state));
    const OutsideLayers outside;
    const GeneratorLock lock(self->mutex);
    generator.set_state(bytes);
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

// CUDA devices. On a build without CUDA there are none, and commands report that.
#include <stdexcept>
#include <string>

#include "abi/accelerator.h"
#include "shim.h"

namespace ptcs {
namespace {

int8_t checked_index(int32_t index) {
  const int32_t count = torch::cuda::device_count();
  if (index < 0 || index >= count) {
    throw std::out_of_range("CUDA device " + std::to_string(index) + " does not exist: this process sees " +
                            std::to_string(count) + " devices");
  }
  return static_cast<int8_t>(index);
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT Error* torch_cuda_is_available(bool* result) {
  return guard([&] { *result = torch::cuda::is_available(); });
}

PTCS_EXPORT Error* torch_cuda_device_count(int32_t* result) {
  return guard([&] { *result = torch::cuda::device_count(); });
}

PTCS_EXPORT Error* torch_cuda_current_device(int32_t* result) {
  return guard([&] { *result = at::accelerator::getDeviceIndex(); });
}

PTCS_EXPORT Error* torch_cuda_set_device(int32_t index) {
  return guard([&] { at::accelerator::setDeviceIndex(checked_index(index)); });
}

// Waits for all work of a device; -1 means the current one.
PTCS_EXPORT Error* torch_cuda_synchronize(int32_t index) {
  return guard([&] {
    at::accelerator::synchronizeDevice(index == -1 ? at::accelerator::getDeviceIndex() : checked_index(index));
  });
}

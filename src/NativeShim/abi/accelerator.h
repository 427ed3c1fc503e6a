// LibTorch 2.10.0: devices, by the functions of libtorch_cpu.so that a CUDA build answers through its hooks.
//
// On a build without CUDA the questions answer "none" and the commands throw; nothing here needs libtorch_cuda.so.
#pragma once

#include <cstdint>

#include "import.h"

namespace at {
namespace accelerator {
PTCS_IMPORT int8_t getDeviceIndex();
PTCS_IMPORT void setDeviceIndex(int8_t index);
PTCS_IMPORT void synchronizeDevice(int8_t index);
}  // namespace accelerator
}  // namespace at

namespace torch {
namespace cuda {
PTCS_IMPORT int8_t device_count();
PTCS_IMPORT bool is_available();
PTCS_IMPORT void manual_seed_all(uint64_t seed);
}  // namespace cuda
}  // namespace torch

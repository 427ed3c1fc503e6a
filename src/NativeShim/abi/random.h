// LibTorch 2.10.0, c10/core and aten: random number generators.
//
// Slots and the mutex's offset read from the CPU generator's vtable and code in libtorch_cpu.so.
#pragma once

#include <mutex>

#include "tensor.h"

namespace c10 {

struct PTCS_IMPORT GeneratorImpl : intrusive_ptr_target {  // its own slots start at 6
  GeneratorImpl() = delete;
  virtual void set_current_seed(uint64_t seed) = 0;
  virtual void set_offset(uint64_t offset) = 0;
  virtual uint64_t get_offset() const = 0;
  virtual uint64_t current_seed() const = 0;
  virtual uint64_t seed() = 0;

  intrusive_ptr<GeneratorImpl> clone() const;
  Device device() const;

  // Callers of the virtual functions hold it.
  ::std::mutex mutex;
};
static_assert(sizeof(GeneratorImpl) == 16 + sizeof(::std::mutex), "c10::GeneratorImpl: mutex at 0x10");

}  // namespace c10

namespace at {
namespace detail {
PTCS_IMPORT Generator createCPUGenerator(uint64_t seed);
PTCS_IMPORT const Generator& getDefaultCPUGenerator();
}  // namespace detail
}  // namespace at

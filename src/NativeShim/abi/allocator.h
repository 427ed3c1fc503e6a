// LibTorch 2.10.0, c10: the allocator behind tensors on the processor.
//
// The virtual functions' order and DataPtr's layout were established by replacing the allocator at run time, under the
// address checker.
#pragma once

#include <cstddef>
#include <memory>

#include "core.h"
#include "import.h"

namespace c10 {

// The memory of a storage: its address, how it is freed, and where it lies.
struct DataPtr {
  using Deleter = void (*)(void*);

  void* data;
  ::std::unique_ptr<void, Deleter> context;
  Device device;
};
static_assert(sizeof(DataPtr) == 32, "c10::DataPtr");

class PTCS_IMPORT Allocator {
 public:
  virtual ~Allocator() = default;
  virtual DataPtr allocate(size_t bytes) = 0;
  virtual bool is_simple_data_ptr(const DataPtr& data) const;
  virtual DataPtr::Deleter raw_deleter() const = 0;
  virtual void copy_data(void* destination, const void* source, size_t bytes) const = 0;
};

PTCS_IMPORT Allocator* GetCPUAllocator();
PTCS_IMPORT void SetCPUAllocator(Allocator* allocator, uint8_t priority);

// LibTorch's own aligned allocation; throws where there is no memory.
PTCS_IMPORT void* alloc_cpu(size_t bytes);
PTCS_IMPORT void free_cpu(void* data);

}  // namespace c10

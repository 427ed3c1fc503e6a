// LibTorch 2.10.0, c10: the allocators behind tensors.
//
// The order of Allocator's virtual functions and DataPtr's layout were established by replacing the allocator of the
// processor at run time, under the address checker. DeviceAllocator's vtable in libc10.so has the 13 slots declared here,
// all but the destructor and getMemoryInfo pure; no device was at hand to run them on, nor to confirm DeviceStats.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

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
PTCS_IMPORT Allocator* GetAllocator(const DeviceType& type);
PTCS_IMPORT void SetAllocator(DeviceType type, Allocator* allocator, uint8_t priority);

struct Stat {
  int64_t current;
  int64_t peak;
  int64_t allocated;
  int64_t freed;
};

// Each kind has three: of all memory, of the pool for small and of that for large blocks.
struct DeviceStats {
  Stat allocation[3];
  Stat segment[3];
  Stat active[3];
  Stat inactive_split[3];
  Stat allocated_bytes[3];
  Stat reserved_bytes[3];
  char rest[2048];  // more than there is: LibTorch returns it through an address
};

// A device's stream of work, and its number.
struct Stream {
  Device device;
  int64_t id;
};

// The allocator of a device, which keeps what tensors give back for the next ones.
class PTCS_IMPORT DeviceAllocator : public Allocator {
 public:
  using Pool = ::std::pair<uint64_t, uint64_t>;  // zeros stand for the usual one

  DeviceAllocator();
  ~DeviceAllocator() override;
  virtual bool initialized() = 0;
  virtual void emptyCache(Pool pool) = 0;
  virtual void recordStream(const DataPtr& data, Stream stream) = 0;
  virtual DeviceStats getDeviceStats(int8_t device) = 0;
  virtual void resetAccumulatedStats(int8_t device) = 0;
  virtual void resetPeakStats(int8_t device) = 0;
  virtual ::std::pair<size_t, size_t> getMemoryInfo(int8_t device);
};

// LibTorch's own aligned allocation; throws where there is no memory.
PTCS_IMPORT void* alloc_cpu(size_t bytes);
PTCS_IMPORT void free_cpu(void* data);

}  // namespace c10

// Memory of results, and the count of what tensors hold on the processor.
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "abi/allocator.h"
#include "shim.h"

using namespace ptcs;

namespace {

// Before each block stands its size. A block keeps the alignment that LibTorch's kernels want.
constexpr size_t kHeader = 64;

::std::atomic<int64_t> live_bytes{0};
static_assert(sizeof(live_bytes) == sizeof(int64_t), "the count is read as a plain integer");

void release(void* data) {
  if (data == nullptr) {
    return;
  }
  auto* block = static_cast<char*>(data) - kHeader;
  live_bytes.fetch_sub(*reinterpret_cast<int64_t*>(block), ::std::memory_order_relaxed);
  c10::free_cpu(block);
}

// Counts live bytes; the memory itself comes from LibTorch's own allocation.
class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) override {
    const c10::Device cpu{c10::DeviceType::CPU, -1};
    if (bytes == 0) {
      return {nullptr, {nullptr, &release}, cpu};
    }
    if (bytes > SIZE_MAX - kHeader) {
      bytes = SIZE_MAX - kHeader;  // LibTorch refuses as much, with its own message
    }
    auto* block = static_cast<char*>(c10::alloc_cpu(bytes + kHeader));
    *reinterpret_cast<int64_t*>(block) = static_cast<int64_t>(bytes);
    live_bytes.fetch_add(static_cast<int64_t>(bytes), ::std::memory_order_relaxed);
    return {block + kHeader, {block + kHeader, &release}, cpu};
  }

  bool is_simple_data_ptr(const c10::DataPtr& data) const override { return data.context.get() == data.data; }

  c10::DataPtr::Deleter raw_deleter() const override { return &release; }

  void copy_data(void* destination, const void* source, size_t bytes) const override {
    ::std::memcpy(destination, source, bytes);
  }
};

}  // namespace

PTCS_EXPORT void torch_memory_free(void* memory) { std::free(memory); }

// Puts the counting allocator behind all tensors made from now on, and gives the address of the count.
PTCS_EXPORT Error* torch_memory_count(const int64_t** live) {
  return guard([&] {
    static CountingAllocator allocator;
    c10::SetCPUAllocator(&allocator, 100);
    *live = reinterpret_cast<const int64_t*>(&live_bytes);
  });
}

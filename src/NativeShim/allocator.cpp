// The allocator behind all tensors on the processor. It counts their bytes, hands freed blocks to the next tensor of their
// size, and lets the managed side collect before a limit is passed or when there is no memory.
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <typeinfo>

#include "abi/allocator.h"
#include "abi/error.h"
#include "foreign_memory.h"
#include "profiler.h"
#include "shim.h"

using namespace ptcs;

namespace {

// ---- counters ----------------------------------------------------------------------------------------------------

// What the managed side reads without a call.
struct alignas(64) Counters {
  ::std::atomic<int64_t> live{0};           // bytes that tensors asked for and hold
  ::std::atomic<int64_t> peak{0};           // the most that ever was, or since the last reset
  ::std::atomic<int64_t> limit{INT64_MAX};  // what live may not pass
  ::std::atomic<int64_t> shared{0};         // bytes of others that tensors keep; not in live
};
static_assert(offsetof(Counters, peak) == 8 && offsetof(Counters, shared) == 24, "managed code reads these");

Counters counters;

using Collect = bool (*)();
::std::atomic<Collect> collect_callback{nullptr};

class LimitExceeded final : public ::std::bad_alloc {
 public:
  LimitExceeded(int64_t limit, int64_t live, int64_t bytes)
      : text_("the memory limit of " + ::std::to_string(limit) + " bytes would be passed: tensors hold " +
              ::std::to_string(live) + " bytes and " + ::std::to_string(bytes) + " more were asked for") {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  ::std::string text_;
};

// Counts the bytes of a tensor to be, unless they pass the limit.
bool reserve(int64_t bytes) {
  const int64_t live = counters.live.fetch_add(bytes, ::std::memory_order_relaxed) + bytes;
  if (live > counters.limit.load(::std::memory_order_relaxed)) {
    counters.live.fetch_sub(bytes, ::std::memory_order_relaxed);
    return false;
  }
  return true;
}

// Counts what was reserved into the peak, once there is memory for it: what could not be had was never held.
void raise_peak() {
  const int64_t live = counters.live.load(::std::memory_order_relaxed);
  int64_t peak = counters.peak.load(::std::memory_order_relaxed);
  while (live > peak && !counters.peak.compare_exchange_weak(peak, live, ::std::memory_order_relaxed)) {
  }
}

void give_up(int64_t bytes) { counters.live.fetch_sub(bytes, ::std::memory_order_relaxed); }

__attribute__((cold, noinline)) void reserve_after_collection(int64_t bytes) {
  if (collect_garbage() && reserve(bytes)) return;
  throw LimitExceeded(counters.limit.load(), counters.live.load(), bytes);
}

// ---- blocks ------------------------------------------------------------------------------------------------------

// Stands before the memory of each tensor; its size keeps the alignment that LibTorch's kernels want.
struct alignas(64) Block {
  int64_t bytes;  // as asked for
  int32_t size_class;
  Block* next;  // while it waits for the next tensor

  void* memory() { return this + 1; }
  static Block* of(void* memory) { return static_cast<Block*>(memory) - 1; }
};
static_assert(sizeof(Block) == 64, "the alignment of LibTorch's allocations");

// Sizes of whole blocks: multiples of 64 up to 1024, then eight steps to each doubling, so that a block is at most an eighth
// larger than what it is for.
constexpr int kExact = 16;
constexpr int kClasses = kExact + 8 * 37;
constexpr size_t kLargest = size_t{1} << 47;

int class_of(size_t size) {
  if (size <= 64 * kExact) return static_cast<int>((size - 1) / 64);
  const int magnitude = 63 - __builtin_clzll(size - 1);
  return kExact + (magnitude - 10) * 8 + static_cast<int>((size - 1) >> (magnitude - 3)) - 8;
}

size_t size_of(int size_class) {
  if (size_class < kExact) return 64 * static_cast<size_t>(size_class + 1);
  const int step = size_class - kExact;
  return static_cast<size_t>(step % 8 + 9) << (step / 8 + 7);
}

// The free blocks of one size, last in, first out: the last one freed is the one that caches still hold.
class alignas(64) Shelf {
 public:
  Block* take() {
    lock();
    Block* const block = first_;
    if (block != nullptr) {
      first_ = block->next;
      if (--count_ < idle_) idle_ = count_;
    }
    unlock();
    return block;
  }

  void put(Block* block) {
    lock();
    block->next = first_;
    first_ = block;
    ++count_;
    unlock();
  }

  // The blocks that nobody wanted since the last call, or all.
  Block* unwanted(bool all) {
    lock();
    Block* rest = first_;
    if (all) {
      first_ = nullptr;
      count_ = 0;
    } else {
      Block** end = &first_;
      for (int64_t keep = count_ - idle_; keep > 0; --keep) end = &(*end)->next;
      rest = *end;
      *end = nullptr;
      count_ -= idle_;
    }
    idle_ = count_;
    unlock();
    return rest;
  }

  int64_t count() {
    lock();
    const int64_t count = count_;
    unlock();
    return count;
  }

 private:
  void lock() {
    for (int spins = 0; locked_.test_and_set(::std::memory_order_acquire); ++spins) {
      if (spins < 64) {
        __builtin_ia32_pause();
      } else {
        ::std::this_thread::yield();
      }
    }
  }
  void unlock() { locked_.clear(::std::memory_order_release); }

  ::std::atomic_flag locked_ = ATOMIC_FLAG_INIT;
  Block* first_ = nullptr;
  int64_t count_ = 0;
  int64_t idle_ = 0;  // the fewest that lay here at any moment since the last look for unwanted ones
};

Shelf shelves[kClasses];

// The address checker must see each block come and go.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kRecycles = false;
#else
constexpr bool kRecycles = true;
#endif

// ---- giving memory back ------------------------------------------------------------------------------------------

constexpr int64_t kNewBetweenTrims = 32 << 20;  // bytes
constexpr int64_t kSecondsBetweenTrims = 2;
constexpr int64_t kLarge = 64 << 10;  // blocks worth a look at the clock

::std::atomic<int64_t> new_bytes{0};
::std::atomic<int64_t> last_trim{0};

int64_t seconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec;
}

void trim(bool all) {
  for (Shelf& shelf : shelves) {
    for (Block* block = shelf.unwanted(all); block != nullptr;) {
      Block* const next = block->next;
      c10::free_cpu(block);
      block = next;
    }
  }
  new_bytes.store(0, ::std::memory_order_relaxed);
  last_trim.store(seconds(), ::std::memory_order_relaxed);
}

void trim_at_times() {
  int64_t last = last_trim.load(::std::memory_order_relaxed);
  const int64_t now = seconds();
  if (now - last >= kSecondsBetweenTrims && last_trim.compare_exchange_strong(last, now)) trim(false);
}

Block* fresh(size_t size) {
  const int64_t live = counters.live.load(::std::memory_order_relaxed);
  const int64_t made = new_bytes.fetch_add(static_cast<int64_t>(size), ::std::memory_order_relaxed);
  if (made > ::std::max(kNewBetweenTrims, live / 8)) trim(false);
  try {
    return static_cast<Block*>(c10::alloc_cpu(size));
  } catch (const c10::Error&) {
    collect_garbage();
    trim(true);
  }
  return static_cast<Block*>(c10::alloc_cpu(size));
}

// ---- the allocator -----------------------------------------------------------------------------------------------

void release(void* memory) {
  if (memory == nullptr) return;
  Block* const block = Block::of(memory);
  const int64_t bytes = block->bytes;
  give_up(bytes);
  count_in_profile(-bytes);
  if (kRecycles) {
    shelves[block->size_class].put(block);
    if (bytes >= kLarge) trim_at_times();
  } else {
    c10::free_cpu(block);
  }
}

class RecyclingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) override {
    const c10::Device cpu{c10::DeviceType::CPU, -1};
    if (bytes == 0) return {nullptr, {nullptr, &release}, cpu};
    if (bytes > kLargest - sizeof(Block)) bytes = kLargest - sizeof(Block);  // LibTorch refuses as much, with its own text
    const auto asked = static_cast<int64_t>(bytes);
    if (!reserve(asked)) reserve_after_collection(asked);
    Block* const block = find(bytes + sizeof(Block), asked);
    block->bytes = asked;
    raise_peak();
    count_in_profile(asked);
    return {block->memory(), {block->memory(), &release}, cpu};
  }

  bool is_simple_data_ptr(const c10::DataPtr& data) const override { return data.context.get() == data.data; }

  c10::DataPtr::Deleter raw_deleter() const override { return &release; }

  void copy_data(void* destination, const void* source, size_t bytes) const override {
    ::std::memcpy(destination, source, bytes);
  }

 private:
  static Block* find(size_t size, int64_t reserved) {
    const int size_class = class_of(size);
    Block* block = kRecycles ? shelves[size_class].take() : nullptr;
    if (block != nullptr) return block;
    try {
      block = fresh(kRecycles ? size_of(size_class) : size);
    } catch (...) {
      give_up(reserved);
      throw;
    }
    block->size_class = size_class;
    return block;
  }
};

}  // namespace

void ptcs::count_shared(int64_t bytes) { counters.shared.fetch_add(bytes, ::std::memory_order_relaxed); }

bool ptcs::collect_garbage() noexcept {
  const Collect callback = collect_callback.load(::std::memory_order_relaxed);
  return callback != nullptr && callback();
}

bool ptcs::recovered_memory() noexcept {
  try {
    throw;
  } catch (const c10::Error& error) {
    // The allocator of the processor's memory has tried by itself.
    return ::std::string_view(typeid(error).name()) == "N3c1016OutOfMemoryErrorE" && collect_garbage();
  } catch (...) {
    return false;
  }
}

namespace {

// ---- other devices -----------------------------------------------------------------------------------------------

// Null where the device's allocator keeps no statistics, or has not been used yet.
c10::DeviceAllocator* device_allocator(DeviceValue device) {
  const auto type = static_cast<c10::DeviceType>(device.type);
  if (type == c10::DeviceType::CPU || type == c10::DeviceType::Meta) return nullptr;
  auto* const allocator = dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(type));
  return allocator != nullptr && allocator->initialized() ? allocator : nullptr;
}

}  // namespace

// ---- exports -----------------------------------------------------------------------------------------------------

// Puts the allocator behind all tensors made from now on, and gives the address of its counters. The callback collects
// garbage, on whatever thread needs memory; it must not throw.
PTCS_EXPORT Error* torch_memory_attach(const int64_t** live, bool (*collect)()) {
  return guard([&] {
    // Never destroyed: threads may need memory while the process ends.
    static auto* const allocator = new RecyclingAllocator;
    collect_callback.store(collect);
    c10::SetCPUAllocator(allocator, 100);
    *live = reinterpret_cast<const int64_t*>(&counters);
  });
}

PTCS_EXPORT void torch_memory_set_limit(int64_t bytes) { counters.limit.store(bytes); }

PTCS_EXPORT void torch_memory_reset_peak() { counters.peak.store(counters.live.load()); }

// The bytes of freed blocks that wait for the next tensor of their size.
PTCS_EXPORT int64_t torch_memory_idle() {
  int64_t idle = 0;
  for (int size_class = 0; size_class < kClasses; ++size_class) {
    idle += shelves[size_class].count() * static_cast<int64_t>(size_of(size_class));
  }
  return idle;
}

// Gives idle blocks back to the system.
PTCS_EXPORT void torch_memory_trim() { trim(true); }

// Memory of results: arrays and texts.
PTCS_EXPORT void torch_memory_free(void* memory) { ::std::free(memory); }

// The bytes that tensors on a device hold, and the most they held since the last reset; zeros for a device not in use.
PTCS_EXPORT Error* torch_memory_device(int64_t* live, int64_t* peak, DeviceValue device) {
  return guard([&] {
    *live = *peak = 0;
    if (auto* const allocator = device_allocator(device)) {
      const c10::Stat bytes = allocator->getDeviceStats(device.index).allocated_bytes[0];
      *live = bytes.current;
      *peak = bytes.peak;
    }
  });
}

PTCS_EXPORT Error* torch_memory_device_reset_peak(DeviceValue device) {
  return guard([&] {
    if (auto* const allocator = device_allocator(device)) allocator->resetPeakStats(device.index);
  });
}

PTCS_EXPORT Error* torch_memory_device_trim(DeviceValue device) {
  return guard([&] {
    if (auto* const allocator = device_allocator(device)) allocator->emptyCache({0, 0});
  });
}

// What the allocator tells the profiler.
#pragma once

#include <atomic>
#include <cstdint>

namespace ptcs {

extern ::std::atomic<bool> profiles_memory;

__attribute__((cold, noinline)) void record_memory(int64_t bytes) noexcept;

// Bytes that a tensor takes, or gives back where they are negative.
inline void count_in_profile(int64_t bytes) {
  if (profiles_memory.load(::std::memory_order_relaxed)) record_memory(bytes);
}

}  // namespace ptcs

// Counting of checks. A program ends with `return finish();`, which prints "N passed, N failed".
#pragma once

#include <atomic>
#include <cstdio>

namespace test {

inline std::atomic<int> passed{0};
inline std::atomic<int> failed{0};

inline bool check(bool holds, const char* condition, const char* file, int line) {
  ++(holds ? passed : failed);
  if (!holds) std::printf("%s:%d: %s\n", file, line, condition);
  return holds;
}

inline int finish() {
  std::printf("%d passed, %d failed\n", passed.load(), failed.load());
  return failed == 0 ? 0 : 1;
}

}  // namespace test

#define CHECK(...) test::check((__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)

#if defined(__SANITIZE_ADDRESS__)
// The same types exist here and in LibTorch, and one case asks for more memory than there is.
extern "C" __attribute__((used, visibility("default"))) inline const char* __asan_default_options() {
  return "detect_leaks=1:detect_odr_violation=0:allocator_may_return_null=1";
}
#endif

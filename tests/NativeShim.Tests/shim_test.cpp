// Drives the exports of the shim through their C interface, as managed code does.
#include "support.h"

int main() {
  test::error_cases();
  test::tensor_cases();
  test::memory_cases();
  test::dlpack_cases();
  test::autograd_cases();
  test::hook_cases();
  test::function_cases();
  test::engine_cases();
  test::func_cases();
  test::forward_ad_cases();
  test::saved_tensors_cases();
  test::mode_cases();
  test::profiler_cases();
  test::random_cases();
  return test::finish();
}

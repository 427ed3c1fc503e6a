#include <cstring>

#include "tensors.h"
#include "workloads.h"

namespace bench {
namespace {

// The compiler must not drop a copy that nobody reads.
void keep(const void* data) { asm volatile("" ::"r"(data) : "memory"); }

}  // namespace

Section arrays_in_and_out() {
  return [](const Harness& harness) {
    for (int64_t length : {1'000, 1'000'000}) {
      const bool small = length == 1'000;
      const std::string size = small ? " 1e3" : " 1e6";
      const int count = small ? 5'000 : 20;
      const size_t bytes = length * sizeof(float);
      std::vector<float> array(length, 1.5f);
      harness.measure("in array" + size, "empty+memcpy", "us", count, 1,
                      [&] { std::memcpy(empty({length}).data<float>(), array.data(), bytes); });
      at::Tensor tensor = empty({length});
      std::memcpy(tensor.data<float>(), array.data(), bytes);
      harness.measure("out array" + size, "new vector", "us", count, 1, [&] {
        const float* first = tensor.data<float>();
        std::vector<float> copy(first, first + length);
        keep(copy.data());
      });
      harness.measure("out existing" + size, "memcpy", "us", count, 1, [&] {
        std::memcpy(array.data(), tensor.data<float>(), bytes);
        keep(array.data());
      });
    }
  };
}

}  // namespace bench

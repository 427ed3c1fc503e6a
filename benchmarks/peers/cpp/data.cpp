#include <cstring>
#include <memory>

#include "suite.h"
#include "tensors.h"

namespace bench {
namespace {

// The compiler must not drop a copy that nobody reads.
void keep(const void* data) { asm volatile("" ::"r"(data) : "memory"); }

}  // namespace

void arrays_in_and_out(Suite& suite) {
  const at::Tensor number = randn({});
  suite.push_back({"item", "item()", "ns", 1, [=] {
                     return loop([=] {
                       const at::Scalar value = at::_ops::item::call(number);
                       keep(&value);
                     });
                   }});
  for (int64_t length : {1'000, 1'000'000}) {
    const std::string size = length == 1'000 ? " 1e3" : " 1e6";
    const size_t bytes = length * sizeof(float);
    auto array = std::make_shared<std::vector<float>>(length, 1.5f);
    at::Tensor tensor = empty({length});
    std::memcpy(tensor.data<float>(), array->data(), bytes);

    suite.push_back({"in array" + size, "empty+memcpy", "us", 1,
                     [=] { return loop([=] { std::memcpy(empty({length}).data<float>(), array->data(), bytes); }); }});
    suite.push_back({"out array" + size, "new vector", "us", 1, [=] {
                       return loop([=] {
                         const float* first = tensor.data<float>();
                         std::vector<float> copy(first, first + length);
                         keep(copy.data());
                       });
                     }});
    suite.push_back({"out existing" + size, "memcpy", "us", 1, [=] {
                       return loop([=] {
                         std::memcpy(array->data(), tensor.data<float>(), bytes);
                         keep(array->data());
                       });
                     }});
  }
}

}  // namespace bench

#include "tensors.h"
#include "workloads.h"

namespace bench {

Section small_operations() {
  return [](const Harness& harness) {
    namespace op = at::_ops;
    constexpr int count = 20'000;
    const at::SymInt nine[] = {9};
    const at::Scalar alpha(int64_t{1});

    for (bool gradients : {false, true}) {
      const char* variant = gradients ? "grad_on" : "grad_off";
      at::Tensor a = randn({3, 3}), b = randn({3, 3}), scalar = randn({});
      if (gradients) {
        a.require_grad();
        scalar.require_grad();
      }
      auto run = [&](const char* name, auto operation) { harness.measure(name, variant, "ns", count, 1, operation); };
      run("add", [&] { op::add_Tensor::call(a, b, alpha); });
      run("mm", [&] { op::mm::call(a, b); });
      run("relu", [&] { op::relu::call(a); });
      run("reshape", [&] { op::reshape::call(a, nine); });
      run("view", [&] { op::view::call(a, nine); });
      run("index[0]", [&] { op::select_int::call(a, 0, 0); });
      run("slice[0:2]", [&] { op::slice_Tensor::call(a, 0, at::SymInt(0), at::SymInt(2), 1); });
      run("sum", [&] { op::sum::call(a, {}); });
      run("item", [&] { op::item::call(scalar); });
    }
  };
}

}  // namespace bench

#include "suite.h"
#include "tensors.h"

namespace bench {

namespace op = at::_ops;

void small_operations(Suite& suite) {
  static const at::SymInt nine[] = {9};
  const at::Scalar alpha(int64_t{1});

  for (bool gradients : {false, true}) {
    at::Tensor a = randn({3, 3}), b = randn({3, 3}), scalar = randn({});
    if (gradients) {
      a.require_grad();
      scalar.require_grad();
    }
    auto add = [&](std::string name, auto operation) {
      suite.push_back({name + (gradients ? ", gradients" : ""), "", "ns", 1, [=] { return loop(operation); }});
    };
    add("add", [=] { op::add_Tensor::call(a, b, alpha); });
    add("mm", [=] { op::mm::call(a, b); });
    add("relu", [=] { op::relu::call(a); });
    add("reshape", [=] { op::reshape::call(a, nine); });
    add("view", [=] { op::view::call(a, nine); });
    add("index[0]", [=] { op::select_int::call(a, 0, 0); });
    add("slice[0:2]", [=] { op::slice_Tensor::call(a, 0, at::SymInt(0), at::SymInt(2), 1); });
    add("sum", [=] { op::sum::call(a, {}); });
    add("item", [=] { op::item::call(scalar); });
  }
}

}  // namespace bench

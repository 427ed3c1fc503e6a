#include <type_traits>
#include <vector>

#include "suite.h"
#include "tensors.h"

namespace bench {

namespace op = at::_ops;

namespace {

// What a scope does: a hundred results live together and are freed together, so that the C heap cannot hand the last one's
// memory to the next.
template <class Operation>
Loop kept_by_hundreds(Operation operation) {
  return [operation, kept = std::vector<at::Tensor>()](int count) mutable {
    for (int i = 0; i < count; i++) {
      kept.push_back(operation());
      if (kept.size() == 100) kept.clear();
    }
    kept.clear();
  };
}

}  // namespace

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
      if (gradients) name += ", gradients";
      suite.push_back({name, "", "ns", 1, [=] { return loop(operation); }});
      if constexpr (std::is_same_v<decltype(operation()), at::Tensor>) {
        suite.push_back({name, "kept100", "ns", 1, [=] { return kept_by_hundreds(operation); }});
      }
    };
    add("add", [=] { return op::add_Tensor::call(a, b, alpha); });
    add("mm", [=] { return op::mm::call(a, b); });
    add("relu", [=] { return op::relu::call(a); });
    add("reshape", [=] { return op::reshape::call(a, nine); });
    add("view", [=] { return op::view::call(a, nine); });
    add("index[0]", [=] { return op::select_int::call(a, 0, 0); });
    add("slice[0:2]", [=] { return op::slice_Tensor::call(a, 0, at::SymInt(0), at::SymInt(2), 1); });
    add("sum", [=] { return op::sum::call(a, {}); });
    add("item", [=] { return op::item::call(scalar); });
  }
}

}  // namespace bench

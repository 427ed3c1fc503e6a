// Forward-mode differentiation.
#include <thread>

#include "support.h"

namespace test {
namespace {

void duals_carry_tangents() {
  int64_t level = -1;
  require(torch_forward_ad_enter(&level));
  CHECK(level == 0);
  const Tensor x = tensor<double>({2, 3}, {2});
  const Tensor direction = tensor<double>({1, 10}, {2});
  Tensor dual;
  require(torch_forward_ad_make_dual(dual.out(), x, direction, level));
  const Tensor square = product(dual, dual);
  Tensor primal;
  Tensor tangent;
  require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), square, level));
  CHECK(primal.values() == (std::vector<double>{4, 9}));
  CHECK(tangent.values() == (std::vector<double>{4, 60}));

  require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), x, level));
  CHECK(tangent == nullptr);
  const Tensor wrong = full({3}, 1);
  CHECK(failure(torch_forward_ad_make_dual(dual.out(), x, wrong, level)).kind != None);

  // Another thread stays in the level that this one leaves.
  std::thread([&] {
    int64_t own = -1;
    require(torch_forward_ad_enter(&own));
    CHECK(own == level);
    require(torch_forward_ad_exit());
  }).join();
  require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), square, level));
  CHECK(tangent.values() == (std::vector<double>{4, 60}));
  require(torch_forward_ad_exit());
  require(torch_forward_ad_enter(&level));
  require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), square, level));
  CHECK(tangent == nullptr);
  require(torch_forward_ad_exit());
}

void the_mode_can_be_switched_off() {
  CHECK(torch_forward_grad_get());
  torch_forward_grad_set(false);
  CHECK(!torch_forward_grad_get());
  torch_forward_grad_set(true);
  CHECK(torch_forward_grad_get());
}

}  // namespace

void forward_ad_cases() {
  duals_carry_tangents();
  the_mode_can_be_switched_off();
}

}  // namespace test

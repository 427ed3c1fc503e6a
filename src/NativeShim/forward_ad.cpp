// Forward-mode differentiation: dual tensors, and the level that they live in.
#include <mutex>
#include <tuple>

#include "abi/autograd.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "shim.h"

namespace ptcs {
namespace {

// LibTorch has one level for the process, and drops all its tangents at the end. Threads share it: the first one to
// enter begins the level, the last one to leave ends it.
std::mutex gate;
int64_t threads_inside = 0;
uint64_t shared_level = 0;

}  // namespace
}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT Error* torch_forward_ad_enter(int64_t* level) {
  return guard([&] {
    const std::lock_guard<std::mutex> lock(gate);
    if (threads_inside == 0) shared_level = torch::autograd::forward_ad::enter_dual_level();
    ++threads_inside;
    *level = static_cast<int64_t>(shared_level);
  });
}

PTCS_EXPORT Error* torch_forward_ad_exit() {
  return guard([&] {
    const std::lock_guard<std::mutex> lock(gate);
    if (--threads_inside == 0) torch::autograd::forward_ad::exit_dual_level(shared_level);
  });
}

PTCS_EXPORT Error* torch_forward_ad_make_dual(TensorHandle* result, TensorHandle primal, TensorHandle tangent,
                                              int64_t level) {
  return guard([&] { *result = wrap(at::_ops::_make_dual::call(ref(primal), ref(tangent), level)); });
}

// The tangent is null where the tensor has none.
PTCS_EXPORT Error* torch_forward_ad_unpack_dual(TensorHandle* primal, TensorHandle* tangent, TensorHandle dual,
                                                int64_t level) {
  return guard([&] {
    std::tuple<at::Tensor, at::Tensor> parts = at::_ops::_unpack_dual::call(ref(dual), level);
    *primal = wrap(std::move(std::get<0>(parts)));
    *tangent = wrap(std::move(std::get<1>(parts)));
  });
}

PTCS_EXPORT bool torch_forward_grad_get() {
  return (c10::AutogradState::get_tls_state().bits & c10::AutogradState::ForwardGrad) != 0;
}

PTCS_EXPORT void torch_forward_grad_set(bool enabled) {
  uint8_t& bits = c10::AutogradState::get_tls_state().bits;
  constexpr uint8_t flag = c10::AutogradState::ForwardGrad;
  bits = static_cast<uint8_t>(enabled ? bits | flag : bits & ~flag);
}

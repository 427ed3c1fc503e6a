// Modes of the thread, settings of the process, devices.
#include <thread>

#include "support.h"

namespace test {
namespace {

bool is_inference(const Tensor& tensor) {
  bool result = false;
  require(aten_is_inference(&result, tensor));
  return result;
}

void grad_mode() {
  const Tensor x = leaf({2}, 1);
  CHECK(torch_grad_mode_get());
  torch_grad_mode_set(false);
  CHECK(!torch_grad_mode_get());
  CHECK(!torch_tensor_requires_grad(product(x, x)));
  bool elsewhere = false;
  std::thread([&elsewhere] { elsewhere = torch_grad_mode_get(); }).join();
  CHECK(elsewhere);
  torch_grad_mode_set(true);
  CHECK(torch_tensor_requires_grad(product(x, x)));
}

void inference_mode() {
  const Tensor x = leaf({2}, 1);
  Tensor made_inside;
  InferenceState outer{};
  InferenceState inner{};
  require(torch_inference_mode_enter(&outer, true));
  CHECK(torch_inference_mode_get() && !torch_grad_mode_get());
  made_inside = product(x, x);
  CHECK(!torch_tensor_requires_grad(made_inside) && is_inference(made_inside));
  CHECK(made_inside.values() == std::vector<double>{1, 1});

  require(torch_inference_mode_enter(&inner, false));
  CHECK(!torch_inference_mode_get() && torch_grad_mode_get());
  CHECK(torch_tensor_requires_grad(product(x, x)) && !is_inference(product(x, x)));
  torch_inference_mode_leave(&inner);
  CHECK(torch_inference_mode_get());
  torch_inference_mode_leave(&outer);

  CHECK(!torch_inference_mode_get() && torch_grad_mode_get());
  CHECK(torch_tensor_requires_grad(product(x, x)) && !is_inference(product(x, x)));
  Tensor result;
  const Failure saved = failure(aten_mul_Tensor(result.out(), x, made_inside));
  CHECK(saved.message.find("Inference tensors cannot be saved for backward") != std::string::npos);
  int64_t version = 0;
  CHECK(failure(torch_tensor_version(&version, made_inside)).kind != None);
}

// Leaving brings back what was there before, also a mode that the caller had changed.
// 5 is float16, 6 float32, 15 bfloat16.
void autocast() {
  constexpr int8_t cpu = 0;
  bool enabled = true;
  bool cache_enabled = false;
  int8_t dtype = -1;
  require(torch_autocast_get(&enabled, &dtype, &cache_enabled, cpu));
  CHECK(!enabled && dtype == 15 && cache_enabled);

  AutocastState outer{};
  AutocastState inner{};
  require(torch_autocast_enter(&outer, cpu, 5, true, true));
  require(torch_autocast_enter(&inner, cpu, 15, false, false));
  require(torch_autocast_get(&enabled, &dtype, &cache_enabled, cpu));
  CHECK(!enabled && dtype == 15 && !cache_enabled);
  torch_autocast_leave(&inner);
  require(torch_autocast_get(&enabled, &dtype, &cache_enabled, cpu));
  CHECK(enabled && dtype == 5 && cache_enabled);
  torch_autocast_leave(&outer);
  require(torch_autocast_get(&enabled, &dtype, &cache_enabled, cpu));
  CHECK(!enabled && dtype == 15 && cache_enabled);

  CHECK(!failure(torch_autocast_enter(&outer, 14, 15, true, true)).message.empty());
}

void inference_mode_restores() {
  torch_grad_mode_set(false);
  InferenceState saved{};
  require(torch_inference_mode_enter(&saved, true));
  torch_inference_mode_leave(&saved);
  CHECK(!torch_grad_mode_get());
  torch_grad_mode_set(true);
}

void default_type() {
  CHECK(torch_default_dtype_get() == float32);
  require(torch_default_dtype_set(float64));
  Tensor drawn;
  const std::vector<int64_t> size{2};
  require(aten_randn(drawn.out(), span(size), {}, {}, {}, {}));
  CHECK(torch_tensor_dtype(drawn) == float64);
  require(torch_default_dtype_set(float32));
  CHECK(failure(torch_default_dtype_set(int64)).kind == Value);
  CHECK(failure(torch_default_dtype_set(99)).kind == Value);
  CHECK(torch_default_dtype_get() == float32);
}

void threads() {
  const int32_t before = torch_threads_get();
  require(torch_threads_set(1));
  CHECK(torch_threads_get() == 1);
  require(torch_threads_set(before));
  CHECK(torch_threads_get() == before);
  CHECK(failure(torch_threads_set(0)).kind != None);
  CHECK(torch_interop_threads_get() >= 1);
}

void determinism() {
  CHECK(torch_deterministic_get() == 0);
  require(torch_deterministic_set(true, false));
  CHECK(torch_deterministic_get() == 1);
  require(torch_deterministic_set(true, true));
  CHECK(torch_deterministic_get() == 2);
  require(torch_deterministic_set(false, false));
  CHECK(torch_deterministic_get() == 0);
}

std::string precision() {
  Text text{};
  require(torch_matmul_precision_get(&text));
  return take(text);
}

void switches() {
  for (const std::string value : {"high", "medium", "highest"}) {
    require(torch_matmul_precision_set({value.data(), static_cast<int64_t>(value.size())}));
    CHECK(precision() == value);
  }

  CHECK(torch_mkldnn_get());
  torch_mkldnn_set(false);
  CHECK(!torch_mkldnn_get());
  torch_mkldnn_set(true);

  CHECK(torch_cudnn_get());
  torch_cudnn_set(false);
  CHECK(!torch_cudnn_get());
  torch_cudnn_set(true);

  CHECK(!torch_cudnn_benchmark_get());
  torch_cudnn_benchmark_set(true);
  CHECK(torch_cudnn_benchmark_get());
  torch_cudnn_benchmark_set(false);
}

// Takes effect on the processor itself: the smallest denormal number times one is zero.
void denormals() {
  const Tensor tiny = full({1}, 5e-324);
  const Tensor one = full({1}, 1);
  bool supported = false;
  const bool checking = torch_sparse_invariants_get();
  torch_sparse_invariants_set(!checking);
  CHECK(torch_sparse_invariants_get() == !checking);
  torch_sparse_invariants_set(checking);
  require(torch_flush_denormal_set(&supported, true));
  CHECK(supported);
  CHECK(product(tiny, one).values()[0] == 0);
  require(torch_flush_denormal_set(&supported, false));
  CHECK(product(tiny, one).values()[0] != 0);
}

void capabilities() {
  CHECK(torch_config_has_openmp());
  CHECK(torch_config_has_lapack());
  Text text{};
  require(torch_config_cpu_capability(&text));
  CHECK(!take(text).empty());
  require(torch_config_show(&text));
  CHECK(take(text).find("PyTorch built with") != std::string::npos);
  require(torch_config_parallel(&text));
  CHECK(take(text).find("at::get_num_threads()") != std::string::npos);
}

void devices() {
  bool available = false;
  int32_t count = -1;
  require(torch_cuda_is_available(&available));
  require(torch_cuda_device_count(&count));
  CHECK(count >= 0 && available == (count > 0));
  CHECK(failure(torch_cuda_set_device(count)).kind == Index);
  CHECK(failure(torch_cuda_set_device(-1)).kind == Index);
}

}  // namespace

void mode_cases() {
  grad_mode();
  inference_mode();
  inference_mode_restores();
  autocast();
  default_type();
  threads();
  determinism();
  switches();
  denormals();
  capabilities();
  devices();
}

}  // namespace test

// Settings of the process, and what LibTorch was built with.
#include <stdexcept>
#include <string>

#include "abi/modes.h"
#include "shim.h"

using namespace ptcs;

PTCS_EXPORT int8_t torch_default_dtype_get() { return wrap(c10::get_default_dtype_as_scalartype()); }

PTCS_EXPORT Error* torch_default_dtype_set(int8_t dtype) {
  return guard([&] {
    switch (const c10::ScalarType type = scalar_type(dtype)) {
      case c10::ScalarType::Half:
      case c10::ScalarType::BFloat16:
      case c10::ScalarType::Float:
      case c10::ScalarType::Double:
        return c10::set_default_dtype({static_cast<uint16_t>(type)});
      default:
        throw std::invalid_argument("the default data type is a floating-point type of at least 16 bits");
    }
  });
}

PTCS_EXPORT int32_t torch_threads_get() { return at::get_num_threads(); }

PTCS_EXPORT Error* torch_threads_set(int32_t count) {
  return guard([&] { at::set_num_threads(count); });
}

PTCS_EXPORT int32_t torch_interop_threads_get() { return static_cast<int32_t>(at::get_num_interop_threads()); }

PTCS_EXPORT Error* torch_interop_threads_set(int32_t count) {
  return guard([&] { at::set_num_interop_threads(count); });
}

// 0: off, 1: on, 2: only warn.
PTCS_EXPORT int32_t torch_deterministic_get() {
  const at::Context& context = at::globalContext();
  if (!context.deterministicAlgorithms()) return 0;
  return context.deterministicAlgorithmsWarnOnly() ? 2 : 1;
}

PTCS_EXPORT Error* torch_deterministic_set(bool enabled, bool warn_only) {
  return guard([&] { at::globalContext().setDeterministicAlgorithms(enabled, warn_only); });
}

// Whether whatever makes a sparse tensor checks its indices.
PTCS_EXPORT bool torch_sparse_invariants_get() { return at::globalContext().checkSparseTensorInvariants(); }

PTCS_EXPORT void torch_sparse_invariants_set(bool value) {
  at::globalContext().setCheckSparseTensorInvariants(value);
}

PTCS_EXPORT Error* torch_flush_denormal_set(bool* supported, bool enabled) {
  return guard([&] { *supported = at::Context::setFlushDenormal(enabled); });
}

PTCS_EXPORT Error* torch_matmul_precision_get(Text* result) {
  return guard([&] {
    switch (at::globalContext().float32MatmulPrecision()) {
      case at::Float32MatmulPrecision::Highest:
        *result = wrap(std::string_view("highest"));
        return;
      case at::Float32MatmulPrecision::High:
        *result = wrap(std::string_view("high"));
        return;
      case at::Float32MatmulPrecision::Medium:
        *result = wrap(std::string_view("medium"));
        return;
    }
    throw std::runtime_error("LibTorch reports an unknown precision of matrix products");
  });
}

PTCS_EXPORT Error* torch_matmul_precision_set(Span<char> precision) {
  return guard([&] {
    const std::string text(string(precision));
    if (text != "highest" && text != "high" && text != "medium") {
      throw std::invalid_argument("the precision of matrix products is one of highest, high, medium, not " + text);
    }
    at::globalContext().setFloat32MatmulPrecision(text);
  });
}

PTCS_EXPORT bool torch_mkldnn_get() { return at::globalContext().userEnabledMkldnn(); }

PTCS_EXPORT void torch_mkldnn_set(bool enabled) { at::globalContext().setUserEnabledMkldnn(enabled); }

PTCS_EXPORT bool torch_cudnn_get() { return at::globalContext().userEnabledCuDNN(); }

PTCS_EXPORT void torch_cudnn_set(bool enabled) { at::globalContext().setUserEnabledCuDNN(enabled); }

PTCS_EXPORT bool torch_cudnn_benchmark_get() { return at::globalContext().benchmarkCuDNN(); }

PTCS_EXPORT void torch_cudnn_benchmark_set(bool enabled) { at::globalContext().setBenchmarkCuDNN(enabled); }

PTCS_EXPORT bool torch_config_has_mkl() { return at::Context::hasMKL(); }

PTCS_EXPORT bool torch_config_has_mkldnn() { return at::Context::hasMKLDNN(); }

PTCS_EXPORT bool torch_config_has_openmp() { return at::Context::hasOpenMP(); }

PTCS_EXPORT bool torch_config_has_lapack() { return at::Context::hasLAPACK(); }

// The instruction set whose kernels are in use, such as "AVX2".
PTCS_EXPORT Error* torch_config_cpu_capability(Text* result) {
  return guard([&] { *result = wrap(std::string_view(at::get_cpu_capability())); });
}

PTCS_EXPORT Error* torch_config_show(Text* result) {
  return guard([&] { *result = wrap(std::string_view(at::show_config())); });
}

PTCS_EXPORT Error* torch_config_parallel(Text* result) {
  return guard([&] { *result = wrap(std::string_view(at::get_parallel_info())); });
}

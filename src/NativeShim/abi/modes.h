// LibTorch 2.10.0, c10/core and aten: modes of the current thread and settings of the process.
//
// The byte of AutogradState was read from GradMode's code and confirmed by toggling each mode. Dispatch keys are found
// by name at run time, so none of their numbers stands here.
#pragma once

#include <cstddef>
#include <string>

#include "core.h"

namespace caffe2 {

// For the built-in types the index equals the scalar type.
struct TypeMeta {
  uint16_t index;
};

}  // namespace caffe2

namespace c10 {

enum class DispatchKey : uint16_t {};
PTCS_IMPORT const char* toString(DispatchKey key);

namespace impl {
PTCS_IMPORT void tls_set_dispatch_key_included(DispatchKey key, bool value);
PTCS_IMPORT void tls_set_dispatch_key_excluded(DispatchKey key, bool value);
PTCS_IMPORT bool tls_is_dispatch_key_included(DispatchKey key);
PTCS_IMPORT bool tls_is_dispatch_key_excluded(DispatchKey key);
}  // namespace impl

struct PTCS_IMPORT GradMode {
  static bool is_enabled();
  static void set_enabled(bool value);
};

struct PTCS_IMPORT InferenceMode {
  static bool is_enabled();
};

struct PTCS_IMPORT AutogradState {
  enum Bit : uint8_t { Grad = 1, Inference = 2, ForwardGrad = 4, Multithreading = 8, ViewReplay = 16 };

  unsigned char undeclared[0x18];
  uint8_t bits;

  static AutogradState& get_tls_state();
};
static_assert(offsetof(AutogradState, bits) == 0x18, "c10::AutogradState");

PTCS_IMPORT ScalarType get_default_dtype_as_scalartype();
PTCS_IMPORT void set_default_dtype(caffe2::TypeMeta type);

}  // namespace c10

namespace at {

PTCS_IMPORT int get_num_threads();
PTCS_IMPORT void set_num_threads(int count);
PTCS_IMPORT size_t get_num_interop_threads();
PTCS_IMPORT void set_num_interop_threads(int count);

// Of the current thread. They throw for a device that autocast does not know.
namespace autocast {

PTCS_IMPORT bool is_autocast_enabled(c10::DeviceType device_type);
PTCS_IMPORT void set_autocast_enabled(c10::DeviceType device_type, bool enabled);
PTCS_IMPORT c10::ScalarType get_autocast_dtype(c10::DeviceType device_type);
PTCS_IMPORT void set_autocast_dtype(c10::DeviceType device_type, c10::ScalarType dtype);
PTCS_IMPORT bool is_autocast_cache_enabled();
PTCS_IMPORT void set_autocast_cache_enabled(bool enabled);
PTCS_IMPORT int increment_nesting();
PTCS_IMPORT int decrement_nesting();
PTCS_IMPORT void clear_cache();

}  // namespace autocast

enum class Float32MatmulPrecision { Highest = 0, High = 1, Medium = 2 };

class PTCS_IMPORT Context {
 public:
  Context() = delete;

  bool deterministicAlgorithms() const;
  bool deterministicAlgorithmsWarnOnly() const;
  void setDeterministicAlgorithms(bool enabled, bool warn_only);
  bool userEnabledMkldnn() const;
  void setUserEnabledMkldnn(bool enabled);
  bool userEnabledCuDNN() const;
  void setUserEnabledCuDNN(bool enabled);
  bool benchmarkCuDNN() const;
  void setBenchmarkCuDNN(bool enabled);
  Float32MatmulPrecision float32MatmulPrecision() const;
  void setFloat32MatmulPrecision(const ::std::string& precision);
  bool warnOnAccumulateGradStreamMismatch() const;
  void setWarnOnAccumulateGradStreamMismatch(bool enabled);
  bool checkSparseTensorInvariants() const;
  void setCheckSparseTensorInvariants(bool enabled);
  static bool setFlushDenormal(bool enabled);
  static bool hasMKL();
  static bool hasMKLDNN();
  static bool hasLAPACK();
  static bool hasOpenMP();
};

PTCS_IMPORT Context& globalContext();

PTCS_IMPORT ::std::string get_cpu_capability();
PTCS_IMPORT ::std::string get_parallel_info();
PTCS_IMPORT ::std::string show_config();

}  // namespace at

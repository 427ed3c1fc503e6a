// LibTorch 2.10.0, aten/src/ATen/functorch: the layers of function transforms on the current thread, and the tensors
// that take part in one.
//
// The layout of a layer and the places in a wrapper were read from popDynamicLayer, unwrapIfDead and the wrapper's
// constructor in libtorch_cpu.so, and confirmed by transforms in tests/NativeShim.Tests, also under the address
// checker.
#pragma once

#include <memory>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

#include "scalar.h"
#include "tensor.h"

namespace at {
namespace functorch {

enum class TransformType : int32_t { Torch = 0, Vmap = 1, Grad = 2, Jvp = 3, Functionalize = 4 };
enum class RandomnessType : int32_t { Error = 0, Same = 1, Different = 2 };

struct VmapInterpreterMeta {
  c10::SymInt batch_size;
  RandomnessType randomness;
};
struct GradInterpreterMeta {
  bool previous_grad_mode;
};
struct JvpInterpreterMeta {
  bool previous_forward_grad_mode;
};
struct FunctionalizeInterpreterMeta {
  bool add_back_views;
};

struct DynamicLayer {
  TransformType type;
  int64_t level;
  uint64_t saved_keys[2];
  bool has_saved_keys;
  ::std::shared_ptr<bool> is_alive;
  ::std::variant<int64_t, GradInterpreterMeta, JvpInterpreterMeta, VmapInterpreterMeta, FunctionalizeInterpreterMeta>
      meta;
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
static_assert(sizeof(DynamicLayer) == 0x50, "at::functorch::DynamicLayer");
static_assert(offsetof(DynamicLayer, level) == 0x08 && offsetof(DynamicLayer, has_saved_keys) == 0x20 &&
                  offsetof(DynamicLayer, is_alive) == 0x28 && offsetof(DynamicLayer, meta) == 0x38,
              "at::functorch::DynamicLayer");
#pragma GCC diagnostic pop

// Gives the level of the new layer, which is the number of layers.
PTCS_IMPORT int64_t initAndPushDynamicLayer(TransformType type, ::std::optional<c10::SymInt> batch_size,
                                            ::std::optional<RandomnessType> randomness,
                                            ::std::optional<bool> previous_grad_mode,
                                            ::std::optional<bool> previous_forward_grad_mode,
                                            ::std::optional<bool> functionalize_add_back_views);
PTCS_IMPORT DynamicLayer popDynamicLayerAndDeleteMetadata();
// Without an end to what lives in the layer, so that it can be pushed again.
PTCS_IMPORT DynamicLayer popDynamicLayer();
PTCS_IMPORT int64_t pushDynamicLayer(DynamicLayer&& layer);
PTCS_IMPORT const ::std::vector<DynamicLayer>& getDynamicLayerStack();

// Batched tensors: one dimension of the value is hidden at a level.
PTCS_IMPORT Tensor addBatchDim(Tensor tensor, int64_t dim, int64_t level);
PTCS_IMPORT bool isBatchedAtLevel(const Tensor& tensor, int64_t level);
PTCS_IMPORT ::std::tuple<Tensor, ::std::optional<int64_t>> unwrapTensorAtLevel(const Tensor& tensor, int64_t level);

// Wrappers: what a level of differentiation records on. One whose layer has been popped is dead.
struct TensorWrapper;
PTCS_IMPORT Tensor makeTensorWrapper(const Tensor& tensor, int64_t level, bool is_immutable);
PTCS_IMPORT TensorWrapper* maybeGetTensorWrapper(const Tensor& tensor);
PTCS_IMPORT Tensor unwrapIfDead(const Tensor& tensor);

constexpr size_t wrapper_value_offset = 0xb8;
constexpr size_t wrapper_level_offset = 0xc0;

inline const Tensor& value_of(const TensorWrapper* wrapper) {
  return *reinterpret_cast<const Tensor*>(reinterpret_cast<const char*>(wrapper) + wrapper_value_offset);
}

inline int64_t level_of(const TensorWrapper* wrapper) {
  return *reinterpret_cast<const int64_t*>(reinterpret_cast<const char*>(wrapper) + wrapper_level_offset);
}

}  // namespace functorch
}  // namespace at

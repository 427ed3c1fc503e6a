// LibTorch 2.10.0, aten: tensors over memory that somebody else owns.
//
// TensorMaker's layout was read from make_tensor() in libtorch_cpu.so and confirmed with strides, data types and
// deleters.
#pragma once

#include <functional>
#include <memory>

#include "array_ref.h"
#include "tensor.h"

namespace at {

struct TensorOptions {
  enum Flag : uint8_t { HasDevice = 4, HasType = 8, HasLayout = 16 };

  c10::Device device{c10::DeviceType::CPU, -1};
  uint16_t type = 0;  // index of the TypeMeta; equal to the scalar type for built-in types
  c10::Layout layout = c10::Layout::Strided;
  c10::MemoryFormat memory_format = c10::MemoryFormat::Contiguous;
  uint8_t flags = 0;
};
static_assert(sizeof(TensorOptions) == 8, "c10::TensorOptions");

class PTCS_IMPORT TensorMaker {
 public:
  using ContextDeleter = void (*)(void*);

  // Throws before it takes the deleter over, or takes it over and runs it with the last view.
  Tensor make_tensor();

  void* data = nullptr;
  c10::ArrayRef<int64_t> sizes;
  c10::OptionalArrayRef<int64_t> strides;
  ::std::optional<int64_t> storage_offset;
  ::std::function<void(void*)> deleter;
  ::std::unique_ptr<void, ContextDeleter> context{nullptr, [](void*) {}};
  ::std::optional<c10::Device> device;
  TensorOptions options;
  bool resizeable = false;
  void* allocator = nullptr;
};
static_assert(sizeof(TensorMaker) == 0x88, "at::TensorMaker");

}  // namespace at

// DLPack 1.0, the exchange format of tensors between libraries, and LibTorch 2.10.0's functions for it.
//
// The layout is DLPack's own, which is a C interface; tests/NativeShim.Tests/dlpack_cases.cpp exchanges tensors in both forms.
#pragma once

#include <functional>

#include "tensor.h"

struct DLDevice {
  int32_t device_type;
  int32_t device_id;
};

struct DLDataType {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
};

struct DLTensor {
  void* data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t* shape;
  int64_t* strides;  // null: row after row
  uint64_t byte_offset;
};
static_assert(sizeof(DLTensor) == 48 && offsetof(DLTensor, dtype) == 20, "DLTensor");

// Before version 1.
struct DLManagedTensor {
  DLTensor dl_tensor;
  void* manager_ctx;
  void (*deleter)(DLManagedTensor* self);
};
static_assert(sizeof(DLManagedTensor) == 64, "DLManagedTensor");

struct DLPackVersion {
  uint32_t major;
  uint32_t minor;
};

struct DLManagedTensorVersioned {
  DLPackVersion version;
  void* manager_ctx;
  void (*deleter)(DLManagedTensorVersioned* self);
  uint64_t flags;
  DLTensor dl_tensor;
};
static_assert(sizeof(DLManagedTensorVersioned) == 80, "DLManagedTensorVersioned");
static_assert(offsetof(DLManagedTensorVersioned, dl_tensor) == 32, "DLManagedTensorVersioned");

namespace at {

PTCS_IMPORT DLManagedTensor* toDLPack(const Tensor& source);
PTCS_IMPORT DLManagedTensorVersioned* toDLPackVersioned(const Tensor& source);
// Throw before they take the deleter over, or take it over and run it with the last view.
PTCS_IMPORT Tensor fromDLPack(DLManagedTensor* source, ::std::function<void(void*)> deleter);
PTCS_IMPORT Tensor fromDLPackVersioned(DLManagedTensorVersioned* source, ::std::function<void(void*)> deleter);

}  // namespace at

// LibTorch 2.10.0, c10: the memory that tensors share.
//
// Read from make_storage_impl() in libc10.so and from resize_bytes_cpu() and aoti_torch_get_storage_size() in
// libtorch_cpu.so; confirmed at run time by tests/NativeShim.Tests/layout_test.cpp.
#pragma once

#include "allocator.h"
#include "array_ref.h"
#include "core.h"

namespace c10 {

// Never made here. A tensor without memory of its own, such as a sparse one or one in a layer of a transform, has none.
struct StorageImpl : intrusive_ptr_target {
  DataPtr data;
  int64_t bytes;
  bool bytes_are_symbolic;
  bool is_resizable;
  char undeclared[0x26];
};
static_assert(sizeof(StorageImpl) == 0x60, "c10::StorageImpl");

}  // namespace c10

namespace at {
namespace native {

// Sets sizes and strides on whatever device, and gives the memory the size for them where that is asked for.
PTCS_IMPORT c10::TensorImpl* resize_impl_cpu_(c10::TensorImpl* self, c10::ArrayRef<int64_t> sizes,
                                              c10::OptionalArrayRef<int64_t> strides, bool resize_storage);

}  // namespace native
}  // namespace at

// LibTorch 2.10.0: the part of its stable C interface that the shim uses.
//
// A tensor is passed as the address of an at::Tensor. The functions return 0 on success; a failing one writes the whole
// native trace to the standard error stream, so the shim only asks what a tensor can answer.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// Major, minor, patch in the three highest bytes.
uint64_t aoti_torch_abi_version();
size_t aoti_torch_dtype_element_size(int32_t dtype);

int32_t aoti_torch_is_defined(const void* tensor, bool* result);
int32_t aoti_torch_is_contiguous(const void* tensor, bool* result);
int32_t aoti_torch_get_data_ptr(const void* tensor, void** result);
int32_t torch_get_const_data_ptr(const void* tensor, const void** result);
int32_t aoti_torch_get_numel(const void* tensor, int64_t* result);
int32_t aoti_torch_get_dim(const void* tensor, int64_t* result);
int32_t aoti_torch_get_sizes(const void* tensor, int64_t** result);
int32_t aoti_torch_get_strides(const void* tensor, int64_t** result);
int32_t aoti_torch_get_storage_offset(const void* tensor, int64_t* result);
int32_t aoti_torch_get_storage_size(const void* tensor, int64_t* result);  // in bytes
int32_t aoti_torch_get_dtype(const void* tensor, int32_t* result);
int32_t aoti_torch_get_layout(const void* tensor, int32_t* result);
int32_t aoti_torch_get_device_type(const void* tensor, int32_t* result);
int32_t aoti_torch_get_device_index(const void* tensor, int32_t* result);

}  // extern "C"

// The exports under test as a caller sees them: C functions and value types, nothing of the shim's inside.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shim.h"

namespace ptcs {

// The part of an error that managed code reads.
struct ErrorView {
  int32_t kind;
  const char* message;
  int64_t message_length;
  void* managed;
  void* report;
};

struct ManagedCallbacks {
  void (*release)(void* object);
  void* (*pack)(void* hooks, TensorHandle tensor, void** packed);
  void* (*unpack)(void* packed, TensorHandle* tensor);
  void* (*run_hooks)(void* hooks, TensorHandle tensor, TensorHandle* replacement);
  void* (*run_backward)(void* context, void* node, Span<TensorHandle> gradients, TensorHandle* results, int64_t count);
  void* (*run_node_hooks)(void* hooks, bool is_before, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                          TensorHandle* replacements, bool* is_replaced);
  void* (*capture_site)();
  void* (*report_anomaly)(Span<char> name, void* site, void* report);
  void* (*run_jvp)(void* context, Span<TensorHandle> tangents, TensorHandle* results, int64_t count);
};

struct LayerView {
  int64_t level;
  int64_t batch_size;
  int32_t kind;
  int32_t randomness;
  int32_t was_enabled;
  int32_t padding;
};

struct InferenceState {
  uint8_t bytes[8];
};

struct AutocastState {
  uint8_t bytes[8];
};

using NodeHandle = void*;

struct EdgeArray {
  NodeHandle* nodes;
  int64_t* input_nrs;
  int64_t length;
};

// An event of the profiler; positions are those in the recording's arrays.
struct ProfilerEvent {
  int64_t start;
  int64_t end;
  int64_t sequence_nr;
  uint64_t thread;
  uint64_t forward_thread;
  int64_t parent;
  int64_t site;
  int64_t memory;
  int64_t name;
  int64_t inputs;
  int32_t name_length;
  int32_t detail_length;
  int32_t input_count;
  int32_t scope;
};

struct ProfilerRecording {
  ProfilerEvent* events;
  int64_t count;
  char* text;
  int64_t* inputs;
  int64_t started;
};

struct ProfilerPlace {
  void* log;
  uint64_t recording;
  int64_t position;
};

}  // namespace ptcs

extern "C" {

using ptcs::AutocastState;
using ptcs::DeviceValue;
using ptcs::EdgeArray;
using ptcs::Error;
using ptcs::GeneratorHandle;
using ptcs::InferenceState;
using ptcs::LayerView;
using ptcs::ManagedCallbacks;
using ptcs::NodeHandle;
using ptcs::Optional;
using ptcs::ProfilerEvent;
using ptcs::ProfilerPlace;
using ptcs::ProfilerRecording;
using ptcs::ScalarValue;
using ptcs::Span;
using ptcs::TensorArray;
using ptcs::TensorHandle;
using ptcs::Text;

void torch_error_trace(Error* error, const char** text, int64_t* length);
void torch_error_free(Error* error);

Error* torch_warning_set_handler(void (*callback)(int32_t kind, const char* message, int64_t length));
void torch_warning_set_always(bool value);
bool torch_warning_get_always();

Error* torch_version_check(uint64_t* found, bool allow_any);
uint64_t torch_version_built_for();
Error* torch_version_string(Text* result);

void torch_memory_free(void* memory);
Error* torch_memory_attach(const int64_t** live, bool (*collect)());
void torch_memory_set_limit(int64_t bytes);
void torch_memory_reset_peak();
int64_t torch_memory_idle();
void torch_memory_trim();
Error* torch_memory_device(int64_t* live, int64_t* peak, DeviceValue device);
Error* torch_memory_device_reset_peak(DeviceValue device);
Error* torch_memory_device_trim(DeviceValue device);

void torch_tensor_free(TensorHandle self);
void torch_tensor_free_all(const TensorHandle* tensors, int64_t count);
void torch_tensor_incref(TensorHandle self);
int64_t torch_tensor_use_count(TensorHandle self);
bool torch_tensor_is_defined(TensorHandle self);
Error* torch_tensor_geometry(TensorHandle self, const int64_t** sizes, const int64_t** strides, int64_t* dim);
int64_t torch_tensor_numel(TensorHandle self);
int64_t torch_tensor_dim(TensorHandle self);
int8_t torch_tensor_dtype(TensorHandle self);
DeviceValue torch_tensor_device(TensorHandle self);
int8_t torch_tensor_layout(TensorHandle self);
bool torch_tensor_is_leaf(TensorHandle self);
bool torch_tensor_requires_grad(TensorHandle self);
int64_t torch_tensor_storage_bytes(TensorHandle self);
int64_t torch_dtype_size(int8_t dtype);
Error* torch_tensor_storage_offset(int64_t* result, TensorHandle self);
Error* torch_tensor_data_ptr(void** result, TensorHandle self);
Error* torch_tensor_storage(void** data, int64_t* bytes, TensorHandle self);
Error* torch_tensor_is_contiguous(bool* result, TensorHandle self);
Error* torch_tensor_version(int64_t* result, TensorHandle self);
Error* torch_tensor_set_requires_grad(TensorHandle self, bool value);
Error* torch_tensor_grad_dtype_get(Optional<int8_t>* result, TensorHandle self);
Error* torch_tensor_grad_dtype_set(TensorHandle self, Optional<int8_t> dtype);
Error* torch_tensor_set_data(TensorHandle self, TensorHandle data);
Error* torch_tensor_variable_data(TensorHandle* result, TensorHandle self);
Error* torch_tensor_from_blob(TensorHandle* result, void* data, void (*deleter)(void* context), void* context,
                              Span<int64_t> sizes, Optional<Span<int64_t>> strides, int8_t dtype);
Error* torch_tensor_from_data(TensorHandle* result, const void* data, int64_t bytes, Span<int64_t> sizes, int8_t dtype);
Error* torch_tensor_copy_to(TensorHandle self, void* destination, int64_t bytes);
Error* torch_tensor_plain_data(void** data, int64_t* count, TensorHandle self);
Error* torch_tensor_keep_in_place(TensorHandle self);
Error* torch_tensor_item(ScalarValue* result, TensorHandle self);

Error* torch_dlpack_export(void** result, TensorHandle self, bool is_versioned);
Error* torch_dlpack_import(TensorHandle* result, void* managed, bool is_versioned);
void torch_dlpack_free(void* managed, bool is_versioned);

Error* torch_autograd_get_grad(TensorHandle* result, TensorHandle self);
Error* torch_autograd_set_grad(TensorHandle self, TensorHandle gradient);
Error* torch_autograd_get_grads(TensorHandle* results, bool* alike, uint64_t* places, Span<TensorHandle> tensors);
Error* torch_autograd_clear_grads(Span<TensorHandle> tensors);
Error* torch_autograd_backward(Span<TensorHandle> outputs, Span<TensorHandle> gradients, Optional<bool> retain_graph,
                               bool create_graph, Span<TensorHandle> inputs);
Error* torch_autograd_grad(TensorArray* result, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                           Span<TensorHandle> gradients, Optional<bool> retain_graph, bool create_graph,
                           bool allow_unused);
Error* torch_autograd_retain_grad(TensorHandle self);
Error* torch_autograd_retains_grad(bool* result, TensorHandle self);
Error* torch_autograd_grad_fn(NodeHandle* result, TensorHandle self);
int64_t torch_func_depth();
Error* torch_func_push_vmap(int64_t* level, int64_t batch_size, int32_t randomness);
Error* torch_func_push_grad(int64_t* level);
Error* torch_func_push_jvp(int64_t* level);
Error* torch_func_pop();
Error* torch_func_top(LayerView* result);
Error* torch_func_lower(void** layer);
Error* torch_func_raise(void* layer);
Error* torch_func_unbatch(TensorHandle* result, int64_t* dim, TensorHandle self, int64_t level);
Error* torch_func_wrap(TensorHandle* result, TensorHandle self, int64_t level);
Error* torch_func_unwrap(TensorHandle* result, TensorHandle self);
Error* torch_func_add_batch_dim(TensorHandle* result, TensorHandle self, int64_t dim, int64_t level);
Error* torch_func_is_batched(bool* result, TensorHandle self, int64_t level);
Error* torch_func_remove_batch_dim(TensorHandle* result, TensorHandle self, int64_t level, int64_t batch_size,
                                   int64_t out_dim);
bool torch_func_bypass(bool enabled);
Error* torch_func_peel(TensorHandle* result, int64_t* level, int64_t* dim, TensorHandle self);
Error* torch_forward_ad_enter(int64_t* level);
Error* torch_forward_ad_exit();
Error* torch_forward_ad_make_dual(TensorHandle* result, TensorHandle primal, TensorHandle tangent, int64_t level);
Error* torch_forward_ad_unpack_dual(TensorHandle* primal, TensorHandle* tangent, TensorHandle dual, int64_t level);
bool torch_forward_grad_get();
void torch_forward_grad_set(bool enabled);
Error* torch_saved_tensors_exchange(void** previous, void* hooks);
Error* torch_managed_attach(const ManagedCallbacks* given);
Error* torch_autograd_gradient_hooks(void** list, TensorHandle self, void* offered);
Error* torch_autograd_accumulation_hooks(void** list, TensorHandle self, void* offered);
Error* torch_autograd_check_replacement(TensorHandle original, TensorHandle replacement);
Error* torch_autograd_function_begin(NodeHandle* result, Span<char> name, Span<TensorHandle> inputs, void* context);
Error* torch_autograd_function_begin_edges(NodeHandle* result, Span<char> name, Span<NodeHandle> nodes,
                                           Span<int64_t> input_nrs, void* context);
Error* torch_autograd_function_end(TensorHandle* results, NodeHandle node, Span<TensorHandle> inputs,
                                   Span<TensorHandle> outputs, Span<TensorHandle> dirty,
                                   Span<TensorHandle> non_differentiable, Span<TensorHandle> saved,
                                   bool is_materializing, bool is_set_up_apart, void* context);
Error* torch_autograd_function_saved(TensorArray* result, void* node);
Error* torch_node_name(Text* result, NodeHandle node);
int64_t torch_node_next_count(NodeHandle node);
Error* torch_node_next(NodeHandle* result, int64_t* input_nr, NodeHandle node, int64_t index);
const void* torch_node_identity(NodeHandle node);
void torch_node_free(NodeHandle node);

bool torch_grad_mode_get();
void torch_grad_mode_set(bool enabled);
bool torch_inference_mode_get();
Error* torch_inference_mode_enter(InferenceState* saved, bool enabled);
void torch_inference_mode_leave(const InferenceState* saved);
Error* torch_autocast_get(bool* enabled, int8_t* dtype, bool* cache_enabled, int8_t device_type);
Error* torch_autocast_enter(AutocastState* saved, int8_t device_type, int8_t dtype, bool enabled, bool cache_enabled);
void torch_autocast_leave(const AutocastState* saved);

int8_t torch_default_dtype_get();
Error* torch_default_dtype_set(int8_t dtype);
int32_t torch_threads_get();
Error* torch_threads_set(int32_t count);
int32_t torch_interop_threads_get();
int32_t torch_deterministic_get();
Error* torch_deterministic_set(bool enabled, bool warn_only);
bool torch_sparse_invariants_get();
void torch_sparse_invariants_set(bool value);
Error* torch_flush_denormal_set(bool* supported, bool enabled);
Error* torch_profiler_start(bool shapes, bool memory, int64_t (*site)());
Error* torch_profiler_stop(ProfilerRecording* result);
Error* torch_profiler_enter(ProfilerPlace* place, Span<char> name, Span<char> args);
void torch_profiler_leave(const ProfilerPlace* place);

Error* torch_matmul_precision_get(Text* result);
Error* torch_matmul_precision_set(Span<char> precision);
bool torch_mkldnn_get();
void torch_mkldnn_set(bool enabled);
bool torch_cudnn_get();
void torch_cudnn_set(bool enabled);
bool torch_cudnn_benchmark_get();
void torch_cudnn_benchmark_set(bool enabled);
bool torch_config_has_openmp();
bool torch_config_has_lapack();
Error* torch_config_cpu_capability(Text* result);
Error* torch_config_show(Text* result);
Error* torch_config_parallel(Text* result);

Error* torch_autograd_bump_version(TensorHandle self);
bool torch_anomaly_get();
bool torch_anomaly_get_check_nan();
int32_t torch_anomaly_exchange(int32_t mode);
bool torch_engine_accumulates();
Error* torch_engine_run(TensorArray* result, Span<NodeHandle> roots, Span<int64_t> root_nrs,
                        Span<TensorHandle> gradients, bool retain_graph, bool create_graph, bool accumulate,
                        Span<NodeHandle> inputs, Span<int64_t> input_nrs);
int32_t torch_engine_pass();
Error* torch_engine_hooks(void*** lists, int64_t* length);
bool torch_multithreading_get();
void torch_multithreading_set(bool enabled);
bool torch_stream_mismatch_warning_get();
void torch_stream_mismatch_warning_set(bool enabled);

Error* torch_node_dictionary(void** dictionary, NodeHandle node, void* offered);
Error* torch_node_hooks(void** list, NodeHandle node, bool is_before, void* offered);
Error* torch_node_variable(TensorHandle* result, NodeHandle node);
int64_t torch_node_output_count(NodeHandle node);
const int64_t* torch_node_output_shape(NodeHandle node, int64_t index, int64_t* length);
Error* torch_node_edge_of(NodeHandle* result, int64_t* input_nr, TensorHandle tensor);
uint64_t torch_checkpoint_start();
Error* torch_checkpoint_contains(bool* result, TensorHandle tensor, uint64_t start);
Error* torch_checkpoint_run(TensorArray* result, bool* is_same, void* running, Span<TensorHandle> outputs,
                            Span<TensorHandle> gradients, uint64_t start, bool create_graph);
Error* torch_checkpoint_border(EdgeArray* result, Span<TensorHandle> outputs, uint64_t start);

Error* torch_generator_create(GeneratorHandle* result, DeviceValue device, uint64_t seed);
Error* torch_generator_default(GeneratorHandle* result, DeviceValue device);
void torch_generator_free(GeneratorHandle self);
void torch_generator_incref(GeneratorHandle self);
DeviceValue torch_generator_device(GeneratorHandle self);
Error* torch_generator_set_seed(GeneratorHandle self, uint64_t seed);
Error* torch_generator_initial_seed(uint64_t* result, GeneratorHandle self);
Error* torch_generator_seed(uint64_t* result, GeneratorHandle self);
Error* torch_generator_get_state(TensorHandle* result, GeneratorHandle self);
Error* torch_generator_set_state(GeneratorHandle self, TensorHandle state);
Error* torch_generator_clone(GeneratorHandle* result, GeneratorHandle self);
Error* torch_random_manual_seed(uint64_t seed);

Error* torch_cuda_is_available(bool* result);
Error* torch_cuda_device_count(int32_t* result);
Error* torch_cuda_set_device(int32_t index);

// Generated ones that the cases build their tensors with.
Error* aten_add_out(TensorHandle self, TensorHandle other, ScalarValue alpha, TensorHandle out);
Error* aten_conj(TensorHandle* result, TensorHandle self);
Error* aten_empty_memory_format(TensorHandle* result, Span<int64_t> size, Optional<int8_t> dtype,
                                Optional<int8_t> layout, Optional<DeviceValue> device, Optional<bool> pin_memory,
                                Optional<int8_t> memory_format);
Error* aten_full(TensorHandle* result, Span<int64_t> size, ScalarValue fill_value, Optional<int8_t> dtype,
                 Optional<int8_t> layout, Optional<DeviceValue> device, Optional<bool> pin_memory);
Error* aten_imag(TensorHandle* result, TensorHandle self);
Error* aten_index_Tensor(TensorHandle* result, TensorHandle self, Span<TensorHandle> indices);
Error* aten_is_inference(bool* result, TensorHandle self);
Error* aten_linalg_cholesky(TensorHandle* result, TensorHandle self, bool upper);
Error* aten_exp(TensorHandle* result, TensorHandle self);
Error* aten_mm(TensorHandle* result, TensorHandle self, TensorHandle mat2);
Error* aten_matmul(TensorHandle* result, TensorHandle self, TensorHandle other);
Error* aten_mul_Tensor(TensorHandle* result, TensorHandle self, TensorHandle other);
Error* aten_native_layer_norm(TensorHandle* result0, TensorHandle* result1, TensorHandle* result2, TensorHandle input,
                              Span<int64_t> normalized_shape, TensorHandle weight, TensorHandle bias, double eps);
Error* aten_normal_(TensorHandle self, double mean, double std, GeneratorHandle generator);
Error* aten_randn(TensorHandle* result, Span<int64_t> size, Optional<int8_t> dtype, Optional<int8_t> layout,
                  Optional<DeviceValue> device, Optional<bool> pin_memory);
Error* aten_resize_(TensorHandle self, Span<int64_t> size, Optional<int8_t> memory_format);
Error* aten_select_int(TensorHandle* result, TensorHandle self, int64_t dim, int64_t index);
Error* aten_t(TensorHandle* result, TensorHandle self);
Error* aten_slice_Tensor(TensorHandle* result, TensorHandle self, int64_t dim, Optional<int64_t> start,
                         Optional<int64_t> end, int64_t step);
Error* aten_split_Tensor(TensorArray* result, TensorHandle self, int64_t split_size, int64_t dim);
Error* aten_sum(TensorHandle* result, TensorHandle self, Optional<int8_t> dtype);
Error* aten_to_dtype_layout(TensorHandle* result, TensorHandle self, Optional<int8_t> dtype, Optional<int8_t> layout,
                            Optional<DeviceValue> device, Optional<bool> pin_memory, bool non_blocking, bool copy,
                            Optional<int8_t> memory_format);
Error* aten_transpose_int(TensorHandle* result, TensorHandle self, int64_t dim0, int64_t dim1);
Error* aten_to_sparse(TensorHandle* result, TensorHandle self, Optional<int8_t> layout,
                      Optional<Span<int64_t>> blocksize, Optional<int64_t> dense_dim);

}  // extern "C"

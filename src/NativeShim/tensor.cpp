// Tensors: lifetime, metadata, and data in and out.
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include "abi/memory.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "abi/stable_c.h"
#include "abi/storage.h"
#include "foreign_memory.h"
#include "geometry.h"
#include "layers.h"
#include "shim.h"

namespace ptcs {
namespace {

constexpr c10::Device cpu{c10::DeviceType::CPU, -1};

template <class T>
T ask(int32_t (*question)(const void*, T*), const TensorHandle& self) {
  T answer{};
  if (question(&self, &answer) != 0) throw std::runtime_error("this kind of tensor does not answer that question");
  return answer;
}

bool has_strides(const TensorHandle& self) {
  return ask(aoti_torch_get_layout, self) == static_cast<int32_t>(c10::Layout::Strided);
}

void require_storage(const TensorHandle& self) {
  if (!has_strides(self)) throw std::invalid_argument("a tensor of this layout has no storage of its own");
}

// LibTorch's own refusal writes a native trace to the error stream.
void require_memory(TensorHandle self) {
  require_storage(self);
  if (peel(ref(self)).has_value()) {
    throw std::invalid_argument(
        "inside a function transform a tensor has no memory of its own: Func.DebugUnwrap gives what lies in it");
  }
}

bool on_cpu(const TensorHandle& self) {
  return ask(aoti_torch_get_device_type, self) == static_cast<int32_t>(c10::DeviceType::CPU);
}

int64_t element_size(int32_t dtype) {
  const bool known = dtype >= 0 && dtype < static_cast<int32_t>(c10::ScalarType::Undefined);
  return known ? static_cast<int64_t>(aoti_torch_dtype_element_size(dtype)) : 0;
}

int64_t data_bytes(const TensorHandle& self) {
  return ask(aoti_torch_get_numel, self) * element_size(ask(aoti_torch_get_dtype, self));
}

void require_bytes(int64_t given, int64_t needed) {
  if (given == needed) return;
  throw std::invalid_argument("the memory has " + std::to_string(given) + " bytes, but the tensor's elements need " +
                              std::to_string(needed));
}

// LibTorch does not compare sizes and memory when it reads, and what fails halfway can leave the ones without the other.
void require_extent(TensorHandle self) {
  if (self->storage == nullptr || !has_strides(self)) return;
  int64_t* sizes = nullptr;
  int64_t* strides = nullptr;
  if (aoti_torch_get_sizes(&self, &sizes) != 0 || aoti_torch_get_strides(&self, &strides) != 0) return;
  const int64_t dim = ask(aoti_torch_get_dim, self);
  const int64_t item = element_size(ask(aoti_torch_get_dtype, self));
  const int64_t extent = describable_extent({sizes, dim}, {{strides, dim}, true}, item);
  if (extent == 0) return;
  int64_t end = 0;
  const bool overflow = __builtin_mul_overflow(ask(aoti_torch_get_storage_offset, self), item, &end) ||
                        __builtin_add_overflow(end, extent, &end);
  const int64_t bytes = ask(aoti_torch_get_storage_size, self);
  if (!overflow && end <= bytes) return;
  throw std::invalid_argument("the sizes reach beyond the tensor's memory, which has " + std::to_string(bytes) + " bytes");
}

// Whether the memory holds the values themselves, in order: a lazily conjugated or negated view does not.
bool is_plain(TensorHandle self) {
  const OutsideLayers outside;
  return on_cpu(self) && has_strides(self) && ask(aoti_torch_is_contiguous, self) &&
         !at::_ops::is_neg::call(ref(self)) && !at::_ops::is_conj::call(ref(self));
}

// Where the values themselves lie, in order and open to be changed; throws where they do not, or where autograd would not
// see the change.
void* plain_data(TensorHandle self) {
  if (!on_cpu(self)) throw std::invalid_argument("the elements are not in the memory of the processor: use Cpu() first");
  if (!has_strides(self)) throw std::invalid_argument("a tensor of this layout has no elements in a row: use ToDense() first");
  require_memory(self);
  if (!ask(aoti_torch_is_contiguous, self))
    throw std::invalid_argument("the elements do not lie in a row: use Contiguous() first");
  if (!is_plain(self))
    throw std::invalid_argument("a conjugated or negated view does not hold its values: use ResolveConj() or ResolveNeg() first");
  if (self->requires_grad())
    throw std::invalid_argument("autograd would not see the elements change: use Detach() first");
  require_extent(self);
  return ask(aoti_torch_get_data_ptr, self);
}

class NoGrad {
 public:
  NoGrad() : previous_(c10::GradMode::is_enabled()) { c10::GradMode::set_enabled(false); }
  NoGrad(const NoGrad&) = delete;
  ~NoGrad() { c10::GradMode::set_enabled(previous_); }

 private:
  bool previous_;
};

at::Tensor to_plain(TensorHandle self) {
  const NoGrad no_grad;
  const OutsideLayers outside;
  const at::Tensor local = at::_ops::to_dtype_layout::call(ref(self), {}, {}, cpu, {}, false, false, {});
  const at::Tensor resolved = at::_ops::resolve_neg::call(at::_ops::resolve_conj::call(local));
  return at::_ops::contiguous::call(resolved, c10::MemoryFormat::Contiguous);
}

// A tensor inside a layer of a function transform would have no memory.
at::Tensor empty_outside(Span<int64_t> sizes, c10::ScalarType type) {
  const OutsideLayers outside;
  return at::_ops::empty_memory_format::call(sym_ints(sizes), type, {}, cpu, {}, {});
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// ---- lifetime ----------------------------------------------------------------------------------------------------

PTCS_EXPORT void torch_tensor_free(TensorHandle self) {
  if (self != nullptr && self != undefined_tensor()) decref(self);
}

// Frees many with one call.
PTCS_EXPORT void torch_tensor_free_all(const TensorHandle* tensors, int64_t count) {
  for (int64_t i = 0; i < count; ++i) torch_tensor_free(tensors[i]);
}

PTCS_EXPORT void torch_tensor_incref(TensorHandle self) { incref(self); }

PTCS_EXPORT int64_t torch_tensor_use_count(TensorHandle self) {
  return strong_count(self->counts.load(std::memory_order_relaxed));
}

// ---- metadata ----------------------------------------------------------------------------------------------------

PTCS_EXPORT bool torch_tensor_is_defined(TensorHandle self) { return self != nullptr && self != undefined_tensor(); }

// The pointers stay valid while the tensor lives and is not resized. Strides are null for a layout without them.
PTCS_EXPORT Error* torch_tensor_geometry(TensorHandle self, const int64_t** sizes, const int64_t** strides,
                                         int64_t* dim) {
  return guard([&] {
    *dim = ask(aoti_torch_get_dim, self);
    *sizes = ask(aoti_torch_get_sizes, self);
    *strides = has_strides(self) ? ask(aoti_torch_get_strides, self) : nullptr;
  });
}

PTCS_EXPORT int64_t torch_tensor_numel(TensorHandle self) {
  int64_t numel = 0;
  aoti_torch_get_numel(&self, &numel);
  return numel;
}

PTCS_EXPORT int64_t torch_tensor_dim(TensorHandle self) {
  int64_t dim = 0;
  aoti_torch_get_dim(&self, &dim);
  return dim;
}

PTCS_EXPORT int8_t torch_tensor_dtype(TensorHandle self) {
  int32_t dtype = 0;
  aoti_torch_get_dtype(&self, &dtype);
  return static_cast<int8_t>(dtype);
}

PTCS_EXPORT DeviceValue torch_tensor_device(TensorHandle self) {
  int32_t type = 0;
  int32_t index = 0;
  aoti_torch_get_device_type(&self, &type);
  aoti_torch_get_device_index(&self, &index);
  return {static_cast<int8_t>(type), static_cast<int8_t>(index)};
}

PTCS_EXPORT int8_t torch_tensor_layout(TensorHandle self) {
  int32_t layout = 0;
  aoti_torch_get_layout(&self, &layout);
  return static_cast<int8_t>(layout);
}

PTCS_EXPORT bool torch_tensor_is_leaf(TensorHandle self) { return ref(self).is_leaf(); }

PTCS_EXPORT bool torch_tensor_requires_grad(TensorHandle self) { return self->requires_grad(); }

// The size of the storage that the tensor keeps alive, shared or not; 0 where there is none.
PTCS_EXPORT int64_t torch_tensor_storage_bytes(TensorHandle self) {
  int64_t bytes = 0;
  if (torch_tensor_layout(self) == static_cast<int8_t>(c10::Layout::Strided))
    aoti_torch_get_storage_size(&self, &bytes);
  return bytes;
}

// Bytes an element; 0 for a number that names no type.
PTCS_EXPORT int64_t torch_dtype_size(int8_t dtype) { return element_size(dtype); }

PTCS_EXPORT Error* torch_tensor_storage_offset(int64_t* result, TensorHandle self) {
  return guard([&] {
    require_storage(self);
    *result = ask(aoti_torch_get_storage_offset, self);
  });
}

PTCS_EXPORT Error* torch_tensor_data_ptr(void** result, TensorHandle self) {
  return guard([&] {
    require_memory(self);
    *result = ask(aoti_torch_get_data_ptr, self);
  });
}

PTCS_EXPORT Error* torch_tensor_storage(void** data, int64_t* bytes, TensorHandle self) {
  return guard([&] {
    require_memory(self);
    *bytes = ask(aoti_torch_get_storage_size, self);
    auto* const first = static_cast<char*>(ask(aoti_torch_get_data_ptr, self));
    const int64_t offset = ask(aoti_torch_get_storage_offset, self) * element_size(ask(aoti_torch_get_dtype, self));
    *data = first == nullptr ? nullptr : first - offset;
  });
}

PTCS_EXPORT Error* torch_tensor_is_contiguous(bool* result, TensorHandle self) {
  return guard([&] { *result = has_strides(self) && ask(aoti_torch_is_contiguous, self); });
}

// How often the tensor was changed in place.
PTCS_EXPORT Error* torch_tensor_version(int64_t* result, TensorHandle self) {
  return guard([&] { *result = ref(self)._version(); });
}

PTCS_EXPORT Error* torch_tensor_set_requires_grad(TensorHandle self, bool value) {
  return guard([&] { ref(self).requires_grad_(value); });
}

// The dtype that gradients of the tensor must have; none where any may come.
PTCS_EXPORT Error* torch_tensor_grad_dtype_get(Optional<int8_t>* result, TensorHandle self) {
  return guard([&] {
    const std::optional<c10::ScalarType> dtype = ref(self).grad_dtype();
    *result = {dtype.has_value() ? wrap(*dtype) : int8_t{0}, dtype.has_value()};
  });
}

PTCS_EXPORT Error* torch_tensor_grad_dtype_set(TensorHandle self, Optional<int8_t> dtype) {
  return guard([&] { ref(self).set_grad_dtype(optional_scalar_type(dtype)); });
}

// ---- data --------------------------------------------------------------------------------------------------------

PTCS_EXPORT Error* torch_tensor_set_data(TensorHandle self, TensorHandle data) {
  return guard([&] { ref(self).set_data(ref(data)); });
}

// The same storage without history and with a version counter of its own.
PTCS_EXPORT Error* torch_tensor_variable_data(TensorHandle* result, TensorHandle self) {
  return guard([&] { *result = wrap(at::Tensor(ref(self).variable_data().release())); });
}

// A CPU tensor over foreign memory. The deleter runs once, when the last view dies, on whichever thread that happens;
// it does not run when this call fails.
PTCS_EXPORT Error* torch_tensor_from_blob(TensorHandle* result, void* data, ForeignMemory::Deleter deleter,
                                          void* context, Span<int64_t> sizes, Optional<Span<int64_t>> strides,
                                          int8_t dtype) {
  return guard([&] {
    const int64_t item = element_size(static_cast<int32_t>(scalar_type(dtype)));
    const auto memory = std::make_shared<ForeignMemory>(deleter, context, describable_extent(sizes, strides, item));
    at::TensorMaker maker;
    maker.data = data;
    maker.sizes = ints(sizes);
    maker.strides = optional_ints(strides);
    maker.deleter = [memory](void*) { memory->give_back(); };
    maker.options.type = static_cast<uint16_t>(scalar_type(dtype));
    maker.options.flags = at::TensorOptions::HasType;
    at::Tensor tensor = maker.make_tensor();
    memory->borrow();
    *result = wrap(std::move(tensor));
  });
}

// A new contiguous CPU tensor with a copy of the memory.
PTCS_EXPORT Error* torch_tensor_from_data(TensorHandle* result, const void* data, int64_t bytes, Span<int64_t> sizes,
                                          int8_t dtype) {
  return guard([&] {
    at::Tensor tensor = empty_outside(sizes, scalar_type(dtype));
    require_bytes(bytes, data_bytes(tensor.impl()));
    if (bytes != 0) std::memcpy(ask(aoti_torch_get_data_ptr, tensor.impl()), data, static_cast<size_t>(bytes));
    *result = wrap(into_layers(std::move(tensor)));
  });
}

// The elements in row-major order, whatever the strides, pending conjugation or device of the tensor.
PTCS_EXPORT Error* torch_tensor_copy_to(TensorHandle self, void* destination, int64_t bytes) {
  return guard([&] {
    require_storage(self);
    require_bytes(bytes, data_bytes(self));
    if (bytes == 0) return;
    const at::Tensor bare = readable(ref(self));
    require_extent(bare.impl());
    const bool direct = is_plain(bare.impl());
    const at::Tensor converted = direct ? at::Tensor() : to_plain(bare.impl());
    const void* const source = ask(torch_get_const_data_ptr, direct ? bare.impl() : converted.impl());
    if (source == nullptr) throw std::invalid_argument("the tensor has no memory to read from");
    std::memcpy(destination, source, static_cast<size_t>(bytes));
  });
}

// The memory that holds the elements, row after row, for a reader and writer on the other side.
PTCS_EXPORT Error* torch_tensor_plain_data(void** data, int64_t* count, TensorHandle self) {
  return guard([&] {
    *data = plain_data(self);
    *count = ask(aoti_torch_get_numel, self);
    if (*data == nullptr && *count != 0) throw std::invalid_argument("the tensor has no memory");
  });
}

// From now on no operator gives the memory another place: somebody else has its address.
PTCS_EXPORT Error* torch_tensor_keep_in_place(TensorHandle self) {
  return guard([&] { keep_in_place(self); });
}

PTCS_EXPORT Error* torch_tensor_item(ScalarValue* result, TensorHandle self) {
  return guard([&] { *result = wrap(at::_ops::item::call(ref(self))); });
}

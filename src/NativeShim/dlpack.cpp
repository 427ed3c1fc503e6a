// Tensors exchanged with other libraries in the form of DLPack, with and without a version.
#include "abi/dlpack.h"

#include <memory>
#include <stdexcept>
#include <string>

#include "abi/operators.h"
#include "foreign_memory.h"
#include "geometry.h"
#include "shim.h"

using namespace ptcs;

namespace {

constexpr int32_t cpu = 1;
constexpr uint32_t newest_major = 1;

void check_version(const DLManagedTensor&) {}

void check_version(const DLManagedTensorVersioned& managed) {
  if (managed.version.major <= newest_major) return;
  throw std::invalid_argument("the tensor comes in version " + std::to_string(managed.version.major) +
                              " of DLPack; this LibTorch knows version " + std::to_string(newest_major));
}

// What LibTorch does not ask before it uses it; gives the extent in bytes.
int64_t check(const DLTensor& tensor) {
  if (tensor.ndim < 0 || (tensor.ndim > 0 && tensor.shape == nullptr))
    throw std::invalid_argument("the tensor has no shape");
  const Span<int64_t> sizes{tensor.shape, tensor.ndim};
  const Span<int64_t> strides{tensor.strides, tensor.ndim};
  const int64_t element_size = (int64_t{tensor.dtype.bits} * tensor.dtype.lanes + 7) / 8;
  const int64_t extent = describable_extent(sizes, {strides, tensor.strides != nullptr}, element_size);
  bool is_empty = false;
  for (int32_t i = 0; i < tensor.ndim; ++i) is_empty |= tensor.shape[i] == 0;
  if (tensor.data == nullptr && !is_empty && tensor.device.device_type == cpu)
    throw std::invalid_argument("the tensor has no memory");
  return extent;
}

template <class Managed>
void release(void* context) {
  auto* const managed = static_cast<Managed*>(context);
  if (managed->deleter != nullptr) managed->deleter(managed);
}

template <class Managed>
at::Tensor take(void* given, at::Tensor (*convert)(Managed*, std::function<void(void*)>)) {
  auto* const managed = static_cast<Managed*>(given);
  check_version(*managed);
  const int64_t extent = check(managed->dl_tensor);
  const auto owner = std::make_shared<ForeignMemory>(&release<Managed>, managed, extent);
  at::Tensor tensor = convert(managed, [owner](void*) { owner->give_back(); });
  owner->borrow();
  return tensor;
}

}  // namespace

// The reference that the result holds ends with its deleter. The description has the address of the elements, which therefore
// stay where they are.
PTCS_EXPORT Error* torch_dlpack_export(void** result, TensorHandle self, bool is_versioned) {
  return guard([&] {
    if (self->requires_grad()) throw std::invalid_argument("another library would not record gradients: use Detach() first");
    if (at::_ops::is_conj::call(ref(self)) || at::_ops::is_neg::call(ref(self)))
      throw std::invalid_argument(
          "a conjugated or negated view does not hold its values: use ResolveConj() or ResolveNeg() first");
    if (is_versioned)
      *result = at::toDLPackVersioned(ref(self));
    else
      *result = at::toDLPack(ref(self));
    keep_in_place(self);
  });
}

// Takes the tensor over, unless it fails.
PTCS_EXPORT Error* torch_dlpack_import(TensorHandle* result, void* managed, bool is_versioned) {
  return guard([&] {
    *result = wrap(is_versioned ? take<DLManagedTensorVersioned>(managed, &at::fromDLPackVersioned)
                                : take<DLManagedTensor>(managed, &at::fromDLPack));
  });
}

// What nobody has taken over.
PTCS_EXPORT void torch_dlpack_free(void* managed, bool is_versioned) {
  if (is_versioned)
    release<DLManagedTensorVersioned>(managed);
  else
    release<DLManagedTensor>(managed);
}

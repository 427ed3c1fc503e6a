// Checks that the declarations in src/NativeShim/abi describe the LibTorch that is loaded: each layout is compared with
// what an exported function of the library says about the same object.
#include <dlfcn.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <typeinfo>

#include "abi/autograd.h"
#include "abi/error.h"
#include "abi/ivalue.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "abi/random.h"
#include "abi/stable_c.h"
#include "abi/storage.h"
#include "check.h"
#include "error.h"
#include "shim.h"

extern "C" {
int32_t aoti_torch_new_tensor_handle(const void* tensor, void** result);
int32_t aoti_torch_delete_tensor_object(void* tensor);
int32_t aoti_torch_dtype_uint8();
int32_t aoti_torch_dtype_int64();
int32_t aoti_torch_dtype_float16();
int32_t aoti_torch_dtype_float32();
int32_t aoti_torch_dtype_complex128();
int32_t aoti_torch_dtype_bool();
int32_t aoti_torch_dtype_bfloat16();
int32_t aoti_torch_dtype_uint64();
int32_t aoti_torch_layout_strided();
int32_t aoti_torch_layout_sparse_coo();
int32_t aoti_torch_memory_format_contiguous_format();
int32_t aoti_torch_memory_format_preserve_format();
int32_t aoti_torch_memory_format_channels_last();
int32_t aoti_torch_memory_format_channels_last_3d();
int32_t aoti_torch_device_type_cpu();
int32_t aoti_torch_device_type_cuda();
int32_t aoti_torch_device_type_meta();
void torch_error_free(ptcs::Error* error);
}

namespace at {
namespace _ops {

// exp(Tensor self) -> Tensor
struct PTCS_IMPORT exp {
  static Tensor call(const Tensor& self);
};

// full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, ...) -> Tensor
struct PTCS_IMPORT full {
  static Tensor call(c10::ArrayRef<c10::SymInt> size, const c10::Scalar& fill_value,
                     ::std::optional<c10::ScalarType> dtype, ::std::optional<c10::Layout> layout,
                     ::std::optional<c10::Device> device, ::std::optional<bool> pin_memory);
};

// mm(Tensor self, Tensor mat2) -> Tensor
struct PTCS_IMPORT mm {
  static Tensor call(const Tensor& self, const Tensor& mat2);
};

}  // namespace _ops
}  // namespace at

// Stand-ins with the names of LibTorch's exceptions: the shim tells kinds apart by name.
namespace c10 {

struct ValueError : ::std::exception {};
struct TypeError : ::std::exception {};
struct OutOfMemoryError : ::std::exception {};

}  // namespace c10

namespace {

using ptcs::ErrorKind;

at::Tensor filled(std::vector<c10::SymInt> sizes, double value) {
  return at::_ops::full::call(sizes, value, c10::ScalarType::Double, {}, {}, {});
}

uint64_t counts(const at::Tensor& tensor) { return tensor.impl()->counts.load(); }

template <class Enum>
bool same(Enum declared, int32_t reported) {
  return static_cast<int32_t>(declared) == reported;
}

void enumerations() {
  using c10::ScalarType;
  CHECK(same(ScalarType::Byte, aoti_torch_dtype_uint8()));
  CHECK(same(ScalarType::Long, aoti_torch_dtype_int64()));
  CHECK(same(ScalarType::Half, aoti_torch_dtype_float16()));
  CHECK(same(ScalarType::Float, aoti_torch_dtype_float32()));
  CHECK(same(ScalarType::ComplexDouble, aoti_torch_dtype_complex128()));
  CHECK(same(ScalarType::Bool, aoti_torch_dtype_bool()));
  CHECK(same(ScalarType::BFloat16, aoti_torch_dtype_bfloat16()));
  CHECK(same(ScalarType::UInt64, aoti_torch_dtype_uint64()));
  const auto types = static_cast<int32_t>(ScalarType::Undefined);
  CHECK(aoti_torch_dtype_element_size(types - 1) > 0);
  try {
    aoti_torch_dtype_element_size(types);
    CHECK(!"Undefined names a type");
  } catch (const std::exception&) {
    CHECK(true);
  }

  CHECK(same(c10::Layout::Strided, aoti_torch_layout_strided()));
  CHECK(same(c10::Layout::Sparse, aoti_torch_layout_sparse_coo()));
  CHECK(same(c10::MemoryFormat::Contiguous, aoti_torch_memory_format_contiguous_format()));
  CHECK(same(c10::MemoryFormat::Preserve, aoti_torch_memory_format_preserve_format()));
  CHECK(same(c10::MemoryFormat::ChannelsLast, aoti_torch_memory_format_channels_last()));
  CHECK(same(c10::MemoryFormat::ChannelsLast3d, aoti_torch_memory_format_channels_last_3d()));
  CHECK(same(c10::DeviceType::CPU, aoti_torch_device_type_cpu()));
  CHECK(same(c10::DeviceType::CUDA, aoti_torch_device_type_cuda()));
  CHECK(same(c10::DeviceType::Meta, aoti_torch_device_type_meta()));
}

// The library's own handles count the same word.
void reference_count() {
  const at::Tensor tensor = filled({2, 3}, 1.5);
  CHECK(counts(tensor) == ptcs::only_reference);
  void* box = nullptr;
  aoti_torch_new_tensor_handle(&tensor, &box);
  CHECK(ptcs::strong_count(counts(tensor)) == 2);
  CHECK(static_cast<at::Tensor*>(box)->impl() == tensor.impl());
  aoti_torch_delete_tensor_object(box);
  CHECK(counts(tensor) == ptcs::only_reference);
  {
    const at::Tensor copy(tensor);
    CHECK(ptcs::strong_count(counts(tensor)) == 2);
  }
  CHECK(counts(tensor) == ptcs::only_reference);

  bool defined = true;
  const at::Tensor undefined;
  aoti_torch_is_defined(&undefined, &defined);
  CHECK(!defined);
  aoti_torch_is_defined(&tensor, &defined);
  CHECK(defined);
}

// What LibTorch says of a tensor's memory, and what it does with the one flag that is written here.
void storage() {
  const at::Tensor tensor = filled({2, 3}, 1.5);
  void* data = nullptr;
  int64_t bytes = 0;
  aoti_torch_get_data_ptr(&tensor, &data);
  aoti_torch_get_storage_size(&tensor, &bytes);
  c10::StorageImpl* const memory = tensor.impl()->storage;
  if (!CHECK(memory != nullptr)) return;
  CHECK(memory->data.data == data && memory->data.device.type == c10::DeviceType::CPU);
  CHECK(memory->bytes == bytes && bytes == 48 && !memory->bytes_are_symbolic);
  CHECK(memory->is_resizable);

  const int64_t larger[] = {3, 4};
  at::native::resize_impl_cpu_(tensor.impl(), {larger, 2}, {}, true);
  CHECK(memory->bytes == 96);
  memory->is_resizable = false;
  const int64_t largest[] = {5, 6};
  try {
    at::native::resize_impl_cpu_(tensor.impl(), {largest, 2}, {}, true);
    CHECK(!"memory that is not resizable was resized");
  } catch (const c10::Error&) {
    CHECK(memory->bytes == 96);
  }
  // Sizes alone.
  const int64_t strides[] = {4, 1};
  at::native::resize_impl_cpu_(tensor.impl(), {larger, 2}, c10::ArrayRef<int64_t>{strides, 2}, false);
  int64_t elements = 0;
  aoti_torch_get_numel(&tensor, &elements);
  CHECK(elements == 12);
}

void scalars() {
  const c10::Scalar real = at::_ops::item::call(filled({}, 2.5));
  CHECK(real.tag() == c10::Scalar::Tag::Double && real.real() == 2.5);
  const c10::Scalar integer =
      at::_ops::item::call(at::_ops::full::call({}, int64_t{-3}, c10::ScalarType::Long, {}, {}, {}));
  CHECK(integer.tag() == c10::Scalar::Tag::Integer && integer.integer() == -3);
  const c10::Scalar complex =
      at::_ops::item::call(at::_ops::full::call({}, c10::Scalar(1.0, 2.0), c10::ScalarType::ComplexDouble, {}, {}, {}));
  CHECK(complex.tag() == c10::Scalar::Tag::Complex && complex.real() == 1 && complex.imaginary() == 2);
}

// A list made here is released with everything in it.
void lists() {
  const at::Tensor tensor = filled({2}, 1);
  const std::vector<ptcs::TensorHandle> handles{nullptr, tensor.impl()};
  {
    const auto list = ptcs::optional_tensors({handles.data(), 2});
    CHECK(ptcs::strong_count(counts(tensor)) == 2);
  }
  CHECK(counts(tensor) == ptcs::only_reference);
}

void graph() {
  const at::Tensor x = filled({3}, 1);
  x.requires_grad_(true);
  const at::Tensor y = at::_ops::exp::call(x);
  const std::shared_ptr<torch::autograd::Node> node = y.grad_fn();
  if (!CHECK(node != nullptr)) return;
  CHECK(node->name() == "ExpBackward0");
  CHECK(node->next_edges.size() == 1);
  CHECK(node->next_edges[0].function->name() == "torch::autograd::AccumulateGrad");
  CHECK(node->next_edges[0].input_nr == 0);
}

void modes() {
  uint8_t& bits = c10::AutogradState::get_tls_state().bits;
  const uint8_t before = bits;
  CHECK((before & c10::AutogradState::Grad) != 0);
  CHECK((before & c10::AutogradState::Inference) == 0);
  c10::GradMode::set_enabled(false);
  CHECK(bits == (before & ~c10::AutogradState::Grad));
  c10::GradMode::set_enabled(true);
  CHECK(bits == before);
  bits = before | c10::AutogradState::Inference;
  CHECK(c10::InferenceMode::is_enabled());
  bits = before;
  CHECK(!c10::InferenceMode::is_enabled());
}

void generators() {
  const at::Generator generator = at::detail::createCPUGenerator(99);
  CHECK(generator.impl()->current_seed() == 99);
  generator.impl()->set_current_seed(5);
  CHECK(generator.impl()->current_seed() == 5);
  CHECK(generator.impl()->mutex.try_lock());
  generator.impl()->mutex.unlock();
  CHECK(ptcs::strong_count(generator.impl()->counts.load()) == 1);
}

// The short text is the beginning of the long one.
void exceptions() {
  const at::Tensor wide = filled({2, 3}, 1);
  try {
    at::_ops::mm::call(wide, wide);
    CHECK(!"mm accepts unequal sizes");
  } catch (const c10::Error& error) {
    const std::string message = error.what_without_backtrace();
    const std::string everything = error.what();
    CHECK(!message.empty());
    CHECK(everything.size() > message.size() && everything.compare(0, message.size(), message) == 0);
  }
}

template <class Body>
ptcs::ErrorKind kind_of(Body body) {
  ptcs::Error* const error = ptcs::guard(body);
  if (error == nullptr) return ErrorKind{-1};
  const ErrorKind kind = error->kind;
  CHECK(error->message_length > 0 && error->message[error->message_length] == '\0');
  torch_error_free(error);
  return kind;
}

void guarding() {
  CHECK(ptcs::guard([] {}) == nullptr);
  CHECK(kind_of([] { throw c10::ValueError(); }) == ErrorKind::Value);
  CHECK(kind_of([] { throw c10::TypeError(); }) == ErrorKind::Type);
  CHECK(kind_of([] { throw c10::OutOfMemoryError(); }) == ErrorKind::OutOfMemory);
  CHECK(kind_of([] { throw std::bad_alloc(); }) == ErrorKind::OutOfMemory);
  CHECK(kind_of([] { throw std::out_of_range("index"); }) == ErrorKind::Index);
  CHECK(kind_of([] { throw std::invalid_argument("value"); }) == ErrorKind::Value);
  CHECK(kind_of([] { throw std::runtime_error("anything"); }) == ErrorKind::Internal);
  CHECK(kind_of([] { throw 5; }) == ErrorKind::Internal);
}

std::vector<int64_t> copy(c10::ArrayRef<int64_t> values) { return {values.data(), values.data() + values.size()}; }

std::vector<int64_t> copy(c10::ArrayRef<c10::SymInt> values) {
  std::vector<int64_t> result;
  for (size_t i = 0; i < values.size(); ++i) result.push_back(values.data()[i].value());
  return result;
}

// One number stands for every dimension, any other length is passed on as it is.
void repeating() {
  const int64_t values[] = {7, 8};
  const ptcs::Span<int64_t> one{values, 1};
  const ptcs::Span<int64_t> two{values, 2};
  CHECK(copy(ptcs::ints(ptcs::repeated<3>(one))) == std::vector<int64_t>{7, 7, 7});
  CHECK(copy(ptcs::ints(ptcs::repeated<3>(two))) == std::vector<int64_t>{7, 8});
  CHECK(copy(ptcs::ints(ptcs::repeated<1>(one))) == std::vector<int64_t>{7});
  CHECK(copy(ptcs::sym_ints(ptcs::repeated<2>(one))) == std::vector<int64_t>{7, 7});
  CHECK(copy(ptcs::sym_ints(ptcs::repeated<2>(ptcs::Span<int64_t>{nullptr, 0}))).empty());

  const ptcs::Optional<ptcs::Span<int64_t>> given{one, true};
  const ptcs::Optional<ptcs::Span<int64_t>> repeated = ptcs::Optional<ptcs::Span<int64_t>>(ptcs::repeated<1>(given));
  CHECK(repeated.has_value && repeated.value.data == values && repeated.value.length == 1);
  const ptcs::Optional<ptcs::Span<int64_t>> none =
      ptcs::Optional<ptcs::Span<int64_t>>(ptcs::repeated<2>(ptcs::Optional<ptcs::Span<int64_t>>{{}, false}));
  CHECK(!none.has_value);
}

void fixed_lengths() {
  const bool flags[] = {true, false, true};
  CHECK(ptcs::bools<3>({flags, 3}) == std::array<bool, 3>{true, false, true});
  CHECK(kind_of([&] { ptcs::bools<3>({flags, 2}); }) == ErrorKind::Value);
}

void* library_function(const char* name) {
  void* const address = dlsym(RTLD_DEFAULT, name);
  CHECK(address != nullptr);
  return address;
}

// The slot that saved_tensors.cpp exchanges lies two after one known function and one before another.
void engine() {
  const auto get = reinterpret_cast<void** (*)()>(library_function("_ZN5torch8autograd6Engine18get_default_engineEv"));
  void** const object = get();
  void** const table = *reinterpret_cast<void***>(object);
  CHECK(table[3] == library_function("_ZN5torch8autograd6Engine23execute_with_graph_taskERKSt10shared_ptrINS0_"
                                     "9GraphTaskEES2_INS0_4NodeEEONS0_11InputBufferE"));
  CHECK(table[6] == library_function("_ZN5torch8autograd6Engine19thread_on_exceptionERKSt10shared_ptrINS0_"
                                     "9GraphTaskEERKS2_INS0_4NodeEERSt9exception"));
  using Hooks = std::unique_ptr<torch::autograd::SavedVariableHooks>;
  CHECK(reinterpret_cast<Hooks (*)(void*)>(table[5])(object) == nullptr);
}

}  // namespace

int main() {
  CHECK(aoti_torch_abi_version() == uint64_t{0x020a} << 48);
  enumerations();
  reference_count();
  storage();
  scalars();
  lists();
  graph();
  engine();
  modes();
  generators();
  exceptions();
  guarding();
  repeating();
  fixed_lengths();
  return test::finish();
}

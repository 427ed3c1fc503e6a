// What this peer needs of LibTorch 2.10's C++ interface, declared by hand: the package from NuGet has no headers.
// Only three things matter here: the names and parameter types, which make the symbol names, the layout of the small
// value types, and whether a type is trivial, which decides if it is passed in registers.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace at {
struct Tensor;
}

namespace c10 {

enum class ScalarType : int8_t { Byte = 0, Long = 4, Float = 6 };
enum class Layout : int8_t;
enum class MemoryFormat : int8_t;

struct Device {
  int8_t type;
  int8_t index;
};

template <class T>
struct ArrayRef {
  const T* data = nullptr;
  size_t size = 0;

  ArrayRef() = default;
  ArrayRef(const T* first, size_t count) : data(first), size(count) {}
  ArrayRef(const std::vector<T>& values) : data(values.data()), size(values.size()) {}
  template <size_t N>
  ArrayRef(const T (&values)[N]) : data(values), size(N) {}
};

// In LibTorch a class around an optional, of the same layout.
template <class T>
struct OptionalArrayRef {
  std::optional<ArrayRef<T>> value;
};

// Not trivial in LibTorch, so it is passed by address: the destructor must stand here.
struct SymInt {
  int64_t value;

  SymInt(int64_t number) : value(number) {}
  SymInt(const SymInt& other) : value(other.value) {}
  ~SymInt() {}
};

struct Scalar {
  enum Tag : int32_t { IsDouble = 0, IsInt = 1 };

  int32_t tag;
  alignas(16) union {
    double floating;
    int64_t integer;
    double complex[2];
  } value;

  Scalar(double number) : tag(IsDouble) { value.floating = number; }
  Scalar(int64_t number) : tag(IsInt) { value.integer = number; }
  Scalar(const Scalar& other) = default;
  ~Scalar() {}
};
static_assert(sizeof(Scalar) == 32, "Scalar is a tag and a 16-byte value");

struct GradMode {
  static bool is_enabled();
  static void set_enabled(bool enabled);
};

struct TensorImpl {
  void* vtable;
  std::atomic<uint64_t> counts;  // strong references in the low half, weak ones above

  void set_requires_grad(bool requires_grad);
  at::Tensor& mutable_grad();
};

struct UndefinedTensorImpl {
  static TensorImpl _singleton;
};

}  // namespace c10

extern "C" {
int32_t aoti_torch_delete_tensor_object(void* tensor);
int32_t aoti_torch_get_data_ptr(void* tensor, void** data);
}

namespace at {

using c10::ArrayRef;
using c10::Device;
using c10::Layout;
using c10::MemoryFormat;
using c10::OptionalArrayRef;
using c10::Scalar;
using c10::ScalarType;
using c10::SymInt;
using std::optional;

void set_num_threads(int threads);

struct Generator {
  void* impl;
  ~Generator() {}
};

struct Tensor {
  Tensor() : impl_(&c10::UndefinedTensorImpl::_singleton) {}
  Tensor(const Tensor& other) : impl_(other.impl_) {
    if (defined()) impl_->counts.fetch_add(1, std::memory_order_relaxed);
  }
  Tensor(Tensor&& other) noexcept : impl_(std::exchange(other.impl_, &c10::UndefinedTensorImpl::_singleton)) {}
  Tensor& operator=(Tensor other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
  }
  ~Tensor() {
    if (defined()) release();
  }

  bool defined() const { return impl_ != &c10::UndefinedTensorImpl::_singleton; }
  Tensor& grad() const { return impl_->mutable_grad(); }
  Tensor& require_grad() {
    impl_->set_requires_grad(true);
    return *this;
  }
  template <class T>
  T* data() const {
    void* result = nullptr;
    aoti_torch_get_data_ptr(const_cast<Tensor*>(this), &result);
    return static_cast<T*>(result);
  }
  void _backward(ArrayRef<Tensor> inputs, const optional<Tensor>& gradient, optional<bool> keep_graph, bool create_graph) const;
  void backward() const { _backward({}, std::nullopt, std::nullopt, false); }

 private:
  static constexpr uint64_t kSoleOwner = 0x1'0000'0001;

  // The common case, a sole owner, is done as LibTorch's own inline code does it: no decrement, the deleting destructor.
  void release() {
    if (impl_->counts.load(std::memory_order_acquire) == kSoleOwner) {
      impl_->counts.store(0, std::memory_order_relaxed);
      using Destructor = void (*)(c10::TensorImpl*);
      (*reinterpret_cast<Destructor**>(impl_))[1](impl_);
    } else {
      auto** box = static_cast<c10::TensorImpl**>(::operator new(sizeof(impl_)));
      *box = impl_;
      aoti_torch_delete_tensor_object(box);
    }
  }

  c10::TensorImpl* impl_;
};

using TensorList = ArrayRef<Tensor>;

// Each operator of ATen is a struct with a static `call`.
namespace _ops {
#define ATEN_OP(name, result, ...)    \
  struct name {                       \
    static result call(__VA_ARGS__);  \
  };

ATEN_OP(add_Tensor, Tensor, const Tensor& self, const Tensor& other, const Scalar& alpha)
ATEN_OP(mm, Tensor, const Tensor& self, const Tensor& mat2)
ATEN_OP(relu, Tensor, const Tensor& self)
ATEN_OP(view, Tensor, const Tensor& self, ArrayRef<SymInt> size)
ATEN_OP(reshape, Tensor, const Tensor& self, ArrayRef<SymInt> shape)
ATEN_OP(select_int, Tensor, const Tensor& self, int64_t dim, SymInt index)
ATEN_OP(slice_Tensor, Tensor, const Tensor& self, int64_t dim, optional<SymInt> start, optional<SymInt> end, SymInt step)
ATEN_OP(sum, Tensor, const Tensor& self, optional<ScalarType> dtype)
ATEN_OP(item, Scalar, const Tensor& self)
ATEN_OP(randn, Tensor, ArrayRef<SymInt> size, optional<ScalarType> dtype, optional<Layout> layout, optional<Device> device,
        optional<bool> pin_memory)
ATEN_OP(randint, Tensor, SymInt high, ArrayRef<SymInt> size, optional<ScalarType> dtype, optional<Layout> layout,
        optional<Device> device, optional<bool> pin_memory)
ATEN_OP(randperm, Tensor, SymInt n, optional<ScalarType> dtype, optional<Layout> layout, optional<Device> device,
        optional<bool> pin_memory)
ATEN_OP(zeros, Tensor, ArrayRef<SymInt> size, optional<ScalarType> dtype, optional<Layout> layout, optional<Device> device,
        optional<bool> pin_memory)
ATEN_OP(ones, Tensor, ArrayRef<SymInt> size, optional<ScalarType> dtype, optional<Layout> layout, optional<Device> device,
        optional<bool> pin_memory)
ATEN_OP(empty_memory_format, Tensor, ArrayRef<SymInt> size, optional<ScalarType> dtype, optional<Layout> layout,
        optional<Device> device, optional<bool> pin_memory, optional<MemoryFormat> memory_format)
ATEN_OP(zeros_like, Tensor, const Tensor& self, optional<ScalarType> dtype, optional<Layout> layout, optional<Device> device,
        optional<bool> pin_memory, optional<MemoryFormat> memory_format)
ATEN_OP(index_select, Tensor, const Tensor& self, int64_t dim, const Tensor& index)

ATEN_OP(linear, Tensor, const Tensor& input, const Tensor& weight, const optional<Tensor>& bias)
ATEN_OP(conv2d, Tensor, const Tensor& input, const Tensor& weight, const optional<Tensor>& bias, ArrayRef<SymInt> stride,
        ArrayRef<SymInt> padding, ArrayRef<SymInt> dilation, SymInt groups)
ATEN_OP(max_pool2d, Tensor, const Tensor& self, ArrayRef<int64_t> kernel_size, ArrayRef<int64_t> stride,
        ArrayRef<int64_t> padding, ArrayRef<int64_t> dilation, bool ceil_mode)
ATEN_OP(batch_norm, Tensor, const Tensor& input, const optional<Tensor>& weight, const optional<Tensor>& bias,
        const optional<Tensor>& running_mean, const optional<Tensor>& running_var, bool training, double momentum, double eps,
        bool cudnn_enabled)
ATEN_OP(dropout, Tensor, const Tensor& input, double p, bool train)
ATEN_OP(flatten_using_ints, Tensor, const Tensor& self, int64_t start_dim, int64_t end_dim)
ATEN_OP(cross_entropy_loss, Tensor, const Tensor& self, const Tensor& target, const optional<Tensor>& weight,
        int64_t reduction, SymInt ignore_index, double label_smoothing)
using LstmResult = std::tuple<Tensor, Tensor, Tensor>;
ATEN_OP(lstm_input, LstmResult, const Tensor& input, TensorList hx, TensorList params, bool has_biases, int64_t num_layers,
        double dropout, bool train, bool bidirectional, bool batch_first)

ATEN_OP(uniform_, Tensor&, Tensor& self, double from, double to, optional<Generator> generator)
ATEN_OP(add__Tensor, Tensor&, Tensor& self, const Tensor& other, const Scalar& alpha)
ATEN_OP(add__Scalar, Tensor&, Tensor& self, const Scalar& other, const Scalar& alpha)
ATEN_OP(mul__Scalar, Tensor&, Tensor& self, const Scalar& other)
ATEN_OP(div__Scalar, Tensor&, Tensor& self, const Scalar& other)
ATEN_OP(lerp__Scalar, Tensor&, Tensor& self, const Tensor& end, const Scalar& weight)
ATEN_OP(addcmul_, Tensor&, Tensor& self, const Tensor& tensor1, const Tensor& tensor2, const Scalar& value)
ATEN_OP(addcdiv_, Tensor&, Tensor& self, const Tensor& tensor1, const Tensor& tensor2, const Scalar& value)
ATEN_OP(sqrt, Tensor, const Tensor& self)
ATEN_OP(reciprocal, Tensor, const Tensor& self)
ATEN_OP(mul_Scalar, Tensor, const Tensor& self, const Scalar& other)
ATEN_OP(clamp_max, Tensor, const Tensor& self, const Scalar& max)
ATEN_OP(stack, Tensor, TensorList tensors, int64_t dim)
ATEN_OP(linalg_vector_norm, Tensor, const Tensor& self, const Scalar& ord, OptionalArrayRef<int64_t> dim, bool keepdim,
        optional<ScalarType> dtype)
ATEN_OP(_foreach_lerp__Scalar, void, TensorList self, TensorList tensors1, const Scalar& weight)
ATEN_OP(_foreach_mul__Scalar, void, TensorList self, const Scalar& scalar)
ATEN_OP(_foreach_addcmul__Scalar, void, TensorList self, TensorList tensor1, TensorList tensor2, const Scalar& value)
ATEN_OP(_foreach_sqrt, std::vector<Tensor>, TensorList self)
ATEN_OP(_foreach_div__Scalar, void, TensorList self, const Scalar& scalar)
ATEN_OP(_foreach_add__Scalar, void, TensorList self, const Scalar& scalar)
ATEN_OP(_foreach_addcdiv__Scalar, void, TensorList self, TensorList tensor1, TensorList tensor2, const Scalar& value)
ATEN_OP(_foreach_add__List, void, TensorList self, TensorList other, const Scalar& alpha)
ATEN_OP(_foreach_mul__Tensor, void, TensorList self, const Tensor& other)
ATEN_OP(_foreach_norm_Scalar, std::vector<Tensor>, TensorList self, const Scalar& ord, optional<ScalarType> dtype)
ATEN_OP(_foreach_zero_, void, TensorList self)
ATEN_OP(_fused_sgd_, void, TensorList self, TensorList grads, TensorList momentum_buffer_list, double weight_decay,
        double momentum, double lr, double dampening, bool nesterov, bool maximize, bool is_first_step,
        const optional<Tensor>& grad_scale, const optional<Tensor>& found_inf)
ATEN_OP(_fused_adagrad_, void, TensorList self, TensorList grads, TensorList state_sums, TensorList state_steps, double lr,
        double lr_decay, double weight_decay, double eps, bool maximize, const optional<Tensor>& grad_scale,
        const optional<Tensor>& found_inf)
ATEN_OP(_fused_adamw_, void, TensorList self, TensorList grads, TensorList exp_avgs, TensorList exp_avg_sqs,
        TensorList max_exp_avg_sqs, TensorList state_steps, double lr, double beta1, double beta2, double weight_decay,
        double eps, bool amsgrad, bool maximize, const optional<Tensor>& grad_scale, const optional<Tensor>& found_inf)
ATEN_OP(_fused_adam_, void, TensorList self, TensorList grads, TensorList exp_avgs, TensorList exp_avg_sqs,
        TensorList max_exp_avg_sqs, TensorList state_steps, double lr, double beta1, double beta2, double weight_decay,
        double eps, bool amsgrad, bool maximize, const optional<Tensor>& grad_scale, const optional<Tensor>& found_inf)

#undef ATEN_OP
}  // namespace _ops
}  // namespace at

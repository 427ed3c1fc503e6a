// LibTorch 2.10.0, c10/core: enumerations, Device, and the reference count that every LibTorch object carries.
//
// Established by disassembly of libc10.so (count word, vtable slots, release algorithm) and confirmed at run time by
// tests/NativeShim.Tests/layout_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "import.h"

namespace at {
class Tensor;
}

namespace c10 {

enum class ScalarType : int8_t {
  Byte = 0,
  Char = 1,
  Short = 2,
  Int = 3,
  Long = 4,
  Half = 5,
  Float = 6,
  Double = 7,
  ComplexHalf = 8,
  ComplexFloat = 9,
  ComplexDouble = 10,
  Bool = 11,
  BFloat16 = 15,
  UInt64 = 29,
  Undefined = 46,  // one past the last type
};

enum class Layout : int8_t { Strided = 0, Sparse = 1 };
enum class MemoryFormat : int8_t { Contiguous = 0, Preserve = 1, ChannelsLast = 2, ChannelsLast3d = 3 };
enum class DeviceType : int8_t { CPU = 0, CUDA = 1, Meta = 14 };
enum class QScheme : uint8_t {};

// Trivial: passed in a register.
struct Device {
  DeviceType type;
  int8_t index;  // -1: none given
};
static_assert(sizeof(Device) == 2, "c10::Device");

// Base of every counted object. The virtual functions are declared only to fix the slots; they are reached through the
// object's own vtable and never emitted here.
class PTCS_IMPORT intrusive_ptr_target {
 public:
  // Low 32 bits: strong count. Next 31 bits: weak count (all strong references together hold one). Top bit: a Python
  // object exists.
  mutable ::std::atomic<uint64_t> counts;

 protected:
  virtual ~intrusive_ptr_target();  // slots 0 and 1

 public:
  virtual void release_resources();
  virtual void incref_pyobject() const noexcept;
  virtual void decref_pyobject() const noexcept;
  virtual bool try_incref_pyobject() const noexcept;

  void destroy() { delete this; }
};
static_assert(sizeof(intrusive_ptr_target) == 16, "c10::intrusive_ptr_target");

struct StorageImpl;

// Opaque but for its first field: only exported members that are not virtual are called.
struct PTCS_IMPORT TensorImpl : intrusive_ptr_target {
  StorageImpl* storage;  // null for tensors without memory of their own

  at::Tensor& mutable_grad();
  const at::Tensor& grad() const;
  bool requires_grad() const;
  void set_requires_grad(bool value);
};

// The undefined tensor is this object; only its address is used.
struct PTCS_IMPORT UndefinedTensorImpl {
  static char _singleton;
};

struct GeneratorImpl;

}  // namespace c10

namespace ptcs {

constexpr uint64_t only_reference = 0x100000001;  // one strong reference and the weak one that it holds
constexpr uint64_t has_python_object = uint64_t{1} << 63;

inline uint32_t strong_count(uint64_t counts) { return static_cast<uint32_t>(counts); }

inline c10::TensorImpl* undefined_tensor() {
  return reinterpret_cast<c10::TensorImpl*>(&c10::UndefinedTensorImpl::_singleton);
}

inline void incref(const c10::intrusive_ptr_target* object) {
  const uint64_t counts = object->counts.fetch_add(1, ::std::memory_order_relaxed) + 1;
  const bool python_sees_second = (counts & has_python_object) != 0 && strong_count(counts) == 2;
  if (__builtin_expect(python_sees_second, 0)) object->incref_pyobject();
}

// Drops one strong reference; the last one destroys the object.
void decref(c10::intrusive_ptr_target* object);

}  // namespace ptcs

namespace c10 {

namespace detail {
template <class T>
struct intrusive_target_default_null_type;
}

template <class T, class NullType = detail::intrusive_target_default_null_type<T>>
class intrusive_ptr {
 public:
  intrusive_ptr() = default;
  // Takes over the caller's reference.
  explicit intrusive_ptr(T* adopted) : target_(adopted) {}
  intrusive_ptr(const intrusive_ptr& other) : target_(other.target_) {
    if (target_ != nullptr) ptcs::incref(base());
  }
  intrusive_ptr(intrusive_ptr&& other) noexcept : target_(other.release()) {}
  intrusive_ptr& operator=(intrusive_ptr other) noexcept {
    T* const previous = target_;
    target_ = other.target_;
    other.target_ = previous;
    return *this;
  }
  ~intrusive_ptr() {
    if (target_ != nullptr) ptcs::decref(base());
  }

  T* get() const { return target_; }
  T* operator->() const { return target_; }
  T* release() noexcept {
    T* const released = target_;
    target_ = nullptr;
    return released;
  }

 private:
  // A cast that also works where T is only declared; every counted object starts with intrusive_ptr_target.
  intrusive_ptr_target* base() const { return (intrusive_ptr_target*)target_; }

  T* target_ = nullptr;
};

}  // namespace c10

// LibTorch 2.10.0: the operators that hand-written exports call themselves. Every other one is in generated code.
#pragma once

#include <optional>
#include <tuple>

#include "array_ref.h"
#include "scalar.h"
#include "tensor.h"

namespace at {
namespace _ops {

// item(Tensor self) -> Scalar
struct PTCS_IMPORT item {
  static c10::Scalar call(const Tensor& self);
};

// unsqueeze(Tensor(a) self, int dim) -> Tensor(a)
struct PTCS_IMPORT unsqueeze {
  static Tensor call(const Tensor& self, int64_t dim);
};

// expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)
struct PTCS_IMPORT expand {
  static Tensor call(const Tensor& self, c10::ArrayRef<c10::SymInt> size, bool implicit);
};

// movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)
struct PTCS_IMPORT movedim_int {
  static Tensor call(const Tensor& self, int64_t source, int64_t destination);
};

// detach(Tensor(a) self) -> Tensor(a)
struct PTCS_IMPORT detach {
  static Tensor call(const Tensor& self);
};

// lift_fresh(Tensor(a) self) -> Tensor(a)
struct PTCS_IMPORT lift_fresh {
  static Tensor call(const Tensor& self);
};

// _make_dual(Tensor(a) primal, Tensor tangent, int level) -> Tensor(a)
struct PTCS_IMPORT _make_dual {
  static Tensor call(const Tensor& primal, const Tensor& tangent, int64_t level);
};

// _unpack_dual(Tensor(a) dual, int level) -> (Tensor(a) primal, Tensor tangent)
struct PTCS_IMPORT _unpack_dual {
  static ::std::tuple<Tensor, Tensor> call(const Tensor& dual, int64_t level);
};

// is_conj(Tensor self) -> bool
struct PTCS_IMPORT is_conj {
  static bool call(const Tensor& self);
};

// is_neg(Tensor self) -> bool
struct PTCS_IMPORT is_neg {
  static bool call(const Tensor& self);
};

// resolve_conj(Tensor(a) self) -> Tensor(a)
struct PTCS_IMPORT resolve_conj {
  static Tensor call(const Tensor& self);
};

// resolve_neg(Tensor(a) self) -> Tensor(a)
struct PTCS_IMPORT resolve_neg {
  static Tensor call(const Tensor& self);
};

// contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)
struct PTCS_IMPORT contiguous {
  static Tensor call(const Tensor& self, c10::MemoryFormat memory_format);
};

// to.dtype_layout(Tensor(a) self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool?
// pin_memory=None, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)
struct PTCS_IMPORT to_dtype_layout {
  static Tensor call(const Tensor& self, ::std::optional<c10::ScalarType> dtype, ::std::optional<c10::Layout> layout,
                     ::std::optional<c10::Device> device, ::std::optional<bool> pin_memory, bool non_blocking,
                     bool copy, ::std::optional<c10::MemoryFormat> memory_format);
};

// empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool?
// pin_memory=None, MemoryFormat? memory_format=None) -> Tensor
struct PTCS_IMPORT empty_memory_format {
  static Tensor call(c10::ArrayRef<c10::SymInt> size, ::std::optional<c10::ScalarType> dtype,
                     ::std::optional<c10::Layout> layout, ::std::optional<c10::Device> device,
                     ::std::optional<bool> pin_memory, ::std::optional<c10::MemoryFormat> memory_format);
};

// ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None,
// MemoryFormat? memory_format=None) -> Tensor
struct PTCS_IMPORT ones_like {
  static Tensor call(const Tensor& self, ::std::optional<c10::ScalarType> dtype, ::std::optional<c10::Layout> layout,
                     ::std::optional<c10::Device> device, ::std::optional<bool> pin_memory,
                     ::std::optional<c10::MemoryFormat> memory_format);
};

// zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None,
// MemoryFormat? memory_format=None) -> Tensor
struct PTCS_IMPORT zeros_like {
  static Tensor call(const Tensor& self, ::std::optional<c10::ScalarType> dtype, ::std::optional<c10::Layout> layout,
                     ::std::optional<c10::Device> device, ::std::optional<bool> pin_memory,
                     ::std::optional<c10::MemoryFormat> memory_format);
};

// isnan(Tensor self) -> Tensor
struct PTCS_IMPORT isnan {
  static Tensor call(const Tensor& self);
};

// _is_any_true(Tensor self) -> Tensor
struct PTCS_IMPORT _is_any_true {
  static Tensor call(const Tensor& self);
};

// view_as(Tensor(a) self, Tensor other) -> Tensor(a)
struct PTCS_IMPORT view_as {
  static Tensor call(const Tensor& self, const Tensor& other);
};

}  // namespace _ops
}  // namespace at

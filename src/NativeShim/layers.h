// The layers of function transforms that operators of this thread go through.
#pragma once

#include <optional>

#include "abi/modes.h"
#include "shim.h"

namespace ptcs {

// The dispatch key of that name.
c10::DispatchKey key_named(const char* name);

// While one exists, operators of this thread pass by all layers: for work on plain memory, which a layer would wrap.
class OutsideLayers {
 public:
  OutsideLayers();
  OutsideLayers(const OutsideLayers&) = delete;
  ~OutsideLayers();

 private:
  bool excluded_[2];
};

// What lies in the outermost layer of a tensor, the level of that layer, and the dimension that it hides (-1: none).
struct Peeled {
  at::Tensor inner;
  int64_t level;
  int64_t dim;
};

// None where the tensor is in no layer.
std::optional<Peeled> peel(const at::Tensor& tensor);

// What lies behind all layers of a tensor, to read its values; throws where one of them hides a dimension.
at::Tensor readable(const at::Tensor& tensor);

// What lies behind all layers of a tensor.
at::Tensor without_layers(const at::Tensor& tensor);

// A tensor made outside the layers, as the innermost one has it.
at::Tensor into_layers(at::Tensor&& tensor);

}  // namespace ptcs

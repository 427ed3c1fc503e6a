// The layers of function transforms that operators of this thread go through.
#pragma once

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

// What lies behind all layers of a tensor.
at::Tensor without_layers(const at::Tensor& tensor);

// A tensor made outside the layers, as the innermost one has it.
at::Tensor into_layers(at::Tensor&& tensor);

}  // namespace ptcs

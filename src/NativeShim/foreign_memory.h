// Memory of others that tensors lie over.
#pragma once

#include "shim.h"

namespace ptcs {

// LibTorch computes the extent of foreign memory in a function that must not throw, so that a wrong description would
// end the process there. This refuses every description that it refuses.
void require_describable(Span<int64_t> sizes, Optional<Span<int64_t>> strides, int64_t element_size);

// Tells the owner of foreign memory that the last view died; silent until a tensor exists.
class ForeignMemory {
 public:
  using Deleter = void (*)(void* context);

  ForeignMemory(Deleter deleter, void* context) : deleter_(deleter), context_(context) {}

  void borrow() { borrowed_ = true; }
  void give_back() {
    if (borrowed_ && deleter_ != nullptr) deleter_(context_);
  }

 private:
  const Deleter deleter_;
  void* const context_;
  bool borrowed_ = false;
};

}  // namespace ptcs

// Memory of others that tensors lie over.
#pragma once

#include "shim.h"

namespace ptcs {

// LibTorch computes the extent of foreign memory in a function that must not throw, so that a wrong description would
// end the process there. This refuses every description that it refuses, and gives the extent in bytes.
int64_t describable_extent(Span<int64_t> sizes, Optional<Span<int64_t>> strides, int64_t element_size);

// Counts bytes of others that tensors keep; negative where they are given back.
void count_shared(int64_t bytes);

// Tells the owner of foreign memory that the last view died; silent until a tensor exists.
class ForeignMemory {
 public:
  using Deleter = void (*)(void* context);

  ForeignMemory(Deleter deleter, void* context, int64_t bytes) : deleter_(deleter), context_(context), bytes_(bytes) {}

  void borrow() {
    borrowed_ = true;
    count_shared(bytes_);
  }
  void give_back() {
    if (!borrowed_) return;
    count_shared(-bytes_);
    if (deleter_ != nullptr) deleter_(context_);
  }

 private:
  const Deleter deleter_;
  void* const context_;
  const int64_t bytes_;
  bool borrowed_ = false;
};

}  // namespace ptcs

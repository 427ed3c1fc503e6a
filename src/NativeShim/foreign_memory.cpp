// Memory of others that tensors lie over.
#include "foreign_memory.h"

#include <stdexcept>
#include <string>

namespace ptcs {

int64_t describable_extent(Span<int64_t> sizes, Optional<Span<int64_t>> strides, int64_t element_size) {
  if (strides.has_value && strides.value.length != sizes.length) {
    throw std::invalid_argument("a tensor with " + std::to_string(sizes.length) + " dimensions was given " +
                                std::to_string(strides.value.length) + " strides");
  }
  bool overflow = false;
  bool empty = false;
  int64_t elements = 1;
  int64_t last = 0;
  for (int64_t i = 0; i < sizes.length; ++i) {
    const int64_t size = sizes.data[i];
    const int64_t stride = strides.has_value ? strides.value.data[i] : 0;
    if (size < 0 || stride < 0) throw std::invalid_argument("sizes and strides must not be negative");
    int64_t reach = 0;
    overflow |= __builtin_mul_overflow(size - 1, stride, &reach) || __builtin_add_overflow(last, reach, &last);
    overflow |= __builtin_mul_overflow(elements, size, &elements);
    empty |= size == 0;
  }
  int64_t bytes = 0;
  overflow |= __builtin_add_overflow(last, 1, &last) || __builtin_mul_overflow(last, element_size, &bytes);
  int64_t dense = 0;
  overflow |= __builtin_mul_overflow(elements, element_size, &dense);
  if (overflow && !empty) throw std::invalid_argument("the sizes describe more memory than there can be");
  return empty ? 0 : strides.has_value ? bytes : dense;
}

}  // namespace ptcs

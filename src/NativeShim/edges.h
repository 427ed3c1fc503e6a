// Edges of the graph as they cross the border.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "abi/node.h"
#include "shim.h"

namespace ptcs {

using NodeHandle = ::std::shared_ptr<torch::autograd::Node>*;

// The caller owns each node, and frees both arrays with torch_memory_free.
struct EdgeArray {
  NodeHandle* nodes;
  int64_t* input_nrs;
  int64_t length;
};

template <class T>
T* copied(const ::std::vector<T>& values) {
  auto* const memory = static_cast<T*>(::std::malloc(::std::max<size_t>(values.size(), 1) * sizeof(T)));
  if (memory == nullptr) throw ::std::bad_alloc();
  ::std::copy(values.begin(), values.end(), memory);
  return memory;
}

inline EdgeArray wrap_edges(const ::std::vector<NodeHandle>& nodes, const ::std::vector<int64_t>& input_nrs) {
  return {copied(nodes), copied(input_nrs), static_cast<int64_t>(nodes.size())};
}

}  // namespace ptcs

// LibTorch 2.10.0, torch/csrc/autograd: running the backward pass and reading the graph.
//
// Offsets of Node read from its destructor in libtorch_cpu.so; confirmed by walking graphs of known shape.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tensor.h"

namespace torch {
namespace autograd {

struct Edge {
  ::std::shared_ptr<Node> function;  // null: the edge leads nowhere
  uint32_t input_nr;
};
static_assert(sizeof(Edge) == 24, "torch::autograd::Edge");

// A node of the graph, for reading only. The tail of the object is not declared.
struct PTCS_IMPORT Node {
  Node() = delete;
  Node(const Node&) = delete;
  virtual ~Node();                     // slots 0 and 1
  virtual ::std::string name() const;  // slot 2

  // The self reference, sequence and topological numbers, thread and mutex.
  unsigned char undeclared[0x60 - sizeof(void*)];
  ::std::vector<Edge> next_edges;
};
static_assert(sizeof(Node) == 0x60 + sizeof(::std::vector<Edge>), "torch::autograd::Node: next_edges at 0x60");

using variable_list = ::std::vector<at::Tensor>;

PTCS_IMPORT void backward(const variable_list& outputs, const variable_list& gradients,
                          ::std::optional<bool> retain_graph, bool create_graph, const variable_list& inputs);
PTCS_IMPORT variable_list grad(const variable_list& outputs, const variable_list& inputs,
                               const variable_list& gradients, ::std::optional<bool> retain_graph, bool create_graph,
                               bool allow_unused);

}  // namespace autograd
}  // namespace torch

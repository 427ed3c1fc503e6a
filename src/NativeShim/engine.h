// The engine of this library: LibTorch's own, but what it remembers about nodes is known to managed code.
#pragma once

#include <exception>
#include <memory>
#include <vector>

#include "abi/engine.h"
#include "managed.h"

namespace ptcs {

// What a node remembers besides its formula: in anomaly mode the call that made it and the node whose backward form was
// running then, and what managed code keeps about it.
class NodeNotes final : public torch::autograd::AnomalyMetadata {
 public:
  void store_stack() override;
  void print_stack(const ::std::string& node_name) override;
  void assign_parent(const ::std::shared_ptr<torch::autograd::Node>& induced) override;

  ManagedObject site;
  ManagedObject dictionary;

 private:
  ::std::shared_ptr<torch::autograd::Node> parent_;
};

// The notes of a node, made where there are none.
NodeNotes& notes_of(torch::autograd::Node& node);

// What a node that saves a tensor on this thread keeps in place of it; null where there are no hooks.
::std::unique_ptr<torch::autograd::SavedVariableHooks> saved_tensor_hooks();

// Adds the managed lists of the hooks on the gradients that a node is given.
void add_gradient_hooks(::std::vector<void*>& lists, torch::autograd::Node& node);

// From here on LibTorch uses this engine.
void install_engine();

}  // namespace ptcs

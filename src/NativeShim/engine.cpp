// The engine of backward passes, and passes between edges of the graph.
#include "engine.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "abi/autograd.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "abi/stable_c.h"
#include "anomaly.h"
#include "reports.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::edge_list;
using torch::autograd::Engine;
using torch::autograd::Node;
using torch::autograd::variable_list;
using NodeHandle = std::shared_ptr<Node>*;

class ManagedEngine final : public Engine {
 public:
  variable_list execute(const edge_list& roots, const variable_list& inputs, bool keep_graph, bool create_graph,
                        bool accumulate_grad, const edge_list& outputs) override {
    const AnomalyPass pass(roots);
    return Engine::execute(roots, inputs, keep_graph, create_graph, accumulate_grad, outputs);
  }
  std::unique_ptr<torch::autograd::AnomalyMetadata> make_anomaly_metadata() override {
    return std::make_unique<NodeNotes>();
  }
  std::unique_ptr<torch::autograd::SavedVariableHooks> get_default_saved_variable_hooks() override {
    return saved_tensor_hooks();
  }
};

// Never destroyed: its threads may run when the process ends.
Engine& managed_engine() {
  static auto* const engine = new ManagedEngine;
  return *engine;
}

NodeNotes* existing_notes(Node& node) { return dynamic_cast<NodeNotes*>(node.anomaly_metadata.get()); }

edge_list edges_of(Span<NodeHandle> nodes, Span<int64_t> input_nrs) {
  edge_list edges;
  for (int64_t i = 0; i < nodes.length; ++i) {
    edges.push_back({*nodes.data[i], static_cast<uint32_t>(input_nrs.data[i])});
  }
  return edges;
}

// The gradient that a root starts with; without one given, 1 for a single element.
at::Tensor root_gradient(const torch::autograd::Edge& root, TensorHandle given) {
  if (given != nullptr) {
    incref(given);
    return at::Tensor(given);
  }
  const at::Tensor zeros = root.function->input_metadata[root.input_nr].zeros_like();
  int64_t count = 0;
  aoti_torch_get_numel(&zeros, &count);
  if (count != 1) {
    throw std::runtime_error("grad can be implicitly created only for scalar outputs");
  }
  return at::_ops::ones_like::call(zeros, {}, {}, {}, {}, {});
}

}  // namespace

void NodeNotes::store_stack() {
  if (records_sites() && site.get() == nullptr) site.adopt(managed_callbacks().capture_site());
}

// Runs while the exception is handled that the node has thrown.
void NodeNotes::print_stack(const std::string& node_name) {
  if (!reports_anomalies(site.get() != nullptr)) return;
  const auto report = [](const std::string& name, NodeNotes* notes, void* induced) {
    return managed_callbacks().report_anomaly({name.data(), static_cast<int64_t>(name.size())},
                                              notes == nullptr ? nullptr : notes->site.get(), induced);
  };
  void* result = report(node_name, this, nullptr);
  for (std::shared_ptr<Node> parent = parent_; parent != nullptr;) {
    NodeNotes* const notes = existing_notes(*parent);
    result = report(parent->name(), notes, result);
    parent = notes == nullptr ? nullptr : notes->parent_;
  }
  if (result != nullptr) remember_report(std::current_exception(), result);
}

void NodeNotes::assign_parent(const std::shared_ptr<Node>& induced) {
  if (records_sites()) parent_ = induced;
}

NodeNotes& notes_of(Node& node) {
  if (auto* const notes = dynamic_cast<NodeNotes*>(node.metadata())) return *notes;
  throw std::runtime_error("the node belongs to another engine");
}

void install_engine() { torch::autograd::set_default_engine_stub(managed_engine); }

}  // namespace ptcs

using namespace ptcs;

// What managed code keeps about a node; the first is the one offered, which the node then owns.
PTCS_EXPORT Error* torch_node_dictionary(void** dictionary, NodeHandle node, void* offered) {
  return guard([&] {
    NodeNotes& notes = notes_of(**node);
    const std::lock_guard<std::mutex> lock((*node)->mutex);
    if (notes.dictionary.get() == nullptr) notes.dictionary.adopt(offered);
    *dictionary = notes.dictionary.get();
  });
}

// False while a pass runs on this thread that computes gradients of chosen tensors only.
PTCS_EXPORT bool torch_engine_accumulates() { return Engine::is_checkpoint_valid(); }

// Runs a pass from edges to edges. Without inputs, or where it accumulates, there are no results.
PTCS_EXPORT Error* torch_engine_run(TensorArray* result, Span<NodeHandle> roots, Span<int64_t> root_nrs,
                                    Span<TensorHandle> gradients, bool retain_graph, bool create_graph, bool accumulate,
                                    Span<NodeHandle> inputs, Span<int64_t> input_nrs) {
  return guard([&] {
    const edge_list from = edges_of(roots, root_nrs);
    variable_list given;
    for (size_t i = 0; i < from.size(); ++i) {
      given.push_back(root_gradient(from[i], gradients.length == 0 ? nullptr : gradients.data[i]));
    }
    *result = wrap(Engine::get_default_engine().execute(from, given, retain_graph, create_graph, accumulate,
                                                        edges_of(inputs, input_nrs)));
  });
}

// The number of the pass that runs on this thread, or -1.
PTCS_EXPORT int32_t torch_engine_pass() { return torch::autograd::get_current_graph_task_id(); }

// Whether the pass that runs on this thread computes the gradient that goes to a node, which need not exist any more.
PTCS_EXPORT bool torch_engine_reaches(Node* node) {
  const auto* const nodes = torch::autograd::get_current_graph_task_nodes_in_graph();
  const auto* const infos = torch::autograd::get_current_graph_task_exec_info();
  if (nodes == nullptr || infos == nullptr || nodes->count(node) == 0) return false;
  if (infos->empty()) return true;
  const auto found = infos->find(node);
  return found != infos->end() && (found->second.is_needed || found->second.captures != nullptr);
}

PTCS_EXPORT bool torch_multithreading_get() {
  return (c10::AutogradState::get_tls_state().bits & c10::AutogradState::Multithreading) != 0;
}

PTCS_EXPORT void torch_multithreading_set(bool enabled) {
  uint8_t& bits = c10::AutogradState::get_tls_state().bits;
  constexpr uint8_t flag = c10::AutogradState::Multithreading;
  bits = static_cast<uint8_t>(enabled ? bits | flag : bits & ~flag);
}

PTCS_EXPORT bool torch_stream_mismatch_warning_get() {
  return at::globalContext().warnOnAccumulateGradStreamMismatch();
}

PTCS_EXPORT void torch_stream_mismatch_warning_set(bool enabled) {
  at::globalContext().setWarnOnAccumulateGradStreamMismatch(enabled);
}

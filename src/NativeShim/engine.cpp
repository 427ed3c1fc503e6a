// The engine of backward passes, and passes between edges of the graph.
#include "engine.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
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

// LibTorch takes any number, and reads beyond the end.
edge_list edges_of(Span<NodeHandle> nodes, Span<int64_t> input_nrs) {
  edge_list edges;
  for (int64_t i = 0; i < nodes.length; ++i) {
    const std::shared_ptr<Node>& node = *nodes.data[i];
    const int64_t number = input_nrs.data[i];
    const auto count = static_cast<int64_t>(node->input_metadata.size());
    if (number < 0 || number >= count) {
      throw std::out_of_range("an edge leads to result " + std::to_string(number) + " of " + node->name() +
                              ", which has " + std::to_string(count));
    }
    edges.push_back({node, static_cast<uint32_t>(number)});
  }
  return edges;
}

std::string text_of(const int64_t* sizes, int64_t length) {
  std::string text = "[";
  for (int64_t i = 0; i < length; ++i) text += (i == 0 ? "" : ", ") + std::to_string(sizes[i]);
  return text + "]";
}

// LibTorch would add up a gradient that is larger than its root.
void require_shape(const torch::autograd::InputMetadata& expected, const at::Tensor& gradient, size_t index) {
  if (expected.shape_kind != torch::autograd::InputMetadata::holds_sizes) return;
  int64_t* sizes = nullptr;
  int64_t length = 0;
  aoti_torch_get_sizes(&gradient, &sizes);
  aoti_torch_get_dim(&gradient, &length);
  const auto& own = expected.shape.sizes;
  if (length == own.length && std::equal(sizes, sizes + length, own.begin)) return;
  throw std::invalid_argument("gradient " + std::to_string(index) + " has shape " + text_of(sizes, length) +
                              ", but what it is the gradient of has shape " + text_of(own.begin, own.length));
}

int64_t count_of(const torch::autograd::InputMetadata& metadata) {
  if (metadata.shape_kind != torch::autograd::InputMetadata::holds_sizes) return -1;
  int64_t count = 1;
  for (uint32_t i = 0; i < metadata.shape.sizes.length; ++i) count *= metadata.shape.sizes.begin[i];
  return count;
}

constexpr int32_t first_complex = 8;
constexpr int32_t last_complex = 10;

// The gradient that a root starts with; without one given, 1 for a single element.
at::Tensor root_gradient(const torch::autograd::Edge& root, TensorHandle given, size_t index) {
  const torch::autograd::InputMetadata& metadata = root.function->input_metadata[root.input_nr];
  if (given != nullptr) {
    require_shape(metadata, ref(given), index);
    incref(given);
    return at::Tensor(given);
  }
  if (count_of(metadata) != 1) {
    throw std::runtime_error("grad can be implicitly created only for scalar outputs");
  }
  const at::Tensor zeros = metadata.zeros_like();
  int32_t dtype = 0;
  aoti_torch_get_dtype(&zeros, &dtype);
  if (dtype >= first_complex && dtype <= last_complex) {
    throw std::runtime_error("grad can be implicitly created only for real scalar outputs");
  }
  return at::_ops::ones_like::call(zeros, {}, {}, {}, {}, {});
}

// LibTorch makes them without a lock; the node's own is held by those that run it.
std::mutex notes_gate;

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
    const std::lock_guard<std::mutex> lock(notes_gate);
    NodeNotes& notes = notes_of(**node);
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
      given.push_back(root_gradient(from[i], gradients.length == 0 ? nullptr : gradients.data[i], i));
    }
    *result = wrap(Engine::get_default_engine().execute(from, given, retain_graph, create_graph, accumulate,
                                                        edges_of(inputs, input_nrs)));
  });
}

// The number of the pass that runs on this thread, or -1.
PTCS_EXPORT int32_t torch_engine_pass() { return torch::autograd::get_current_graph_task_id(); }

// The managed lists of hooks on all gradients that the pass that runs on this thread computes. The nodes own them,
// the caller frees the array with torch_memory_free.
PTCS_EXPORT Error* torch_engine_hooks(void*** lists_out, int64_t* length) {
  return guard([&] {
    std::vector<void*> lists;
    const auto* const nodes = torch::autograd::get_current_graph_task_nodes_in_graph();
    const auto* const infos = torch::autograd::get_current_graph_task_exec_info();
    if (nodes != nullptr && infos != nullptr) {
      for (Node* const node : *nodes) {
        const auto info = infos->find(node);
        const bool is_run =
            infos->empty() || (info != infos->end() && (info->second.is_needed || info->second.captures != nullptr));
        if (is_run) add_gradient_hooks(lists, *node);
      }
    }
    *length = static_cast<int64_t>(lists.size());
    *lists_out = static_cast<void**>(std::malloc(sizeof(void*) * (lists.size() + 1)));
    if (*lists_out == nullptr) throw std::bad_alloc();
    std::copy(lists.begin(), lists.end(), *lists_out);
  });
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

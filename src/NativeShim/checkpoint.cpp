// Parts of the graph that one call has made: where they end, and passes through them alone.
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>

#include "abi/autograd.h"
#include "abi/engine.h"
#include "abi/functorch.h"
#include "edges.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::Edge;
using torch::autograd::edge_list;
using torch::autograd::Node;
using torch::autograd::variable_list;

using Place = std::pair<Node*, uint32_t>;

// The nodes that this thread has made since its count of nodes stood at start.
class Part {
 public:
  explicit Part(uint64_t start) : start_(start), thread_(at::RecordFunction::currentThreadId()) {}

  bool contains(const Node& node) const {
    return node.thread_id == thread_ && node.sequence_nr >= start_ &&
           dynamic_cast<const torch::autograd::AccumulateGrad*>(&node) == nullptr;
  }

  // Visits each edge that leads out of the part, as far as tensors lead into it. The order is that of the operations.
  template <class Visitor>
  void leave(Span<TensorHandle> outputs, Visitor&& visit) const {
    std::vector<Node*> open;
    std::unordered_set<Node*> seen;
    const auto enter = [&](Node* node) {
      if (seen.insert(node).second) open.push_back(node);
    };
    for (int64_t i = 0; i < outputs.length; ++i) {
      TensorHandle output = outputs.data[i];
      Node* const node = ref(output).grad_fn().get();
      if (node != nullptr && contains(*node)) enter(node);
    }
    while (!open.empty()) {
      Node* const node = open.back();
      open.pop_back();
      for (Edge& edge : node->next_edges) {
        if (edge.function == nullptr) continue;
        if (contains(*edge.function)) {
          enter(edge.function.get());
        } else {
          visit(edge);
        }
      }
    }
  }

 private:
  uint64_t start_;
  uint64_t thread_;
};

// Stands at the end of an edge for the node behind it, so that a pass ends there.
class Catcher final : public Node {
 public:
  explicit Catcher(const Edge& of) : original(of) {
    input_metadata.add(of.function->input_metadata[of.input_nr].zeros_like());
  }

  std::string name() const override { return "Catcher"; }
  variable_list apply(variable_list&&) override { return {}; }

  const Edge original;
};

// A checkpoint within another one runs while edges of the outer part, its own among them, lead to catchers.
Place place_of(const Edge& edge) {
  const Edge* original = &edge;
  while (const auto* const catcher = dynamic_cast<const Catcher*>(original->function.get())) {
    original = &catcher->original;
  }
  return {original->function.get(), original->input_nr};
}

// Leads edges to catchers, and back again when it goes.
class Detour {
 public:
  Detour() = default;
  Detour(const Detour&) = delete;
  ~Detour() {
    for (auto& [place, original] : changed_) *place = std::move(original);
  }

  void lead(Edge& edge, const std::shared_ptr<Node>& catcher) {
    changed_.emplace_back(&edge, edge);
    edge = {catcher, 0};
  }

 private:
  std::vector<std::pair<Edge*, Edge>> changed_;
};

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// The count of nodes that this thread has made.
PTCS_EXPORT uint64_t torch_checkpoint_start() { return at::sequence_number::peek(); }

// Whether a tensor is a result of the part of the graph that this thread made since its count stood at start.
PTCS_EXPORT Error* torch_checkpoint_contains(bool* result, TensorHandle tensor, uint64_t start) {
  return guard([&] {
    const std::shared_ptr<Node>& node = ref(tensor).grad_fn();
    *result = node != nullptr && Part(start).contains(*node);
    // Each layer records a part of its own, and the node would stand for that of one of them.
    if (*result && !at::functorch::getDynamicLayerStack().empty()) {
      throw std::runtime_error("there is no checkpoint inside a function transform that records a graph, such as Func.Grad");
    }
  });
}

// Each edge once that leads out of the part.
PTCS_EXPORT Error* torch_checkpoint_border(EdgeArray* result, Span<TensorHandle> outputs, uint64_t start) {
  return guard([&] {
    std::map<Place, bool> seen;
    std::vector<NodeHandle> nodes;
    std::vector<int64_t> input_nrs;
    Part(start).leave(outputs, [&](const Edge& edge) {
      if (!seen.emplace(Place(edge.function.get(), edge.input_nr), true).second) return;
      nodes.push_back(new std::shared_ptr<Node>(edge.function));
      input_nrs.push_back(edge.input_nr);
    });
    *result = wrap_edges(nodes, input_nrs);
  });
}

// A pass through the part alone, from its results to the edges that a running node leads to: edges may lead from one of
// those to another outside, and what arrives on that way is not the part's. is_same tells whether the part ends at
// those edges; only then there are results.
PTCS_EXPORT Error* torch_checkpoint_run(TensorArray* result, bool* is_same, Node* running, Span<TensorHandle> outputs,
                                        Span<TensorHandle> gradients, uint64_t start, bool create_graph) {
  return guard([&] {
    std::map<Place, std::shared_ptr<Node>> catchers;
    edge_list ends;
    for (const Edge& edge : running->next_edges) {
      const std::shared_ptr<Node> catcher(new Catcher(edge), torch::autograd::deleteNode);
      catchers.emplace(place_of(edge), catcher);
      ends.push_back({catcher, 0});
    }
    edge_list roots;
    variable_list given;
    for (int64_t i = 0; i < outputs.length; ++i) {
      TensorHandle output = outputs.data[i];
      roots.push_back(torch::autograd::impl::gradient_edge(ref(output)));
      TensorHandle gradient = gradients.data[i];
      given.push_back(ref(gradient));
    }

    Detour detour;
    std::unordered_set<Node*> reached;
    *is_same = true;
    Part(start).leave(outputs, [&](Edge& edge) {
      const auto found = catchers.find(Place(edge.function.get(), edge.input_nr));
      if (found == catchers.end()) {
        *is_same = false;
        return;
      }
      reached.insert(found->second.get());
      detour.lead(edge, found->second);
    });
    if (reached.size() != catchers.size()) *is_same = false;
    if (!*is_same) return;
    *result = wrap(
        torch::autograd::Engine::get_default_engine().execute(roots, given, create_graph, create_graph, false, ends));
  });
}

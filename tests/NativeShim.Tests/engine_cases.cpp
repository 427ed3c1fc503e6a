// The engine of this library: anomaly mode, passes between edges, hooks and notes on nodes, borders.
#include <algorithm>
#include <cmath>
#include <thread>

#include "managed_support.h"

namespace test {
namespace {

struct Edge {
  NodeHandle node = nullptr;
  int64_t input_nr = 0;

  explicit Edge(const Tensor& of) { require(torch_node_edge_of(&node, &input_nr, of)); }
  Edge(const Edge&) = delete;
  ~Edge() { torch_node_free(node); }
};

// The report that an error carries, and its kind.
std::string report_of(Error* error, Kind kind) {
  if (!CHECK(error != nullptr)) return {};
  const auto* const view = reinterpret_cast<const ptcs::ErrorView*>(error);
  CHECK(view->kind == kind);
  const std::string text = view->report == nullptr ? "none" : static_cast<Object*>(view->report)->problem;
  torch_error_free(error);
  return text;
}

constexpr int32_t anomaly_off = 1;
constexpr int32_t anomaly_on = 1 | 2;
constexpr int32_t anomaly_checks = 1 | 2 | 4;

// A pass through it gives nan.
Tensor nan_of(const Tensor& x) { return sum(product(x, full({2}, std::nan("")))); }

void anomaly_names_the_place() {
  {
    sites = 0;
    const Tensor x = leaf({2}, 3);
    CHECK(!torch_anomaly_get() && torch_anomaly_get_check_nan());
    CHECK(torch_anomaly_exchange(anomaly_checks) == 0);
    CHECK(torch_anomaly_get() && torch_anomaly_get_check_nan());
    Tensor nan = product(x, full({2}, std::nan("")));
    const Tensor total = sum(nan);
    CHECK(sites == 3);
    CHECK(report_of(backward(total), Internal) == "MulBackward0 of site 1");
    CHECK(torch_anomaly_exchange(anomaly_on) == anomaly_checks);
    CHECK(torch_anomaly_get() && !torch_anomaly_get_check_nan());
    require(backward(nan_of(x)));
    CHECK(torch_anomaly_exchange(0) == anomaly_on);
    CHECK(!torch_anomaly_get());

    Tensor result;
    CHECK(report_of(aten_mm(result.out(), x, x), Internal) == "none");
  }
  CHECK(Object::alive == 0);
}

void anomaly_keeps_exceptions() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = product(x, x);
    auto* const offered = new Object;
    offered->hook = [](Tensor) -> TensorHandle { throw Problem{"no"}; };
    void* list = nullptr;
    require(torch_autograd_gradient_hooks(&list, y, offered));
    torch_anomaly_exchange(anomaly_checks);
    Error* const error = backward(sum(y));
    torch_anomaly_exchange(0);
    CHECK(reinterpret_cast<const ptcs::ErrorView*>(error)->report != nullptr);
    CHECK(problem_of(error) == "no");
  }
  CHECK(Object::alive == 0);
}

void anomaly_belongs_to_a_thread() {
  {
    sites = 0;
    const Tensor x = leaf({2}, 3);
    torch_anomaly_exchange(anomaly_checks);
    std::thread([&] {
      CHECK(!torch_anomaly_get());
      const Tensor own = leaf({2}, 3);
      const Tensor total = nan_of(own);
      CHECK(sites == 0);
      require(backward(total));
      // The thread ends with the mode on.
      torch_anomaly_exchange(anomaly_checks);
      CHECK(torch_anomaly_get());
    }).join();
    const Tensor total = nan_of(x);
    CHECK(sites == 3);
    std::thread([&] {
      // Recorded with the mode, but this pass has it not.
      const Tensor other = nan_of(x);
      require(backward(other));
      require(backward(total, false, keep));
    }).join();
    CHECK(report_of(backward(total, false, keep), Internal) == "MulBackward0 of site 1");
    torch_anomaly_exchange(0);
    require(backward(total));
  }
  CHECK(Object::alive == 0);
}

// A hook starts a pass of its own, in another mode.
void passes_within_passes_have_their_own_mode() {
  for (const bool outer : {true, false}) {
    {
      const Tensor x = leaf({2}, 3);
      const Tensor y = product(x, x);
      auto* const offered = new Object;
      bool has_failed = false;
      offered->hook = [&](Tensor) -> TensorHandle {
        CHECK(torch_anomaly_get() == outer);
        const int32_t before = torch_anomaly_exchange(outer ? anomaly_off : anomaly_checks);
        torch_grad_mode_set(true);
        const Tensor own = leaf({2}, 3);
        const Tensor total = nan_of(own);
        torch_grad_mode_set(false);
        Error* const error = backward(total);
        has_failed = error != nullptr;
        torch_error_free(error);
        torch_anomaly_exchange(before);
        return nullptr;
      };
      void* list = nullptr;
      require(torch_autograd_gradient_hooks(&list, y, offered));
      torch_anomaly_exchange(outer ? anomaly_checks : 0);
      require(backward(sum(y)));
      CHECK(has_failed != outer);
      CHECK(gradient_values(x) == (std::vector<double>{6, 6}));
      torch_anomaly_exchange(0);
    }
    CHECK(Object::alive == 0);
  }
}

void anomaly_looks_behind_hooks_of_nodes() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = product(x, x);
    const Edge edge(y);
    auto* const after = new Object;
    after->node_hook = [](std::vector<Tensor>, std::vector<Tensor>, TensorHandle* replacements, bool* is_replaced) {
      replacements[0] = full({2}, std::nan("")).release();
      replacements[1] = nullptr;
      *is_replaced = true;
    };
    void* list = nullptr;
    torch_anomaly_exchange(anomaly_checks);
    const Tensor total = sum(y);
    require(backward(total, false, keep));
    require(torch_node_hooks(&list, edge.node, false, after));
    CHECK(list == after);
    CHECK(failure(backward(total)).message.find("MulBackward0' returned nan values in its 0th") != std::string::npos);
    torch_anomaly_exchange(0);
  }
  CHECK(Object::alive == 0);
}

void passes_between_edges() {
  const Tensor x = leaf({2}, 3);
  const Tensor y = product(x, x);
  const Tensor z = product(y, y);
  const Edge from(z);
  const Edge middle(y);
  const Edge end(x);
  const Tensor ones = full({2}, 1);
  const std::vector<NodeHandle> roots{from.node};
  const std::vector<int64_t> root_nrs{from.input_nr};
  const std::vector<TensorHandle> gradients{ones};
  const std::vector<NodeHandle> inputs{middle.node, end.node};
  const std::vector<int64_t> input_nrs{middle.input_nr, end.input_nr};
  TensorArray results{};
  require(torch_engine_run(&results, span(roots), span(root_nrs), span(gradients), true, false, false, span(inputs),
                           span(input_nrs)));
  CHECK(results.length == 2);
  CHECK(Tensor(results.data[0]).values() == (std::vector<double>{18, 18}));
  CHECK(Tensor(results.data[1]).values() == (std::vector<double>{108, 108}));
  torch_memory_free(results.data);
  CHECK(gradient_values(x).empty());

  CHECK(failure(torch_engine_run(&results, span(roots), span(root_nrs), {nullptr, 0}, true, false, false, span(inputs),
                                 span(input_nrs)))
            .message.find("scalar") != std::string::npos);

  require(torch_engine_run(&results, span(roots), span(root_nrs), span(gradients), true, false, true, {nullptr, 0},
                           {nullptr, 0}));
  CHECK(results.length == 0);
  torch_memory_free(results.data);
  CHECK(gradient_values(x) == (std::vector<double>{108, 108}));

  const Tensor total = sum(z);
  const Edge last(total);
  const std::vector<NodeHandle> scalar{last.node};
  require(torch_engine_run(&results, span(scalar), span(root_nrs), {nullptr, 0}, false, false, false, span(inputs),
                           span(input_nrs)));
  CHECK(Tensor(results.data[0]).values() == (std::vector<double>{18, 18}));
  torch_tensor_free(results.data[1]);
  torch_memory_free(results.data);
  CHECK(torch_engine_accumulates());
}

std::vector<void*> hooks_of_the_pass() {
  void** lists = nullptr;
  int64_t length = 0;
  require(torch_engine_hooks(&lists, &length));
  const std::vector<void*> result(lists, lists + length);
  torch_memory_free(lists);
  return result;
}

void edges_and_gradients_are_checked() {
  const Tensor x = leaf({2}, 3);
  const Tensor y = product(x, x);
  const Edge from(y);
  const std::vector<NodeHandle> roots{from.node};
  TensorArray results{};
  for (const int64_t number : {int64_t{1}, int64_t{-1}}) {
    const std::vector<int64_t> numbers{number};
    CHECK(failure(torch_engine_run(&results, span(roots), span(numbers), no_tensors, false, false, true, {nullptr, 0},
                                   {nullptr, 0}))
              .message.find("MulBackward0") != std::string::npos);
  }
  const std::vector<int64_t> numbers{0};
  const Tensor larger = full({3, 2}, 1);
  const std::vector<TensorHandle> gradients{larger};
  CHECK(failure(torch_engine_run(&results, span(roots), span(numbers), span(gradients), false, false, true,
                                 {nullptr, 0}, {nullptr, 0}))
            .message.find("[3, 2]") != std::string::npos);
  const std::vector<TensorHandle> outputs{y};
  CHECK(
      failure(torch_autograd_backward(span(outputs), span(gradients), {}, false, no_tensors)).message.find("[3, 2]") !=
      std::string::npos);
  CHECK(gradient_values(x).empty());
}

void passes_know_their_nodes() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor w = leaf({2}, 3);
    const Tensor y = product(x, w);
    CHECK(torch_engine_pass() == -1 && hooks_of_the_pass().empty());
    auto* const offered = new Object;
    auto* const of_w = new Object;
    of_w->hook = [](Tensor) { return nullptr; };
    bool reaches_w = true;
    offered->hook = [&](Tensor) {
      CHECK(torch_engine_pass() >= 0);
      const std::vector<void*> hooks = hooks_of_the_pass();
      CHECK(hooks.size() == (reaches_w ? 2 : 1));
      CHECK(std::count(hooks.begin(), hooks.end(), offered) == 1);
      CHECK(std::count(hooks.begin(), hooks.end(), of_w) == (reaches_w ? 1 : 0));
      return nullptr;
    };
    void* list = nullptr;
    require(torch_autograd_gradient_hooks(&list, y, offered));
    require(torch_autograd_gradient_hooks(&list, w, of_w));
    require(backward(sum(y), false, keep));
    reaches_w = false;
    const Tensor total = sum(y);
    const std::vector<TensorHandle> outputs{total};
    const std::vector<TensorHandle> inputs{x};
    TensorArray results{};
    require(torch_autograd_grad(&results, span(outputs), span(inputs), no_tensors, keep, false, false));
    torch_tensor_free(results.data[0]);
    torch_memory_free(results.data);
  }
  CHECK(Object::alive == 0);
}

void hooks_of_nodes() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = product(x, x);
    const Edge edge(y);
    auto* const before = new Object;
    before->node_hook = [](std::vector<Tensor> outputs, std::vector<Tensor> inputs, TensorHandle* replacements,
                           bool* is_replaced) {
      CHECK(outputs.empty() && inputs.size() == 1);
      replacements[0] = product(inputs[0], full({}, 10)).release();
      *is_replaced = true;
    };
    auto* const after = new Object;
    after->node_hook = [](std::vector<Tensor> outputs, std::vector<Tensor> inputs, TensorHandle* replacements,
                          bool* is_replaced) {
      CHECK(outputs.size() == 2 && inputs.size() == 1);
      CHECK(inputs[0].values() == (std::vector<double>{10, 10}));
      CHECK(outputs[0].values() == (std::vector<double>{30, 30}));
      replacements[0] = nullptr;
      replacements[1] = outputs[1].release();
      *is_replaced = true;
    };
    void* list = nullptr;
    require(torch_node_hooks(&list, edge.node, true, before));
    CHECK(list == before);
    require(torch_node_hooks(&list, edge.node, false, after));
    CHECK(list == after);
    require(torch_node_hooks(&list, edge.node, false, nullptr));
    CHECK(list == after);
    require(backward(sum(y)));
    CHECK(gradient_values(x) == (std::vector<double>{30, 30}));
  }
  CHECK(Object::alive == 0);
}

void what_nodes_are_about() {
  {
    const Tensor x = leaf({2, 3}, 3);
    const Tensor y = sum(x);
    const Edge end(x);
    const Edge last(y);
    Tensor variable;
    require(torch_node_variable(variable.out(), end.node));
    CHECK(static_cast<TensorHandle>(variable) == static_cast<TensorHandle>(x));
    require(torch_node_variable(variable.out(), last.node));
    CHECK(static_cast<TensorHandle>(variable) == nullptr);
    int64_t dims = -1;
    CHECK(torch_node_output_count(last.node) == 1);
    torch_node_output_shape(last.node, 0, &dims);
    CHECK(dims == 0);
    const int64_t* const shape = torch_node_output_shape(end.node, 0, &dims);
    CHECK(dims == 2 && shape[0] == 2 && shape[1] == 3);

    auto* const offered = new Object;
    void* dictionary = nullptr;
    require(torch_node_dictionary(&dictionary, last.node, offered));
    CHECK(dictionary == offered);
    require(torch_node_dictionary(&dictionary, last.node, nullptr));
    CHECK(dictionary == offered);

    const Edge none(full({2}, 1));
    CHECK(none.node == nullptr);
  }
  CHECK(Object::alive == 0);
}

void borders() {
  const Tensor x = leaf({2}, 3);
  const Tensor w = leaf({2}, 4);
  const Tensor y = product(x, x);
  const uint64_t start = torch_checkpoint_start();
  const Tensor inner = product(y, w);
  const Tensor z = product(inner, inner);
  const std::vector<TensorHandle> outputs{z, y};
  EdgeArray edges{};
  require(torch_checkpoint_border(&edges, span(outputs), start));
  CHECK(edges.length == 2);
  const Edge first(y);
  const Edge second(w);
  int found = 0;
  for (int64_t i = 0; i < edges.length; ++i) {
    const void* const identity = torch_node_identity(edges.nodes[i]);
    found += identity == torch_node_identity(first.node) ? 1 : identity == torch_node_identity(second.node) ? 10 : 100;
    torch_node_free(edges.nodes[i]);
  }
  CHECK(found == 11);
  torch_memory_free(edges.nodes);
  torch_memory_free(edges.input_nrs);
  bool inside = true;
  require(torch_checkpoint_contains(&inside, y, start));
  CHECK(!inside);
  require(torch_checkpoint_contains(&inside, x, start));
  CHECK(!inside);
  require(torch_checkpoint_contains(&inside, z, start));
  CHECK(inside);
}

void functions_at_edges() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = product(x, x);
    const Edge edge(y);
    auto* const context = new Object;
    context->backward = [&](void*, std::vector<Tensor> gradients) { return gradients; };
    const std::string name = "PartBackward";
    const std::vector<NodeHandle> nodes{edge.node};
    const std::vector<int64_t> input_nrs{edge.input_nr};
    NodeHandle node = nullptr;
    require(torch_autograd_function_begin_edges(&node, {name.data(), static_cast<int64_t>(name.size())}, span(nodes),
                                                span(input_nrs), context));
    const Tensor result = full({2}, 5);
    const std::vector<TensorHandle> outputs{result};
    TensorHandle replaced = nullptr;
    require(torch_autograd_function_end(&replaced, node, no_tensors, span(outputs), no_tensors, no_tensors, no_tensors,
                                        true, false, nullptr));
    CHECK(replaced == nullptr);
    torch_node_free(node);
    require(backward(sum(result)));
    CHECK(gradient_values(x) == (std::vector<double>{6, 6}));
  }
  CHECK(Object::alive == 0);
}

// The part z = y w with y = x x and w = x: a path from one end of it to the other lies outside.
void passes_through_a_part() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = product(x, x);
    auto* const context = new Object;
    uint64_t start = torch_checkpoint_start();
    const Tensor first = product(y, x);
    const std::vector<TensorHandle> outputs{first};
    EdgeArray edges{};
    require(torch_checkpoint_border(&edges, span(outputs), start));
    CHECK(edges.length == 2);
    context->backward = [&](void* self, std::vector<Tensor> gradients) {
      start = torch_checkpoint_start();
      torch_grad_mode_set(true);
      const Tensor again = product(y, x);
      torch_grad_mode_set(false);
      const std::vector<TensorHandle> results{again};
      const std::vector<TensorHandle> given{gradients[0]};
      TensorArray arrived{};
      bool is_same = false;
      require(torch_checkpoint_run(&arrived, &is_same, self, span(results), span(given), start, false));
      CHECK(is_same && arrived.length == 2);
      std::vector<Tensor> list;
      for (int64_t i = 0; i < arrived.length; ++i) list.emplace_back(arrived.data[i]);
      torch_memory_free(arrived.data);

      torch_grad_mode_set(true);
      const Tensor other = product(x, x);
      torch_grad_mode_set(false);
      const std::vector<TensorHandle> others{other};
      require(torch_checkpoint_run(&arrived, &is_same, self, span(others), span(given), start, false));
      CHECK(!is_same);
      return list;
    };
    const std::string name = "PartBackward";
    NodeHandle node = nullptr;
    require(torch_autograd_function_begin_edges(&node, {name.data(), static_cast<int64_t>(name.size())},
                                                {edges.nodes, edges.length}, {edges.input_nrs, edges.length}, context));
    for (int64_t i = 0; i < edges.length; ++i) torch_node_free(edges.nodes[i]);
    torch_memory_free(edges.nodes);
    torch_memory_free(edges.input_nrs);
    const Tensor result = full({2}, 27);
    const std::vector<TensorHandle> values{result};
    TensorHandle replaced = nullptr;
    require(torch_autograd_function_end(&replaced, node, no_tensors, span(values), no_tensors, no_tensors, no_tensors,
                                        true, false, nullptr));
    torch_node_free(node);
    require(backward(sum(result)));
    CHECK(gradient_values(x) == (std::vector<double>{27, 27}));
  }
  CHECK(Object::alive == 0);
}

void versions() {
  const Tensor x = leaf({2}, 3);
  const Tensor y = product(x, x);
  const Tensor total = sum(product(y, y));
  require(torch_autograd_bump_version(y));
  CHECK(failure(backward(total)).message.find("modified by an inplace operation") != std::string::npos);
}

void settings() {
  CHECK(torch_multithreading_get());
  torch_multithreading_set(false);
  CHECK(!torch_multithreading_get());
  torch_multithreading_set(true);
  const bool warns = torch_stream_mismatch_warning_get();
  torch_stream_mismatch_warning_set(!warns);
  CHECK(torch_stream_mismatch_warning_get() != warns);
  torch_stream_mismatch_warning_set(warns);
}

}  // namespace

void engine_cases() {
  require(torch_managed_attach(&callbacks));
  anomaly_names_the_place();
  anomaly_keeps_exceptions();
  anomaly_belongs_to_a_thread();
  passes_within_passes_have_their_own_mode();
  anomaly_looks_behind_hooks_of_nodes();
  passes_between_edges();
  edges_and_gradients_are_checked();
  passes_know_their_nodes();
  hooks_of_nodes();
  what_nodes_are_about();
  borders();
  functions_at_edges();
  passes_through_a_part();
  versions();
  settings();
}

}  // namespace test

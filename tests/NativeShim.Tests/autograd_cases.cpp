// Gradients and the graph.
#include "support.h"

namespace test {
namespace {

constexpr Optional<bool> keep{true, true};
constexpr Span<TensorHandle> no_tensors{nullptr, 0};

Tensor gradient_of(const Tensor& of) {
  Tensor result;
  require(torch_autograd_get_grad(result.out(), of));
  return result;
}

Error* backward(const Tensor& output, Optional<bool> retain = {}) {
  const std::vector<TensorHandle> outputs{output};
  return torch_autograd_backward(span(outputs), no_tensors, retain, false, no_tensors);
}

void backward_accumulates() {
  const Tensor x = leaf({3}, 2);
  CHECK(torch_tensor_requires_grad(x) && torch_tensor_is_leaf(x));
  CHECK(gradient_of(x) == nullptr);

  const Tensor squares = product(x, x);
  CHECK(torch_tensor_requires_grad(squares) && !torch_tensor_is_leaf(squares));
  require(torch_autograd_retain_grad(squares));
  bool retains = false;
  require(torch_autograd_retains_grad(&retains, squares));
  CHECK(retains);

  const Tensor total = sum(squares);
  require(backward(total, keep));
  CHECK(gradient_of(x).values() == std::vector<double>(3, 4.0));
  CHECK(gradient_of(squares).values() == std::vector<double>(3, 1.0));
  require(backward(total));
  CHECK(gradient_of(x).values() == std::vector<double>(3, 8.0));
  CHECK(failure(backward(total)).message.find("second time") != std::string::npos);
}

void backward_with_gradients_and_inputs() {
  const Tensor x = leaf({2}, 3);
  const Tensor y = leaf({2}, 5);
  const Tensor xy = product(x, y);
  const Tensor weights = tensor({1, 10}, {2});
  const Tensor total = sum(product(x, x));
  const std::vector<TensorHandle> outputs{xy, total};
  const std::vector<TensorHandle> gradients{weights, nullptr};
  const std::vector<TensorHandle> inputs{x};
  require(torch_autograd_backward(span(outputs), span(gradients), {}, false, span(inputs)));
  CHECK(gradient_of(x).values() == std::vector<double>{5 + 6, 50 + 6});
  CHECK(gradient_of(y) == nullptr);
}

void grad_returns_and_reports_unused() {
  const Tensor x = leaf({1}, 3);
  const Tensor unused = leaf({1}, 1);
  const Tensor cube = product(product(x, x), x);
  const std::vector<TensorHandle> outputs{cube};
  const std::vector<TensorHandle> inputs{x, unused};

  TensorArray result{};
  CHECK(failure(torch_autograd_grad(&result, span(outputs), span(inputs), no_tensors, keep, true, false)).kind != None);
  require(torch_autograd_grad(&result, span(outputs), span(inputs), no_tensors, keep, true, true));
  CHECK(result.length == 2 && result.data[1] == nullptr);
  const Tensor first(result.data[0]);
  torch_memory_free(result.data);
  CHECK(first.values() == std::vector<double>{27});

  const std::vector<TensorHandle> again{first};
  const std::vector<TensorHandle> only_x{x};
  require(torch_autograd_grad(&result, span(again), span(only_x), no_tensors, {}, false, false));
  const Tensor second(result.data[0]);
  torch_memory_free(result.data);
  CHECK(second.values() == std::vector<double>{18});
}

void setting_gradients() {
  const Tensor x = leaf({2}, 1);
  const Tensor given = full({2}, 7);
  require(torch_autograd_set_grad(x, given));
  CHECK(gradient_of(x).values() == std::vector<double>{7, 7});
  require(torch_autograd_set_grad(x, nullptr));
  CHECK(gradient_of(x) == nullptr);
  CHECK(torch_tensor_use_count(given) == 1);

  const Failure shape = failure(torch_autograd_set_grad(x, full({3}, 1)));
  CHECK(shape.kind == Value);
  CHECK(shape.message == "the gradient has shape [3], but the tensor has shape [2]");
  CHECK(failure(torch_autograd_set_grad(x, full({2}, 1, float32))).kind == Value);
  CHECK(failure(torch_autograd_set_grad(x, x)).kind == Value);
}

struct Gradients {
  TensorHandle found[3] = {};
  bool alike[3] = {};
  uint64_t places[3] = {};

  explicit Gradients(const std::vector<TensorHandle>& of) {
    require(torch_autograd_get_grads(found, alike, places, span(of)));
  }
  Gradients(const Gradients&) = delete;
  ~Gradients() { torch_tensor_free_all(found, 3); }
};

void gradients_of_many() {
  const Tensor x = leaf({2, 3}, 1);
  const Tensor y = leaf({2, 3}, 1);
  const Tensor z = leaf({2, 3}, 1);
  const Tensor given = full({2, 3}, 7);
  const Tensor flat = full({3, 2}, 5);
  Tensor turned;
  require(aten_t(turned.out(), flat));
  require(torch_autograd_set_grad(x, given));
  require(torch_autograd_set_grad(y, turned));
  const std::vector<TensorHandle> all{x, y, z};
  {
    const Gradients gradients(all);
    CHECK(gradients.found[0] == given);
    CHECK(gradients.found[1] == turned);
    CHECK(gradients.found[2] == nullptr);
    CHECK(gradients.alike[0] && !gradients.alike[1] && !gradients.alike[2]);
    CHECK(gradients.places[0] == gradients.places[1] && gradients.places[0] == gradients.places[2]);
    const Tensor single = full({2, 3}, 1, float32);
    const Gradients elsewhere({turned, flat, single});
    for (const uint64_t place : elsewhere.places) CHECK(place != gradients.places[0]);
  }
  require(torch_autograd_clear_grads(span(all)));
  CHECK(gradient_of(x) == nullptr);
  CHECK(torch_tensor_use_count(given) == 1);
}

void requiring_gradients() {
  const Tensor x = leaf({2}, 1);
  CHECK(failure(torch_tensor_set_requires_grad(full({2}, 1, int64), true)).kind != None);
  CHECK(failure(torch_tensor_set_requires_grad(product(x, x), false)).message.find("leaf") != std::string::npos);
  require(torch_tensor_set_requires_grad(x, false));
  CHECK(!torch_tensor_requires_grad(x));
}

void graph() {
  const Tensor x = leaf({2}, 1);
  NodeHandle none = &none;
  require(torch_autograd_grad_fn(&none, x));
  CHECK(none == nullptr);

  const Tensor total = sum(product(x, x));
  NodeHandle summation = nullptr;
  require(torch_autograd_grad_fn(&summation, total));
  const auto name = [](NodeHandle node) {
    Text text{};
    require(torch_node_name(&text, node));
    return take(text);
  };
  CHECK(name(summation) == "SumBackward0");
  CHECK(torch_node_next_count(summation) == 1);

  int64_t input_nr = -1;
  NodeHandle multiplication = nullptr;
  require(torch_node_next(&multiplication, &input_nr, summation, 0));
  CHECK(name(multiplication) == "MulBackward0");
  CHECK(input_nr == 0);
  CHECK(torch_node_next_count(multiplication) == 2);

  NodeHandle left = nullptr;
  NodeHandle right = nullptr;
  require(torch_node_next(&left, &input_nr, multiplication, 0));
  require(torch_node_next(&right, &input_nr, multiplication, 1));
  CHECK(name(left) == "torch::autograd::AccumulateGrad");
  CHECK(torch_node_identity(left) == torch_node_identity(right));
  CHECK(torch_node_identity(left) != torch_node_identity(summation));
  NodeHandle beyond = nullptr;
  CHECK(failure(torch_node_next(&beyond, &input_nr, multiplication, 2)).kind == Index);

  for (const NodeHandle node : {summation, multiplication, left, right}) torch_node_free(node);
  torch_node_free(nullptr);
}

}  // namespace

void autograd_cases() {
  backward_accumulates();
  backward_with_gradients_and_inputs();
  grad_returns_and_reports_unused();
  setting_gradients();
  gradients_of_many();
  requiring_gradients();
  graph();
}

}  // namespace test

// Custom functions.
#include <thread>

#include "managed_support.h"

namespace test {
namespace {

Tensor copy_of(const Tensor& tensor) {
  torch_tensor_incref(tensor);
  return Tensor(static_cast<TensorHandle>(tensor));
}

std::vector<Tensor> saved(void* node) {
  TensorArray array{};
  const Failure result = failure(torch_autograd_function_saved(&array, node));
  if (result.kind != None) throw Problem{result.message};
  std::vector<Tensor> tensors;
  for (int64_t i = 0; i < array.length; ++i) tensors.emplace_back(array.data[i]);
  torch_memory_free(array.data);
  return tensors;
}

// A call of a custom function: what the managed Apply does.
struct Call {
  std::vector<TensorHandle> inputs;
  std::vector<TensorHandle> outputs;
  std::vector<TensorHandle> dirty;
  std::vector<TensorHandle> non_differentiable;
  std::vector<TensorHandle> saved;
  bool is_materializing = true;
  Object* context = nullptr;  // of the forward mode

  NodeHandle begin(decltype(Object::backward) backward) const {
    auto* const context = new Object;
    context->backward = std::move(backward);
    NodeHandle node = nullptr;
    const std::string name = "TwiceBackward";
    require(
        torch_autograd_function_begin(&node, {name.data(), static_cast<int64_t>(name.size())}, span(inputs), context));
    return node;
  }

  std::vector<Tensor> end(NodeHandle node) const {
    std::vector<TensorHandle> results(outputs.size());
    require(torch_autograd_function_end(results.data(), node, span(inputs), span(outputs), span(dirty),
                                        span(non_differentiable), span(saved), is_materializing, false, context));
    torch_node_free(node);
    std::vector<Tensor> tensors;
    for (const TensorHandle result : results) tensors.emplace_back(result);
    return tensors;
  }
};

std::vector<Tensor> one(Tensor tensor) {
  std::vector<Tensor> list;
  list.push_back(std::move(tensor));
  return list;
}

// The square of x; the backward form multiplies with what was saved, so it can be differentiated again.
Tensor square(const Tensor& x) {
  Call call;
  call.inputs = {x};
  const NodeHandle node = call.begin([](void* self, std::vector<Tensor> gradients) {
    const std::vector<Tensor> tensors = saved(self);
    return one(product(product(gradients[0], tensors[0]), full({}, 2)));
  });
  torch_grad_mode_set(false);
  Tensor y = product(x, x);
  torch_grad_mode_set(true);
  call.outputs = {y};
  call.saved = {x};
  const std::vector<Tensor> results = call.end(node);
  CHECK(results[0] == nullptr);
  return y;
}

void functions_have_values_and_gradients_of_any_order() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor y = square(x);
    CHECK(y.values() == std::vector<double>{9, 9});
    const Tensor total = sum(y);
    require(backward(total, false, keep));
    CHECK(gradient_values(x) == std::vector<double>{6, 6});
    require(backward(total));
    CHECK(gradient_values(x) == std::vector<double>{12, 12});

    CHECK(problem_of(backward(total)).find("second time") != std::string::npos);
  }
  CHECK(Object::alive == 0);
  {
    const Tensor x = leaf({1}, 3);
    const Tensor y = square(square(x));
    const std::vector<TensorHandle> inputs{x};
    Tensor current = copy_of(y);
    for (const double expected : {4 * 27.0, 12 * 9.0, 24 * 3.0, 24.0}) {
      const std::vector<TensorHandle> outputs{current};
      TensorArray result{};
      require(torch_autograd_grad(&result, span(outputs), span(inputs), no_tensors, keep, true, false));
      current = Tensor(result.data[0]);
      torch_memory_free(result.data);
      CHECK(current.values() == std::vector<double>{expected});
    }
  }
  CHECK(Object::alive == 0);
}

void saved_tensors_are_checked() {
  {
    const Tensor x = leaf({2}, 3);
    const Tensor input = product(x, full({}, 1));
    const Tensor y = square(input);
    torch_grad_mode_set(false);
    require(aten_add_out(input, full({}, 1), number(1), input));
    torch_grad_mode_set(true);
    CHECK(problem_of(backward(sum(y))).find("modified by an inplace operation") != std::string::npos);
  }
  CHECK(Object::alive == 0);
}

// Nine outputs and seven dimensions: more than LibTorch's small vectors hold in place.
void functions_have_many_outputs() {
  {
    const Tensor x = leaf({2, 1, 1, 1, 1, 1, 2}, 1);
    Call call;
    call.inputs = {x};
    const NodeHandle node = call.begin([](void*, std::vector<Tensor> gradients) {
      CHECK(gradients.size() == 9);
      Tensor total = std::move(gradients[0]);
      for (size_t i = 1; i < gradients.size(); ++i) {
        const Tensor before = std::move(total);
        total = full({2, 1, 1, 1, 1, 1, 2}, 0);
        require(aten_add_out(before, gradients[i], number(1), total));
      }
      return one(std::move(total));
    });
    std::vector<Tensor> outputs;
    for (int i = 0; i < 9; ++i) outputs.push_back(full({2, 1, 1, 1, 1, 1, 2}, i));
    for (const Tensor& output : outputs) call.outputs.push_back(output);
    call.end(node);
    require(backward(sum(outputs[2]), false, keep));
    CHECK(gradient_values(x) == std::vector<double>(4, 1.0));
    const Tensor both = product(outputs[7], outputs[8]);
    require(backward(sum(both)));
    CHECK(gradient_values(x) == std::vector<double>(4, 1.0 + 7 + 8));
  }
  CHECK(Object::alive == 0);
}

void outputs_may_be_inputs() {
  {
    const Tensor x = leaf({2}, 5);
    const Tensor constant = full({2}, 1);
    Call call;
    call.inputs = {x};
    const NodeHandle node =
        call.begin([](void*, std::vector<Tensor> gradients) { return one(product(gradients[0], full({}, -1))); });
    call.outputs = {x, constant};
    call.non_differentiable = {constant};
    const std::vector<Tensor> results = call.end(node);
    CHECK(results[0] != nullptr && results[0] != static_cast<TensorHandle>(x) && results[1] == nullptr);
    CHECK(torch_tensor_requires_grad(results[0]) && !torch_tensor_requires_grad(constant));
    require(backward(sum(results[0])));
    CHECK(gradient_values(x) == std::vector<double>{-1, -1});
  }
  CHECK(Object::alive == 0);
}

void inputs_may_be_changed_in_place() {
  {
    const Tensor x = leaf({2}, 5);
    const Tensor h = product(x, full({}, 1));
    Call call;
    call.inputs = {h};
    const NodeHandle node =
        call.begin([](void*, std::vector<Tensor> gradients) { return one(product(gradients[0], full({}, 2))); });
    torch_grad_mode_set(false);
    require(aten_add_out(h, h, number(1), h));
    torch_grad_mode_set(true);
    call.outputs = {h};
    call.dirty = {h};
    CHECK(call.end(node)[0] == nullptr);
    require(backward(sum(h)));
    CHECK(gradient_values(x) == std::vector<double>{2, 2});
  }
  CHECK(Object::alive == 0);
}

void unused_outputs_have_no_gradient_unless_materialized() {
  for (const bool is_materializing : {true, false}) {
    const Tensor x = leaf({2}, 5);
    const Tensor first = full({2}, 1);
    const Tensor second = full({3}, 1);
    Call call;
    call.inputs = {x};
    call.is_materializing = is_materializing;
    const NodeHandle node = call.begin([=](void*, std::vector<Tensor> gradients) {
      CHECK((gradients[1] != nullptr) == is_materializing);
      if (is_materializing) CHECK(gradients[1].values() == std::vector<double>(3, 0.0));
      return one(std::move(gradients[0]));
    });
    call.outputs = {first, second};
    call.end(node);
    require(backward(sum(first)));
  }
  CHECK(Object::alive == 0);
}

void without_a_node_nothing_is_recorded() {
  const Tensor x = leaf({2}, 5);
  const Tensor y = full({2}, 1);
  Call call;
  call.inputs = {x};
  call.outputs = {y};
  call.end(nullptr);
  CHECK(!torch_tensor_requires_grad(y));
}

// The first result is 2 x + y, the second has no derivative.
std::vector<Tensor> forward_call(const Tensor& x, const Tensor& y, Object& context, bool is_materializing = true) {
  Call call;
  call.inputs = {x, y};
  call.is_materializing = is_materializing;
  call.context = &context;
  torch_forward_grad_set(false);
  std::vector<Tensor> outputs;
  outputs.push_back(product(x, full({}, 2)));
  require(aten_add_out(outputs[0], y, number(1), outputs[0]));
  outputs.push_back(full({2}, 1));
  torch_forward_grad_set(true);
  call.outputs = {outputs[0], outputs[1]};
  call.non_differentiable = {outputs[1]};
  call.end(nullptr);
  return outputs;
}

void functions_have_tangents() {
  {
    int64_t level = -1;
    require(torch_forward_ad_enter(&level));
    const Tensor x = full({2}, 3);
    const Tensor y = full({2}, 1);
    Tensor dual;
    require(torch_forward_ad_make_dual(dual.out(), x, tensor<double>({1, 10}, {2}), level));
    Object context;
    bool sees_zeros = true;
    context.jvp = [&](std::vector<Tensor> tangents) {
      CHECK(!torch_forward_grad_get() && tangents.size() == 2);
      CHECK(sees_zeros ? tangents[1].values() == (std::vector<double>{0, 0}) : tangents[1] == nullptr);
      std::vector<Tensor> results = one(product(tangents[0], full({}, 2)));
      results.emplace_back();
      return results;
    };
    const auto tangent_of = [&](const Tensor& tensor) {
      Tensor primal;
      Tensor tangent;
      require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), tensor, level));
      return tangent;
    };
    for (const bool is_materializing : {true, false}) {
      sees_zeros = is_materializing;
      const std::vector<Tensor> results = forward_call(dual, y, context, is_materializing);
      CHECK(tangent_of(results[0]).values() == (std::vector<double>{2, 20}));
      CHECK(tangent_of(results[1]) == nullptr);
    }
    context.jvp = [](std::vector<Tensor>) -> std::vector<Tensor> { throw Problem{"no rule"}; };
    CHECK(tangent_of(forward_call(x, y, context)[0]) == nullptr);

    Tensor other = full({2}, 1);
    const std::vector<TensorHandle> inputs{dual};
    const std::vector<TensorHandle> outputs{other};
    TensorHandle result = nullptr;
    CHECK(problem_of(torch_autograd_function_end(&result, nullptr, span(inputs), span(outputs), no_tensors, no_tensors,
                                                 no_tensors, true, false, &context)) == "no rule");
    require(torch_forward_ad_exit());
  }
  CHECK(Object::alive == 0);
}

void long_chains_are_freed_without_recursion() {
  {
    const Tensor x = leaf({1}, 1);
    Tensor y = square(x);
    for (int i = 0; i < 20000; ++i) y = square(y);
    CHECK(Object::alive == 20001);
  }
  CHECK(Object::alive == 0);
}

void threads_share_a_graph() {
  {
    const Tensor x = leaf({4}, 3);
    const Tensor total = sum(square(x));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          require(backward(total, false, keep));
          const Tensor own = leaf({4}, i);
          require(backward(sum(square(own))));
          CHECK(gradient_values(own) == std::vector<double>(4, 2.0 * i));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(gradient_values(x) == std::vector<double>(4, 4 * 50 * 6.0));
  }
  CHECK(Object::alive == 0);
}

}  // namespace

void function_cases() {
  require(torch_managed_attach(&callbacks));
  functions_have_values_and_gradients_of_any_order();
  saved_tensors_are_checked();
  functions_have_many_outputs();
  outputs_may_be_inputs();
  inputs_may_be_changed_in_place();
  unused_outputs_have_no_gradient_unless_materialized();
  without_a_node_nothing_is_recorded();
  functions_have_tangents();
  long_chains_are_freed_without_recursion();
  threads_share_a_graph();
}

}  // namespace test

// Hooks on gradients.
#include "managed_support.h"

namespace test {
namespace {

// The list of a tensor's hooks, and whether it is the one given.
Object* hooks_of(const Tensor& tensor, std::function<TensorHandle(Tensor)> hook) {
  auto* const offered = new Object;
  offered->hook = std::move(hook);
  void* list = nullptr;
  require(torch_autograd_gradient_hooks(&list, tensor, offered));
  if (list != offered) release(offered);
  return static_cast<Object*>(list);
}

void hooks_replace_and_die_with_the_tensor() {
  {
    const Tensor x = leaf({2}, 3);
    int calls = 0;
    Object* const list = hooks_of(x, [&](Tensor gradient) {
      ++calls;
      return product(gradient, full({}, 10)).release();
    });
    CHECK(hooks_of(x, {}) == list);
    require(backward(sum(product(x, x))));
    CHECK(calls == 1);
    CHECK(gradient_values(x) == std::vector<double>{60, 60});
  }
  CHECK(Object::alive == 0);
}

void hooks_of_results_belong_to_the_graph() {
  const Tensor x = leaf({2}, 3);
  {
    int calls = 0;
    Tensor total;
    {
      const Tensor y = product(x, x);
      hooks_of(y, [&](Tensor) {
        ++calls;
        return nullptr;
      });
      total = sum(y);
    }
    require(backward(total));
    CHECK(calls == 1);
  }
  CHECK(Object::alive == 0);
}

void hooks_of_another_result_are_others() {
  const Tensor x = leaf({4}, 3);
  {
    TensorArray halves{};
    require(aten_split_Tensor(&halves, x, 2, 0));
    const Tensor first(halves.data[0]);
    const Tensor second(halves.data[1]);
    torch_memory_free(halves.data);
    Object* const list = hooks_of(first, [](Tensor gradient) { return product(gradient, full({}, 5)).release(); });
    CHECK(hooks_of(second, [](Tensor) { return nullptr; }) != list);
    CHECK(hooks_of(first, {}) == list);
    require(backward(sum(first)));
    CHECK(gradient_values(x) == std::vector<double>{5, 5, 0, 0});
  }
  CHECK(Object::alive == 0);
}

void accumulation_hooks_see_the_sum() {
  {
    const Tensor x = leaf({2}, 3);
    int calls = 0;
    auto* const offered = new Object;
    offered->hook = [&](Tensor variable) {
      ++calls;
      CHECK(variable == static_cast<TensorHandle>(x));
      CHECK(gradient_values(variable) == std::vector<double>{6, 6});
      return nullptr;
    };
    void* list = nullptr;
    require(torch_autograd_accumulation_hooks(&list, x, offered));
    void* again = nullptr;
    require(torch_autograd_accumulation_hooks(&again, x, nullptr));
    CHECK(list == offered && again == offered);
    require(backward(sum(product(x, x))));
    CHECK(calls == 1);

    CHECK(failure(torch_autograd_accumulation_hooks(&list, product(x, x), nullptr)).kind == Value);
  }
  CHECK(Object::alive == 0);
}

void hooks_want_gradients() {
  void* list = nullptr;
  CHECK(failure(torch_autograd_gradient_hooks(&list, full({2}, 1), nullptr)).kind == Value);
  CHECK(failure(torch_autograd_accumulation_hooks(&list, full({2}, 1), nullptr)).kind == Value);
  require(torch_autograd_check_replacement(full({2}, 1), full({2}, 2)));
  CHECK(failure(torch_autograd_check_replacement(full({2}, 1), full({3}, 2))).message.find("size") !=
        std::string::npos);
  CHECK(failure(torch_autograd_check_replacement(full({2}, 1), full({2}, 2, float32))).kind != None);
}

void exceptions_come_out_as_they_are() {
  {
    const Tensor x = leaf({2}, 3);
    hooks_of(x, [](Tensor) -> TensorHandle { throw Problem{"the hook says no"}; });
    Error* const error = backward(sum(product(x, x)));
    CHECK(Object::alive == 2);
    CHECK(problem_of(error) == "the hook says no");
    CHECK(Object::alive == 1);
  }
  CHECK(Object::alive == 0);
}

}  // namespace

void hook_cases() {
  require(torch_managed_attach(&callbacks));
  hooks_replace_and_die_with_the_tensor();
  hooks_of_results_belong_to_the_graph();
  hooks_of_another_result_are_others();
  accumulation_hooks_see_the_sum();
  hooks_want_gradients();
  exceptions_come_out_as_they_are();
}

}  // namespace test

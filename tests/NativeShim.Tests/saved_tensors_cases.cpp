// Hooks on what the graph saves.
#include <thread>

#include "managed_support.h"

namespace test {
namespace {

// Hooks in use until the end of the scope.
struct Hooks {
  Object object;
  void* previous = nullptr;

  Hooks() { require(torch_saved_tensors_exchange(&previous, &object)); }
  Hooks(const Hooks&) = delete;
  ~Hooks() {
    void* own = nullptr;
    require(torch_saved_tensors_exchange(&own, previous));
    CHECK(own == &object);
  }
};

Tensor shared(const Tensor& tensor) {
  torch_tensor_incref(tensor);
  return Tensor(static_cast<TensorHandle>(tensor));
}

void hooks_see_what_is_saved() {
  int packed = 0;
  int unpacked = 0;
  {
    const Tensor x = leaf({2}, 3);
    Tensor total;
    {
      Hooks hooks;
      hooks.object.pack = [&](Tensor tensor) {
        ++packed;
        CHECK(!torch_tensor_requires_grad(tensor));
        return product(tensor, full({}, 2));
      };
      hooks.object.unpack = [&](const Tensor& tensor) {
        ++unpacked;
        return shared(tensor);
      };
      total = sum(product(x, x));
      CHECK(packed == 2 && unpacked == 0);

      // Each thread has its own.
      std::thread([] { sum(product(leaf({2}, 3), leaf({2}, 3))); }).join();
      CHECK(packed == 2);
    }
    const Tensor other = product(x, x);
    CHECK(packed == 2);
    require(backward(total));
    CHECK(unpacked == 2);
    CHECK(gradient_values(x) == (std::vector<double>{12, 12}));
  }
  CHECK(Object::alive == 0);
}

// An output that is saved would keep the node that keeps it.
void outputs_make_no_circle() {
  {
    const Tensor x = leaf({2}, 0);
    Tensor y;
    {
      Hooks hooks;
      hooks.object.pack = [](Tensor tensor) { return tensor; };
      hooks.object.unpack = shared;
      require(aten_exp(y.out(), x));
    }
    const Tensor first = sum(y);
    require(backward(first, true, keep));
    CHECK(gradient_values(x) == (std::vector<double>{1, 1}));
    require(torch_autograd_set_grad(x, nullptr));
    CHECK(Object::alive == 1);
  }
  CHECK(Object::alive == 0);
}

void problems_come_out() {
  {
    const Tensor x = leaf({2}, 3);
    {
      Hooks hooks;
      hooks.object.pack = [](Tensor) -> Tensor { throw Problem{"cannot pack"}; };
      Tensor result;
      CHECK(problem_of(aten_mul_Tensor(result.out(), x, x)) == "cannot pack");
    }
    Tensor total;
    {
      Hooks hooks;
      hooks.object.pack = [](Tensor tensor) { return tensor; };
      hooks.object.unpack = [](const Tensor&) -> Tensor { throw Problem{"cannot unpack"}; };
      total = sum(product(x, x));
    }
    CHECK(problem_of(backward(total)) == "cannot unpack");
  }
  CHECK(Object::alive == 0);
}

void innermost_hooks_win() {
  {
    const Tensor x = leaf({2}, 3);
    const auto keeping = [](int& count) {
      return [&count](Tensor tensor) {
        ++count;
        return tensor;
      };
    };
    int outer = 0;
    int inner = 0;
    Hooks first;
    first.object.pack = keeping(outer);
    first.object.unpack = shared;
    {
      Hooks second;
      second.object.pack = keeping(inner);
      second.object.unpack = shared;
      product(x, x);
    }
    product(x, x);
    CHECK(inner == 2 && outer == 2);
  }
  CHECK(Object::alive == 0);
}

}  // namespace

void saved_tensors_cases() {
  require(torch_managed_attach(&callbacks));
  hooks_see_what_is_saved();
  outputs_make_no_circle();
  problems_come_out();
  innermost_hooks_win();
}

}  // namespace test

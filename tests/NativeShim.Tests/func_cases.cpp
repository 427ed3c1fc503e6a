// Function transforms.
#include <thread>

#include "support.h"

namespace test {
namespace {

// A layer, popped where it goes out of scope.
struct Layer {
  int64_t level = 0;

  Layer() = default;
  Layer(const Layer&) = delete;
  ~Layer() { require(torch_func_pop()); }
};

struct GradLayer : Layer {
  GradLayer() { require(torch_func_push_grad(&level)); }
};

struct VmapLayer : Layer {
  explicit VmapLayer(int64_t size, int32_t randomness = 0) { require(torch_func_push_vmap(&level, size, randomness)); }
};

Tensor unwrapped(const Tensor& tensor) {
  Tensor result;
  require(torch_func_unwrap(result.out(), tensor));
  return result;
}

Tensor unwrapped_at(const Tensor& tensor) {
  Tensor result;
  int64_t level = 0;
  int64_t dim = 0;
  require(torch_func_peel(result.out(), &level, &dim, tensor));
  return result;
}

Tensor gradient(const Tensor& of, const Tensor& input) {
  const std::vector<TensorHandle> outputs{of};
  const std::vector<TensorHandle> inputs{input};
  TensorArray result{};
  require(torch_autograd_grad(&result, span(outputs), span(inputs), {nullptr, 0}, {}, true, false));
  Tensor first(result.data[0]);
  torch_memory_free(result.data);
  return first;
}

// The derivative of the sum of the cubes.
Tensor derivative(const Tensor& x) {
  Tensor result;
  {
    const GradLayer layer;
    Tensor own;
    require(torch_func_wrap(own.out(), x, layer.level));
    require(torch_tensor_set_requires_grad(own, true));
    result = gradient(sum(product(product(own, own), own)), own);
  }
  return unwrapped(result);
}

void gradients_nest() {
  CHECK(torch_func_depth() == 0);
  const Tensor x = tensor<double>({1, 2}, {2});
  CHECK(derivative(x).values() == (std::vector<double>{3, 12}));

  Tensor second;
  {
    const GradLayer layer;
    CHECK(torch_func_depth() == 1 && layer.level == 1);
    Tensor own;
    require(torch_func_wrap(own.out(), x, layer.level));
    require(torch_tensor_set_requires_grad(own, true));
    second = gradient(sum(derivative(own)), own);

    Tensor inner;
    int64_t level = 0;
    int64_t dim = 0;
    require(torch_func_peel(inner.out(), &level, &dim, own));
    CHECK(static_cast<TensorHandle>(inner) == static_cast<TensorHandle>(x) && level == 1 && dim == -1);
  }
  CHECK(unwrapped(second).values() == (std::vector<double>{6, 12}));
  CHECK(torch_func_depth() == 0);
  CHECK(!torch_tensor_requires_grad(x));
}

void batches_hide_a_dimension() {
  const Tensor x = tensor<double>({1, 2, 3, 4, 5, 6}, {2, 3});
  const Tensor y = tensor<double>({10, 20}, {2});
  Tensor columns;
  Tensor constant;
  {
    const VmapLayer layer(3);
    Tensor batched;
    require(torch_func_add_batch_dim(batched.out(), x, 1, layer.level));
    bool is_batched = false;
    require(torch_func_is_batched(&is_batched, batched, layer.level));
    CHECK(is_batched && torch_tensor_numel(batched) == 2);
    const Tensor total = sum(product(batched, y));
    require(torch_func_remove_batch_dim(columns.out(), total, layer.level, 3, 0));
    require(torch_func_remove_batch_dim(constant.out(), y, layer.level, 3, -1));
    Tensor value;
    int64_t level = 0;
    int64_t dim = 0;
    require(torch_func_peel(value.out(), &level, &dim, batched));
    CHECK(static_cast<TensorHandle>(value) == static_cast<TensorHandle>(x) && level == 1 && dim == 1);
    require(torch_func_peel(value.out(), &level, &dim, x));
    CHECK(value == nullptr);
    CHECK(failure(aten_mm(value.out(), batched, batched)).kind != None);
  }
  CHECK(columns.values() == (std::vector<double>{90, 120, 150}));
  CHECK(constant.values() == (std::vector<double>{10, 10, 10, 20, 20, 20}));
}

// One derivative for each row.
void transforms_compose() {
  const Tensor x = tensor<double>({1, 2, 3, 4}, {2, 2});
  Tensor result;
  {
    const VmapLayer layer(2);
    Tensor batched;
    require(torch_func_add_batch_dim(batched.out(), x, 0, layer.level));
    require(torch_func_remove_batch_dim(result.out(), derivative(batched), layer.level, 2, 0));
  }
  CHECK(result.values() == (std::vector<double>{3, 12, 27, 48}));
}

void values_under_a_batch_cannot_be_read() {
  const Tensor x = tensor<double>({1, 2}, {2});
  const VmapLayer layer(2);
  Tensor batched;
  require(torch_func_add_batch_dim(batched.out(), x, 0, layer.level));
  ScalarValue value{};
  CHECK(failure(torch_tensor_item(&value, batched)).message.find(".item()") != std::string::npos);
  double element = 0;
  CHECK(failure(torch_tensor_copy_to(batched, &element, sizeof(element))).message.find("DebugUnwrap") !=
        std::string::npos);
}

// Memory is read and written outside the layers.
void data_goes_in_and_out() {
  const Tensor x = tensor<double>({1, 2}, {2});
  Tensor total;
  {
    const GradLayer layer;
    const Tensor made = tensor<double>({10, 20}, {2});
    CHECK(made.values() == (std::vector<double>{10, 20}));
    void* memory = nullptr;
    CHECK(failure(torch_tensor_data_ptr(&memory, made)).message.find("DebugUnwrap") != std::string::npos);
    total = product(made, x);
    CHECK(x.values() == (std::vector<double>{1, 2}));
    CHECK(!torch_func_bypass(true));
    CHECK(product(x, x).values() == (std::vector<double>{1, 4}));
    CHECK(torch_func_bypass(false));
  }
  CHECK(unwrapped(total).values() == (std::vector<double>{10, 40}));
}

// A batch that was kept has its level also where the layer is gone.
void what_escapes_can_be_looked_into() {
  const Tensor x = tensor<double>({1, 2}, {2});
  Tensor batched;
  Tensor recorded;
  {
    const VmapLayer layer(2);
    require(torch_func_add_batch_dim(batched.out(), x, 0, layer.level));
  }
  {
    const GradLayer layer;
    require(torch_func_wrap(recorded.out(), x, layer.level));
  }
  CHECK(torch_func_depth() == 0);
  CHECK(unwrapped_at(batched).values() == (std::vector<double>{1, 2}));
  CHECK(recorded.values() == (std::vector<double>{1, 2}));
}

// The state of a generator is plain memory.
void states_of_generators_pass_the_layers() {
  GeneratorHandle generator = nullptr;
  require(torch_generator_create(&generator, {0, -1}, 7));
  {
    const GradLayer layer;
    Tensor state;
    require(torch_generator_get_state(state.out(), generator));
    require(torch_generator_set_state(generator, state));
  }
  torch_generator_free(generator);
}

void layers_belong_to_a_thread() {
  const GradLayer layer;
  std::thread([] {
    CHECK(torch_func_depth() == 0);
    const GradLayer own;
    CHECK(own.level == 1);
  }).join();
  CHECK(torch_func_depth() == 1);
}

void forward_mode_has_layers() {
  const Tensor x = tensor<double>({1, 2}, {2});
  const Tensor ones = full({2}, 1);
  Tensor primal;
  Tensor tangent;
  {
    Layer layer;
    require(torch_func_push_jvp(&layer.level));
    int64_t level = -1;
    require(torch_forward_ad_enter(&level));
    Tensor dual;
    require(torch_forward_ad_make_dual(dual.out(), x, ones, level));
    require(torch_forward_ad_unpack_dual(primal.out(), tangent.out(), product(dual, dual), level));
    require(torch_forward_ad_exit());
  }
  CHECK(unwrapped(primal).values() == (std::vector<double>{1, 4}));
  CHECK(unwrapped(tangent).values() == (std::vector<double>{2, 4}));
}

void layers_can_be_taken_off_for_a_while() {
  const VmapLayer batch(3, 2);
  LayerView view{};
  require(torch_func_top(&view));
  CHECK(view.level == 1 && view.kind == 1 && view.batch_size == 3 && view.randomness == 2);
  Tensor batched;
  require(torch_func_add_batch_dim(batched.out(), full({3, 2}, 5), 0, batch.level));
  {
    torch_grad_mode_set(false);
    const GradLayer layer;
    torch_grad_mode_set(true);
    require(torch_func_top(&view));
    CHECK(view.level == 2 && view.kind == 2 && view.was_enabled == 0);
    Tensor own;
    require(torch_func_wrap(own.out(), batched, layer.level));
    void* off = nullptr;
    require(torch_func_lower(&off));
    CHECK(torch_func_depth() == 1);
    void* outer = nullptr;
    require(torch_func_lower(&outer));
    CHECK(torch_func_depth() == 0);
    CHECK(product(full({2}, 3), full({2}, 3)).values() == (std::vector<double>{9, 9}));
    require(torch_func_raise(outer));
    require(torch_func_raise(off));
    CHECK(torch_func_depth() == 2);
    require(torch_tensor_set_requires_grad(own, true));
    Tensor value;
    int64_t dim = -1;
    require(torch_func_unbatch(value.out(), &dim, unwrapped_at(gradient(sum(product(own, own)), own)), batch.level));
    CHECK(dim == 0 && torch_tensor_dim(value) == 2);
    require(torch_func_unbatch(value.out(), &dim, full({2}, 1), batch.level));
    CHECK(dim == -1 && value == nullptr);
  }
}

void without_a_layer_there_is_none_to_take() {
  CHECK(failure(torch_func_pop()).kind != None);
  LayerView view{};
  CHECK(failure(torch_func_top(&view)).kind != None);
}

}  // namespace

void func_cases() {
  gradients_nest();
  batches_hide_a_dimension();
  transforms_compose();
  values_under_a_batch_cannot_be_read();
  data_goes_in_and_out();
  what_escapes_can_be_looked_into();
  states_of_generators_pass_the_layers();
  layers_belong_to_a_thread();
  forward_mode_has_layers();
  layers_can_be_taken_off_for_a_while();
  without_a_layer_there_is_none_to_take();
}

}  // namespace test

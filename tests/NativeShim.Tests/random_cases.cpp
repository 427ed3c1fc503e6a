// Generators.
#include <cmath>

#include "support.h"

namespace test {
namespace {

constexpr DeviceValue cpu{0, -1};
constexpr DeviceValue cuda{1, 0};
constexpr DeviceValue meta{14, -1};

std::vector<double> draw(GeneratorHandle generator) {
  Tensor values = full({5}, 0);
  require(aten_normal_(values, 0, 1, generator));
  return values.values();
}

// The values that PyTorch's manual documents for this seed.
void known_values() {
  require(torch_random_manual_seed(0));
  Tensor drawn;
  const std::vector<int64_t> size{3};
  require(aten_randn(drawn.out(), span(size), {float32, true}, {}, {}, {}));
  const std::vector<float> values = drawn.values<float>();
  CHECK(std::fabs(values[0] - 1.5410f) < 1e-4f);
  CHECK(std::fabs(values[1] + 0.2934f) < 1e-4f);
  CHECK(std::fabs(values[2] + 2.1788f) < 1e-4f);

  GeneratorHandle generator = nullptr;
  require(torch_generator_default(&generator, cpu));
  uint64_t seed = 1;
  require(torch_generator_initial_seed(&seed, generator));
  CHECK(seed == 0);
  torch_generator_free(generator);
}

void seeds_and_states() {
  GeneratorHandle generator = nullptr;
  require(torch_generator_create(&generator, cpu, 7));
  uint64_t seed = 0;
  require(torch_generator_initial_seed(&seed, generator));
  CHECK(seed == 7);
  CHECK(torch_generator_device(generator).type == 0);

  Tensor state;
  require(torch_generator_get_state(state.out(), generator));
  CHECK(torch_tensor_dtype(state) == uint8);
  const std::vector<double> first = draw(generator);
  CHECK(draw(generator) != first);
  require(torch_generator_set_state(generator, state));
  CHECK(draw(generator) == first);
  require(torch_generator_set_seed(generator, 7));
  CHECK(draw(generator) == first);

  GeneratorHandle copy = nullptr;
  require(torch_generator_clone(&copy, generator));
  CHECK(draw(copy) == draw(generator));
  torch_generator_free(copy);

  uint64_t chosen = 0;
  require(torch_generator_seed(&chosen, generator));
  require(torch_generator_initial_seed(&seed, generator));
  CHECK(seed == chosen);

  CHECK(failure(torch_generator_set_state(generator, full({4}, 0, uint8))).kind != None);
  torch_generator_incref(generator);
  torch_generator_free(generator);
  CHECK(draw(generator).size() == 5);
  torch_generator_free(generator);
  torch_generator_free(nullptr);
}

// On a build without CUDA these are errors, not crashes; a device without generators is one everywhere.
void other_devices() {
  GeneratorHandle generator = nullptr;
  CHECK(failure(torch_generator_default(&generator, meta)).kind != None);
  CHECK(failure(torch_generator_create(&generator, meta, 0)).kind != None);
  bool has_cuda = false;
  require(torch_cuda_is_available(&has_cuda));
  if (!has_cuda) {
    CHECK(failure(torch_generator_default(&generator, cuda)).kind != None);
    CHECK(failure(torch_generator_create(&generator, {1, -1}, 0)).kind != None);
  }
  CHECK(generator == nullptr);
}

}  // namespace

void random_cases() {
  known_values();
  seeds_and_states();
  other_devices();
}

}  // namespace test

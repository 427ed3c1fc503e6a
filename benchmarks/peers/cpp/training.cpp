#include <cmath>
#include <memory>

#include "optimizers.h"
#include "workloads.h"

namespace bench {
namespace {

namespace op = at::_ops;

constexpr int64_t kMeanReduction = 1;

at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& labels) {
  return op::cross_entropy_loss::call(logits, labels, {}, kMeanReduction, -100, 0.0);
}

at::Tensor linear(const at::Tensor& input, const Tensors& parameters, size_t first) {
  return op::linear::call(input, parameters[first], parameters[first + 1]);
}

// Weight and bias as a layer with so many inputs starts with.
void add_layer(Tensors& parameters, const Shape& weight, int64_t inputs) {
  const double bound = 1 / std::sqrt(static_cast<double>(inputs));
  parameters.push_back(parameter(weight, bound));
  parameters.push_back(parameter({weight[0]}, bound));
}

Tensors perceptron_parameters() {
  Tensors parameters;
  add_layer(parameters, {128, 784}, 784);
  add_layer(parameters, {10, 128}, 128);
  return parameters;
}

at::Tensor perceptron_loss(const Tensors& parameters, const at::Tensor& images, const at::Tensor& labels) {
  return cross_entropy(linear(op::relu::call(linear(images, parameters, 0)), parameters, 2), labels);
}

at::Tensor convolution(const at::Tensor& input, const Tensors& parameters, size_t first) {
  const at::SymInt ones[] = {1, 1}, zero[] = {0, 0};
  return op::conv2d::call(input, parameters[first], parameters[first + 1], ones, zero, ones, 1);
}

at::Tensor network(const Tensors& parameters, const at::Tensor& images) {
  const int64_t two[] = {2, 2}, zero[] = {0, 0}, one[] = {1, 1};
  at::Tensor hidden = op::relu::call(convolution(images, parameters, 0));
  hidden = op::relu::call(convolution(hidden, parameters, 2));
  hidden = op::flatten_using_ints::call(op::max_pool2d::call(hidden, two, two, zero, one, false), 1, -1);
  return linear(op::relu::call(linear(hidden, parameters, 4)), parameters, 6);
}

Tensors network_parameters() {
  Tensors parameters;
  add_layer(parameters, {32, 1, 3, 3}, 9);
  add_layer(parameters, {64, 32, 3, 3}, 288);
  add_layer(parameters, {128, 9216}, 9216);
  add_layer(parameters, {10, 128}, 128);
  return parameters;
}

}  // namespace

Section multilayer_perceptron() {
  struct Model {
    explicit Model(AdamForm form) : adam(parameters, form) {}
    Tensors parameters = perceptron_parameters();
    Adam adam;
  };
  auto models = std::make_shared<std::vector<Model>>();
  for (AdamForm form : {AdamForm::Single, AdamForm::Foreach, AdamForm::Fused}) models->emplace_back(form);
  auto plain = std::make_shared<Tensors>(perceptron_parameters());
  at::Tensor images = randn({32, 784}), labels = random_labels(32);

  return [=](const Harness& harness) {
    auto run = [&](const char* variant, Tensors& parameters, auto step) {
      harness.measure("mlp step b32", variant, "steps/s", 200, 1, [&] {
        zero_grad(parameters);
        perceptron_loss(parameters, images, labels).backward();
        step();
      });
    };
    run("sgd", *plain, [&] { sgd_step(*plain, 0.1); });
    const AdamForm forms[] = {AdamForm::Single, AdamForm::Foreach, AdamForm::Fused};
    for (size_t i = 0; i < models->size(); i++) {
      run(name_of(forms[i]), (*models)[i].parameters, [&] { (*models)[i].adam.step(); });
    }
  };
}

Section adam_alone() {
  return [](const Harness& harness) {
    for (AdamForm form : {AdamForm::Single, AdamForm::Foreach, AdamForm::Fused}) {
      Tensors parameters;
      for (int i = 0; i < 60; i++) {
        parameters.push_back(parameter({64, 64}, 0.1));
        parameters.back().grad() = randn({64, 64});
      }
      Adam adam(parameters, form);
      adam.step();
      harness.measure("adam 60x64x64", name_of(form), "us", 100, 1, [&] { adam.step(); });
    }
  };
}

Section convolutional_network() {
  auto parameters = std::make_shared<Tensors>(network_parameters());
  auto adam = std::make_shared<Adam>(*parameters, AdamForm::Single);
  at::Tensor images = randn({64, 1, 28, 28}), labels = random_labels(64);
  return [=](const Harness& harness) {
    harness.measure("cnn step b64", "adam", "images/s", 10, 64, [&] {
      zero_grad(*parameters);
      cross_entropy(network(*parameters, images), labels).backward();
      adam->step();
    });
  };
}

Section lstm() {
  const double bound = 1 / std::sqrt(128.0);
  auto parameters = std::make_shared<Tensors>(
      Tensors{parameter({512, 64}, bound), parameter({512, 128}, bound), parameter({512}, bound), parameter({512}, bound)});
  const Tensors state = {zeros({1, 16, 128}), zeros({1, 16, 128})};
  at::Tensor input = randn({50, 16, 64});
  return [=](const Harness& harness) {
    harness.measure("lstm s50 b16", "fwd+bwd", "steps/s", 10, 1, [&] {
      zero_grad(*parameters);
      auto result = op::lstm_input::call(input, state, *parameters, true, 1, 0.0, true, false, false);
      op::sum::call(std::get<0>(result), {}).backward();
    });
  };
}

Section data_loader() {
  constexpr int64_t count = 60'000, batch = 64;
  at::Tensor images = randn({count, 1, 28, 28}), labels = random_labels(count);
  return [=](const Harness& harness) {
    harness.measure("loader 60k b64", "randperm+index_select", "images/s", 1, count, [&] {
      at::Tensor order = op::randperm::call(count, at::ScalarType::Long, {}, {}, {});
      for (int64_t first = 0; first < count; first += batch) {
        at::Tensor indices = op::slice_Tensor::call(order, 0, at::SymInt(first), at::SymInt(first + batch), 1);
        at::Tensor chosen_images = op::index_select::call(images, 0, indices);
        at::Tensor chosen_labels = op::index_select::call(labels, 0, indices);
      }
    });
  };
}

}  // namespace bench

#include "models.h"
#include "suite.h"

namespace bench {
namespace {

constexpr const char* kVariant = "disposed";

Loop train_perceptron() {
  Tensors parameters = perceptron_parameters();
  Step step = make_optimizer("SGD", "fused", parameters);
  at::Tensor images = randn({256, 784}), labels = random_labels(256);
  return loop([=]() mutable {
    drop_gradients(parameters);
    perceptron_loss(parameters, images, labels).backward();
    step();
  });
}

Loop step_adam() {
  Tensors parameters;
  for (int i = 0; i < 60; i++) {
    parameters.push_back(parameter({64, 64}, 0.1));
    parameters.back().grad() = randn({64, 64});
  }
  return loop(make_optimizer("Adam", "fused", parameters));
}

Loop train_network() {
  SampleNetwork network;
  Tensors parameters = network.parameters();
  Step step = make_optimizer("Adam", "fused", parameters);
  at::Tensor images = randn({64, 1, 28, 28}), labels = random_labels(64);
  return loop([=]() mutable {
    drop_gradients(parameters);
    network.loss(images, labels).backward();
    step();
  });
}

}  // namespace

void memory(Suite& suite) {
  suite.push_back({"mlp", kVariant, "steps/s", 1, train_perceptron});
  suite.push_back({"tensors", kVariant, "tensors/s", 1, [] { return loop([] { ones({1024, 1024}); }); }});
  suite.push_back({"adam", "step", "steps/s", 1, step_adam});
  suite.push_back({"network", kVariant, "steps/s", 1, train_network});
}

}  // namespace bench

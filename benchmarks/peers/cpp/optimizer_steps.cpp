#include <memory>

#include "optimizers.h"
#include "suite.h"

namespace bench {
namespace {

Tensors random_gradients() {
  Tensors gradients;
  for (int i = 0; i < 60; i++) gradients.push_back(randn({64, 64}));
  return gradients;
}

void give(Tensors& parameters, const Tensors& gradients) {
  for (size_t i = 0; i < parameters.size(); i++) parameters[i].grad() = gradients[i];
}

Tensors parameters_with_gradients() {
  Tensors parameters;
  for (int i = 0; i < 60; i++) parameters.push_back(parameter({64, 64}, 0.1));
  give(parameters, random_gradients());
  return parameters;
}

}  // namespace

void optimizers(Suite& suite) {
  for (const OptimizerForm& form : optimizer_forms()) {
    suite.push_back({form.name, form.form, "us", 1, [=] { return loop(form.make(parameters_with_gradients())); }});
  }
  suite.push_back({"ClipGradNorm_", "foreach", "us", 1, [] {
                     return loop([parameters = parameters_with_gradients()] { clip_gradients(parameters, 1.0); });
                   }});
  suite.push_back({"ZeroGrad to zeros", "foreach", "us", 1, [] {
                     return loop([parameters = parameters_with_gradients()] { fill_gradients_with_zeros(parameters); });
                   }});
  suite.push_back({"gradients in, ZeroGrad", "", "us", 1, [] {
                     return loop([parameters = parameters_with_gradients(), gradients = random_gradients()]() mutable {
                       give(parameters, gradients);
                       drop_gradients(parameters);
                     });
                   }});
}

}  // namespace bench

#include <cmath>

#include "models.h"
#include "suite.h"

namespace bench {

namespace op = at::_ops;

void multilayer_perceptron(Suite& suite) {
  for (const OptimizerForm& form : optimizer_forms()) {
    if (form.name == "SGD" || form.name == "Adam") {
      suite.push_back({"mlp " + form.name, form.form, "steps/s", 1, [=] {
                         Tensors parameters = perceptron_parameters();
                         Step step = form.make(parameters);
                         at::Tensor images = randn({32, 784}), labels = random_labels(32);
                         return loop([=]() mutable {
                           drop_gradients(parameters);
                           perceptron_loss(parameters, images, labels).backward();
                           step();
                         });
                       }});
    }
  }
}

void convolutional_network(Suite& suite) {
  constexpr int count = 12'800, size = 64;
  for (const char* form : {"one by one", "fused"}) {
    suite.push_back({"cnn epoch", form, "images/s", size, [=] {
                       Tensors parameters = convolutional_parameters();
                       Step step = make_optimizer("Adam", form, parameters);
                       at::Tensor images, labels;
                       return loop([=, batches = Batches(count, size)]() mutable {
                         batches.next(images, labels);
                         drop_gradients(parameters);
                         convolutional_loss(parameters, images, labels).backward();
                         step();
                       });
                     }});
  }
}

void lstm(Suite& suite) {
  suite.push_back({"lstm forward, backward", "", "steps/s", 1, [] {
                     const double bound = 1 / std::sqrt(128.0);
                     Tensors parameters = {parameter({512, 64}, bound), parameter({512, 128}, bound),
                                           parameter({512}, bound), parameter({512}, bound)};
                     const Tensors state = {zeros({1, 16, 128}), zeros({1, 16, 128})};
                     at::Tensor input = randn({50, 16, 64});
                     return loop([=]() mutable {
                       drop_gradients(parameters);
                       auto result = op::lstm_input::call(input, state, parameters, true, 1, 0.0, true, false, false);
                       op::sum::call(std::get<0>(result), {}).backward();
                     });
                   }});
}

void data_loader(Suite& suite) {
  constexpr int count = 60'000, size = 64;
  suite.push_back({"loader epoch", "randperm+index_select", "images/s", count, [] {
                     at::Tensor images, labels;
                     return loop([=, batches = Batches(count, size)]() mutable {
                       for (int64_t first = 0; first < count; first += size) batches.next(images, labels);
                     });
                   }});
}

}  // namespace bench

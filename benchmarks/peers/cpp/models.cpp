#include "models.h"

#include <cmath>

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

at::Tensor convolution(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias,
                       int64_t padding) {
  const at::SymInt ones[] = {1, 1}, pads[] = {padding, padding};
  return op::conv2d::call(input, weight, bias, ones, pads, ones, 1);
}

at::Tensor pool(const at::Tensor& input) {
  const int64_t two[] = {2, 2}, zero[] = {0, 0}, one[] = {1, 1};
  return op::max_pool2d::call(input, two, two, zero, one, false);
}

at::Tensor flatten(const at::Tensor& input) { return op::flatten_using_ints::call(input, 1, -1); }

double bound_for(int64_t inputs) { return 1 / std::sqrt(static_cast<double>(inputs)); }

// Weight and bias as a layer with so many inputs starts with.
void add_layer(Tensors& parameters, const Shape& weight, int64_t inputs) {
  parameters.push_back(parameter(weight, bound_for(inputs)));
  parameters.push_back(parameter({weight[0]}, bound_for(inputs)));
}

}  // namespace

Tensors perceptron_parameters() {
  Tensors parameters;
  add_layer(parameters, {128, 784}, 784);
  add_layer(parameters, {10, 128}, 128);
  return parameters;
}

at::Tensor perceptron_loss(const Tensors& parameters, const at::Tensor& images, const at::Tensor& labels) {
  return cross_entropy(linear(op::relu::call(linear(images, parameters, 0)), parameters, 2), labels);
}

Tensors convolutional_parameters() {
  Tensors parameters;
  add_layer(parameters, {32, 1, 3, 3}, 9);
  add_layer(parameters, {64, 32, 3, 3}, 288);
  add_layer(parameters, {128, 9216}, 9216);
  add_layer(parameters, {10, 128}, 128);
  return parameters;
}

at::Tensor convolutional_loss(const Tensors& parameters, const at::Tensor& images, const at::Tensor& labels) {
  at::Tensor hidden = op::relu::call(convolution(images, parameters[0], parameters[1], 0));
  hidden = flatten(pool(op::relu::call(convolution(hidden, parameters[2], parameters[3], 0))));
  return cross_entropy(linear(op::relu::call(linear(hidden, parameters, 4)), parameters, 6), labels);
}

SampleNetwork::SampleNetwork() {
  const int64_t channels[] = {1, 16, 32};
  for (size_t i = 0; i < 2; i++) {
    const int64_t in = channels[i], out = channels[i + 1];
    parameters_.push_back(parameter({out, in, 3, 3}, bound_for(9 * in)));
    parameters_.push_back(ones({out}).require_grad());
    parameters_.push_back(zeros({out}).require_grad());
    means_.push_back(zeros({out}));
    variances_.push_back(ones({out}));
  }
  add_layer(parameters_, {128, 32 * 7 * 7}, 32 * 7 * 7);
  add_layer(parameters_, {10, 128}, 128);
}

at::Tensor SampleNetwork::block(const at::Tensor& input, size_t index) const {
  const at::Tensor *weight = &parameters_[3 * index], *scale = weight + 1, *shift = weight + 2;
  at::Tensor hidden = convolution(input, *weight, {}, 1);
  hidden = op::batch_norm::call(hidden, *scale, *shift, means_[index], variances_[index], true, 0.1, 1e-5, true);
  return op::relu::call(pool(hidden));
}

at::Tensor SampleNetwork::loss(const at::Tensor& images, const at::Tensor& labels) const {
  at::Tensor hidden = op::dropout::call(flatten(block(block(images, 0), 1)), 0.3, true);
  hidden = op::dropout::call(op::relu::call(linear(hidden, parameters_, 6)), 0.3, true);
  return cross_entropy(linear(hidden, parameters_, 8), labels);
}

Batches::Batches(int64_t count, int64_t size)
    : count_(count), size_(size), first_(count), images_(randn({count, 1, 28, 28})), labels_(random_labels(count)) {}

void Batches::next(at::Tensor& images, at::Tensor& labels) {
  if (first_ >= count_) {
    order_ = op::randperm::call(count_, at::ScalarType::Long, {}, {}, {});
    first_ = 0;
  }
  at::Tensor indices = op::slice_Tensor::call(order_, 0, at::SymInt(first_), at::SymInt(first_ + size_), 1);
  images = op::index_select::call(images_, 0, indices);
  labels = op::index_select::call(labels_, 0, indices);
  first_ += size_;
}

}  // namespace bench

// The networks that are trained here, as lists of parameters and functions of them.
#pragma once

#include "optimizers.h"

namespace bench {

Tensors perceptron_parameters();
at::Tensor perceptron_loss(const Tensors& parameters, const at::Tensor& images, const at::Tensor& labels);

// Two convolutions without padding, one pooling, two linear layers.
Tensors convolutional_parameters();
at::Tensor convolutional_loss(const Tensors& parameters, const at::Tensor& images, const at::Tensor& labels);

// The network of samples/FashionMnist: convolution blocks with batch normalization, dropout before the linear layers.
class SampleNetwork {
 public:
  SampleNetwork();

  const Tensors& parameters() const { return parameters_; }
  at::Tensor loss(const at::Tensor& images, const at::Tensor& labels) const;

 private:
  at::Tensor block(const at::Tensor& input, size_t index) const;

  Tensors parameters_, means_, variances_;
};

// Images and labels in shuffled batches for ever: a permutation for each pass, one gather for each batch.
class Batches {
 public:
  Batches(int64_t count, int64_t size);

  void next(at::Tensor& images, at::Tensor& labels);

 private:
  int64_t count_, size_, first_;
  at::Tensor images_, labels_, order_;
};

}  // namespace bench

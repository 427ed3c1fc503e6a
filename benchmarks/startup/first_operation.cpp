// The shortest program that computes something with a tensor.
#include <cstdio>

#include "../peers/cpp/tensors.h"

int main() {
  at::Tensor a = bench::randn({2, 2});
  at::Tensor b = at::_ops::add_Tensor::call(a, bench::ones({}), at::Scalar(int64_t{1}));
  std::printf("%g\n", b.data<float>()[0]);
  // Into a pipe it is written at exit otherwise, after LibTorch has been taken down.
  std::fflush(stdout);
}

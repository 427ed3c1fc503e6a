// The C++ limit: at::_ops called directly, with nothing between the loop and LibTorch.
//   cpp-peer SECTION THREADS        does one round for every line it reads, and prints an empty line after each
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "harness.h"
#include "libtorch.h"
#include "workloads.h"

int main(int argc, char** argv) {
  const std::map<std::string, bench::Section (*)()> sections = {
      {"ops", bench::small_operations},   {"create", bench::arrays_in_and_out}, {"mlp", bench::multilayer_perceptron},
      {"adam", bench::adam_alone},        {"cnn", bench::convolutional_network}, {"lstm", bench::lstm},
      {"loader", bench::data_loader},
  };
  const auto found = argc == 3 ? sections.find(argv[1]) : sections.end();
  if (found == sections.end()) {
    std::fprintf(stderr, "usage: %s SECTION THREADS\n", argv[0]);
    return 2;
  }
  const int threads = std::atoi(argv[2]);
  at::set_num_threads(threads);
  const bench::Harness harness(found->first, threads);
  const bench::Section section = found->second();
  for (std::string line; std::getline(std::cin, line);) {
    section(harness);
    std::printf("\n");
    std::fflush(stdout);
  }
}

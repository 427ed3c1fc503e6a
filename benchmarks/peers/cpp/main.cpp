// The C++ limit: at::_ops called directly, with nothing between the loop and LibTorch.
//   cpp-peer SECTION THREADS        answers `list`, `run INDEX LEAD COUNT` and `collect`, a line each
//   (benchmarks/README.md)
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

#include "libtorch.h"
#include "suite.h"

namespace {

void print_list(const bench::Suite& suite) {
  const char* separator = "";
  std::printf("[");
  for (const bench::Workload& workload : suite) {
    std::printf("%s{\"bench\":\"%s\",\"variant\":\"%s\",\"unit\":\"%s\",\"items\":%d,\"span\":1}", separator,
                workload.bench.c_str(), workload.variant.c_str(), workload.unit.c_str(), workload.items);
    separator = ",";
  }
  std::printf("]\n");
}

void answer(const bench::Suite& suite, std::vector<bench::Loop>& loops, const std::string& request) {
  std::istringstream words(request);
  std::string verb;
  size_t index = 0;
  int lead = 0, count = 0;
  words >> verb;
  if (verb == "list") {
    print_list(suite);
  } else if (verb == "run" && words >> index >> lead >> count && index < suite.size()) {
    if (!loops[index]) loops[index] = suite[index].prepare();
    const bench::Batch batch = bench::measure(loops[index], lead, count);
    std::printf("{\"wall\":%.9g,\"cpu\":%.6g,\"sys\":%.6g,\"bytes\":0,\"gen0\":0}\n", batch.wall, batch.cpu,
                batch.system);
  } else {
    std::printf("{}\n");
  }
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, void (*)(bench::Suite&)> sections = {
      {"overhead", bench::small_operations},
      {"data", bench::arrays_in_and_out},
      {"mlp", bench::multilayer_perceptron},
      {"cnn", bench::convolutional_network},
      {"lstm", bench::lstm},
      {"optimizers", bench::optimizers},
      {"loader", bench::data_loader},
      {"memory", bench::memory},
  };
  const auto found = argc == 3 ? sections.find(argv[1]) : sections.end();
  if (found == sections.end()) {
    std::fprintf(stderr, "usage: %s SECTION THREADS\n", argv[0]);
    return 2;
  }
  at::set_num_threads(std::atoi(argv[2]));
  bench::Suite suite;
  found->second(suite);
  std::vector<bench::Loop> loops(suite.size());
  for (std::string line; std::getline(std::cin, line);) answer(suite, loops, line);
}

// Times one operation many times and prints a JSON line, with the fields that every peer prints.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace bench {

struct CpuTimes {
  double user;
  double system;
};

inline double wall_seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

inline CpuTimes cpu_seconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](timeval time) { return time.tv_sec + time.tv_usec * 1e-6; };
  return {seconds(usage.ru_utime), seconds(usage.ru_stime)};
}

class Harness {
 public:
  Harness(std::string section, int threads) : section_(std::move(section)), threads_(threads) {}

  // Runs the operation `count` times; each is worth `items` of what the unit counts, such as images.
  template <class Operation>
  void measure(const std::string& name, const std::string& variant, const char* unit, int count, int items,
               Operation operation) const {
    CpuTimes cpu = cpu_seconds();
    double wall = wall_seconds();
    for (int i = 0; i < count; i++) operation();
    wall = wall_seconds() - wall;
    CpuTimes end = cpu_seconds();
    std::printf("{\"peer\":\"cpp\",\"section\":\"%s\",\"bench\":\"%s\",\"variant\":\"%s\",\"threads\":%d,\"unit\":\"%s\",\"ops\":%d,"
                "\"wall\":[%.6g],\"cpu\":[%.6g],\"sys\":[%.6g],\"extra\":{}}\n",
                section_.c_str(), name.c_str(), variant.c_str(), threads_, unit, count * items, wall, end.user - cpu.user,
                end.system - cpu.system);
  }

 private:
  std::string section_;
  int threads_;
};

}  // namespace bench

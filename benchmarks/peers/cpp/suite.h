// What the peer can measure, and how it measures.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace bench {

// Does the operation so often.
using Loop = std::function<void(int count)>;

struct Workload {
  std::string bench;
  std::string variant;
  std::string unit;
  int items;                      // what the unit counts, such as images, in one operation
  std::function<Loop()> prepare;  // makes what the loop needs; called once, before the first batch
};

using Suite = std::vector<Workload>;

void small_operations(Suite& suite);       // "overhead": one small operation on 3x3 tensors, with and without gradients
void arrays_in_and_out(Suite& suite);      // "data": plain arrays into tensors and back
void multilayer_perceptron(Suite& suite);  // "mlp": training steps of 784-128-10, batches of 32
void convolutional_network(Suite& suite);  // "cnn": an epoch over 28x28 images, batch by batch
void lstm(Suite& suite);                   // "lstm": forward and backward, 50 steps of 16 sequences
void optimizers(Suite& suite);             // "optimizers": a step over 60 tensors of 64x64
void data_loader(Suite& suite);            // "loader": 60,000 images in shuffled batches of 64
void memory(Suite& suite);                 // "memory": long loops, of which the runner watches the memory

// The operation is compiled into the loop: nothing but the operation runs in it.
template <class Operation>
Loop loop(Operation operation) {
  return [operation](int count) mutable {
    for (int i = 0; i < count; i++) operation();
  };
}

struct Batch {
  double wall, cpu, system;  // seconds
};

inline double seconds(timeval time) { return time.tv_sec + time.tv_usec * 1e-6; }

// Does the operation `lead` times untimed, which brings code and data back into the caches, then `count` times.
inline Batch measure(const Loop& run, int lead, int count) {
  using clock = std::chrono::steady_clock;
  run(lead);
  rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  const auto start = clock::now();
  run(count);
  const double wall = std::chrono::duration<double>(clock::now() - start).count();
  getrusage(RUSAGE_SELF, &after);
  return {wall, seconds(after.ru_utime) - seconds(before.ru_utime), seconds(after.ru_stime) - seconds(before.ru_stime)};
}

}  // namespace bench

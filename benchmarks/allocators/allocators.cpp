// What it costs to allocate and free the memory of tensors: the C library, LibTorch's own allocation, the shim's allocator, and
// two libraries where they are installed. One process a candidate and workload, so that peak memory is its own.
//
//   allocators CANDIDATE WORKLOAD
#include <dlfcn.h>
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "abi/allocator.h"

namespace {

using Allocate = void* (*)(size_t);
using Free = void (*)(void*);

struct Candidate {
  Allocate allocate;
  Free free;
};

template <class Function>
Function symbol(const char* library, const char* name) {
  void* const handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
  if (handle == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::exit(3);
  }
  return reinterpret_cast<Function>(dlsym(handle, name));
}

void* aligned(size_t bytes) {
  void* memory = nullptr;
  return posix_memalign(&memory, 64, bytes) == 0 ? memory : nullptr;
}

c10::Allocator* shim_allocator() {
  static c10::Allocator* const allocator = [] {
    const int64_t* live = nullptr;
    symbol<void*>("libtorch_cpu.so", "");  // the shim expects it to be loaded
    symbol<void* (*)(const int64_t**, bool (*)())>("libPyTorchCS.Native.so", "torch_memory_attach")(&live, nullptr);
    return c10::GetCPUAllocator();
  }();
  return allocator;
}

void* (*mimalloc_aligned)(size_t, size_t);
void* (*jemalloc_allocate)(size_t, int);
void (*jemalloc_free)(void*, int);
constexpr int kJemallocAlign64 = 6;

Candidate candidate(const std::string& name) {
  if (name == "glibc") return {&aligned, &std::free};
  if (name == "glibc-tuned") {
    // Keeps what is freed: no block has a mapping of its own, and the heap does not shrink.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 16 << 20);
    return {&aligned, &std::free};
  }
  if (name == "libtorch") return {&c10::alloc_cpu, &c10::free_cpu};
  if (name == "shim") {
    shim_allocator();
    return {[](size_t bytes) { return shim_allocator()->allocate(bytes).context.release(); },
            [](void* memory) { shim_allocator()->raw_deleter()(memory); }};
  }
  if (name == "mimalloc") {
    mimalloc_aligned = symbol<void* (*)(size_t, size_t)>("libmimalloc.so.2", "mi_malloc_aligned");
    return {[](size_t bytes) { return mimalloc_aligned(bytes, 64); }, symbol<Free>("libmimalloc.so.2", "mi_free")};
  }
  if (name == "jemalloc") {
    jemalloc_allocate = symbol<void* (*)(size_t, int)>("libjemalloc.so.2", "mallocx");
    jemalloc_free = symbol<void (*)(void*, int)>("libjemalloc.so.2", "dallocx");
    return {[](size_t bytes) { return jemalloc_allocate(bytes, kJemallocAlign64); }, [](void* memory) { jemalloc_free(memory, 0); }};
  }
  std::fprintf(stderr, "unknown candidate %s\n", name.c_str());
  std::exit(2);
}

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A line of /proc/self/status: VmRSS or VmHWM.
double megabytes(const char* key) {
  const std::string format = std::string(key) + ": %lf";
  double kilobytes = 0;
  char line[256];
  std::FILE* const status = std::fopen("/proc/self/status", "r");
  while (std::fgets(line, sizeof line, status) != nullptr && std::sscanf(line, format.c_str(), &kilobytes) != 1) {
  }
  std::fclose(status);
  return kilobytes / 1024;
}

// Blocks, each beside an object of the size of a tensor's, which comes from the C++ heap.
class Blocks {
 public:
  explicit Blocks(Candidate candidate) : candidate_(candidate) {}

  void add(size_t bytes) {
    memory_.push_back(candidate_.allocate(bytes));
    std::memset(memory_.back(), 1, bytes);
    objects_.push_back(::operator new(192));
  }

  void clear() {
    for (void* memory : memory_) candidate_.free(memory);
    for (void* object : objects_) ::operator delete(object);
    memory_.clear();
    objects_.clear();
  }

  size_t size() const { return memory_.size(); }

 private:
  Candidate candidate_;
  std::vector<void*> memory_;
  std::vector<void*> objects_;
};

struct Workload {
  const char* name;
  const char* unit;
  std::function<double(Candidate)> run;  // gives the seconds for one
};

double fastest(int repetitions, int count, const std::function<void()>& run) {
  double best = 1e9;
  for (int i = 0; i < repetitions; ++i) {
    const double start = seconds();
    run();
    best = std::min(best, (seconds() - start) / count);
  }
  return best;
}

double small_one_by_one(Candidate candidate) {
  constexpr int kCount = 100'000;
  return fastest(20, kCount, [&] {
    for (int i = 0; i < kCount; ++i) {
      void* const memory = candidate.allocate(36);
      asm volatile("" ::"r"(memory) : "memory");
      candidate.free(memory);
    }
  });
}

double small_by_hundreds(Candidate candidate) {
  std::vector<void*> memory(100);
  return fastest(20, 100'000, [&] {
    for (int i = 0; i < 1000; ++i) {
      for (void*& block : memory) block = candidate.allocate(36);
      for (void* block : memory) candidate.free(block);
    }
  });
}

// Blocks of four megabytes of which some wait to be freed together, as dropped tensors do.
double large(Candidate candidate, size_t waiting, bool by_another_thread) {
  constexpr int kCount = 2000;
  Blocks blocks(candidate);
  const double start = seconds();
  for (int i = 0; i < kCount; ++i) {
    blocks.add(size_t{4} << 20);
    if (blocks.size() < waiting) continue;
    if (by_another_thread) {
      std::thread([&] { blocks.clear(); }).join();
    } else {
      blocks.clear();
    }
  }
  blocks.clear();
  return (seconds() - start) / kCount;
}

// What an unfused Adam step over 60 parameters of 64x64 makes and frees at its end.
double optimizer_step(Candidate candidate) {
  constexpr int kSteps = 500;
  Blocks blocks(candidate);
  const double start = seconds();
  for (int step = 0; step < kSteps; ++step) {
    for (int i = 0; i < 360; ++i) blocks.add(64 * 64 * 4);
    blocks.clear();
  }
  return (seconds() - start) / kSteps;
}

const Workload kWorkloads[] = {
    {"small", "ns", small_one_by_one},
    {"small100", "ns", small_by_hundreds},
    {"large1", "us", [](Candidate c) { return large(c, 1, false); }},
    {"large16", "us", [](Candidate c) { return large(c, 16, false); }},
    {"large16thread", "us", [](Candidate c) { return large(c, 16, true); }},
    {"step", "us", optimizer_step},
};

}  // namespace

int main(int count, char** arguments) {
  if (count == 3) {
    for (const Workload& workload : kWorkloads) {
      if (std::string(workload.name) != arguments[2]) continue;
      const Candidate chosen = candidate(arguments[1]);
      const double before = megabytes("VmRSS");
      const double each = workload.run(chosen);
      const double scale = std::string(workload.unit) == "ns" ? 1e9 : 1e6;
      std::printf("| %s | %s | %.1f %s | %.0f MB |\n", workload.name, arguments[1], each * scale, workload.unit, megabytes("VmHWM") - before);
      return 0;
    }
  }
  std::fprintf(stderr, "usage: allocators glibc|glibc-tuned|libtorch|shim|mimalloc|jemalloc WORKLOAD\n");
  return 2;
}

// Loads LibTorch and does nothing with it: the part of a start that is LibTorch's own.
#include <dlfcn.h>

#include <cstdio>

int main() {
  if (!dlopen("libtorch_cpu.so", RTLD_LAZY)) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  std::printf("loaded\n");
  std::fflush(stdout);
}

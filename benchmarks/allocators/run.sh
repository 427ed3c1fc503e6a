#!/usr/bin/env bash
# Compares allocators on what tensors ask of them: run.sh <folder of LibTorch's libraries> <folder of the shim> <output folder>
set -euo pipefail
libtorch="$1" shim="$2" output="$3"
cd "$(dirname "${BASH_SOURCE[0]}")"

mkdir -p "$output"
g++ -std=c++17 -O2 -Wall -Wextra -Werror -fno-strict-aliasing -I../../src/NativeShim allocators.cpp -o "$output/allocators" \
  -L"$libtorch" -lc10 -pthread -Wl,--disable-new-dtags -Wl,-rpath,"$libtorch:$shim" -Wl,--allow-shlib-undefined

echo "| workload | allocator | time each | peak memory added |"
echo "|---|---|--:|--:|"
for workload in small small100 large1 large16 large16thread step; do
  for candidate in glibc glibc-tuned libtorch shim mimalloc jemalloc; do
    GLIBC_TUNABLES=glibc.rtld.optional_static_tls=32768 "$output/allocators" "$candidate" "$workload" ||
      echo "| $workload | $candidate | not installed | |"
  done
done

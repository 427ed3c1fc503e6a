#!/usr/bin/env bash
# Builds the C++ peer: build.sh <folder of LibTorch's libraries> <output folder>
set -euo pipefail
libtorch="$1" output="$2"
cd "$(dirname "${BASH_SOURCE[0]}")"

if [[ -x "$output/cpp-peer" && -z "$(find . -newer "$output/cpp-peer" -type f -print -quit)" ]]; then exit 0; fi
mkdir -p "$output"
g++ -std=c++17 -O2 -Wall -Wextra -Werror *.cpp -o "$output/cpp-peer" \
  -L"$libtorch" -ltorch_cpu -lc10 -Wl,-rpath,"$libtorch" -Wl,--allow-shlib-undefined

#!/usr/bin/env bash
# Builds the C++ peer and the two C++ programs of startup/: build.sh <folder of LibTorch's libraries> <output folder>
set -euo pipefail
libtorch="$1" output="$2"
cd "$(dirname "${BASH_SOURCE[0]}")"
startup=../../startup

if [[ -x "$output/load-only" && -z "$(find . "$startup"/*.cpp -newer "$output/load-only" -type f -print -quit)" ]]; then exit 0; fi
mkdir -p "$output"
compile() {
  g++ -std=c++17 -O2 -Wall -Wextra -Werror "$@" -L"$libtorch" -Wl,-rpath,"$libtorch" -Wl,--allow-shlib-undefined
}
compile *.cpp -o "$output/cpp-peer" -ltorch_cpu -lc10
compile "$startup/first_operation.cpp" -o "$output/first-operation" -ltorch_cpu -lc10
compile "$startup/load_only.cpp" -o "$output/load-only" -ldl

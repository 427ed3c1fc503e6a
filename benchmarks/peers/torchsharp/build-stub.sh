#!/usr/bin/env bash
# TorchSharp 0.107's native library wants a symbol that Debian 12's libstdc++ does not have. This builds a library that
# has it, for LD_PRELOAD, where it is missing: build-stub.sh <output folder>
set -euo pipefail
output="$1"
if grep -q GLIBCXX_3.4.32 "$(g++ -print-file-name=libstdc++.so.6)"; then
  rm -f "$output/libtorchsharp-stub.so"
elif [[ ! -e "$output/libtorchsharp-stub.so" ]]; then
  mkdir -p "$output"
  gcc -shared -fPIC -O2 "$(dirname "${BASH_SOURCE[0]}")/stub.c" -o "$output/libtorchsharp-stub.so"
fi

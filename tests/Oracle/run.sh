#!/usr/bin/env bash
# Runs every oracle script with a Python that has PyTorch (Debian: python3-torch) and rewrites tests/Fixtures.
# Usage: tests/Oracle/run.sh [area...]     PYTORCHCS_ORACLE_PYTHON picks the interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

python=${PYTORCHCS_ORACLE_PYTHON:-}
if [ -z "$python" ]; then
  for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; break; fi
  done
fi
if [ -z "$python" ]; then
  echo "No Python with PyTorch found: install Debian's python3-torch or set PYTORCHCS_ORACLE_PYTHON." >&2
  exit 1
fi

areas=("$@")
if [ ${#areas[@]} -eq 0 ]; then
  for script in *.py; do
    [ "$script" = fixture.py ] || areas+=("${script%.py}")
  done
fi

for area in "${areas[@]}"; do
  echo "oracle: $area"
  "$python" -B "$area.py"
done

#!/usr/bin/env bash
# Builds, runs and tests PyTorchCS. Every verb does the set-up it needs; `./build.sh help` lists them.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ARTIFACTS="$ROOT/artifacts"
CONFIGURATION=Release
LIBTORCH_VERSION="$(sed -nE 's:.*<LibTorchVersion>(.*)</LibTorchVersion>.*:\1:p' "$ROOT/Directory.Build.props")"
PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
LIBTORCH_DIR="$PACKAGES/libtorch-cpu-linux-x64/$LIBTORCH_VERSION/runtimes/linux-x64/native"
JOBS="$(nproc 2>/dev/null || echo 2)"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# A build node that stays alive keeps the output pipe of a CI job open, and the job never ends.
if [[ -n "${CI:-}" ]]; then export MSBUILDDISABLENODEREUSE=1; fi

usage() {
  cat <<'USAGE'
usage: ./build.sh <verb> [arguments]

  build                 native shim, libraries, samples and tests, into artifacts/
  run [options]         trains the Fashion-MNIST sample; --help lists its options, --quick is a short run
  test                  generated-code check, parity check, README check, native tests (plain and sanitised), .NET tests
  generate [--verify]   writes the bindings from the schemas; --verify only compares and fails on a difference
  parity [--verify]     compares names and signatures with PyTorch's and writes docs/parity.md; --verify only compares
  bench [name] [args]   runs all benchmarks, or one; --help lists them, --quick takes at most five minutes
  oracle [area...]      rewrites tests/Fixtures with Python's PyTorch
  pack                  NuGet packages, into artifacts/packages
  clean                 removes artifacts/

Environment: NUGET_PACKAGES  where NuGet keeps packages (~/.nuget/packages)
USAGE
}

say() { printf '\n== %s\n' "$*"; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# --- tools ------------------------------------------------------------------------------------------------------------

# Runs a command as root: directly, or through sudo where that asks for no password.
as_root() {
  if [[ "$(id -u)" == 0 ]]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

install_packages() {
  command -v apt-get >/dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

# need <tool> <Debian package>: the tool is there, or is installed, or the build stops and says what it wants.
need() {
  local tool="$1" package="$2"
  command -v "$tool" >/dev/null && return 0
  say "installing $package"
  install_packages "$package" || true
  command -v "$tool" >/dev/null ||
    die "'$tool' is needed and could not be installed; install it (Debian: sudo apt-get install $package) and run this again"
}

# The SDK that global.json asks for: it is looked up from the working folder. Nothing may wait for input.
sdk() { (cd "$ROOT" && exec dotnet "$@" </dev/null); }

need_dotnet() {
  command -v dotnet >/dev/null ||
    die "the .NET SDK 10 is needed: https://dotnet.microsoft.com/download/dotnet/10.0"
  local version
  version="$(sdk --version)" ||
    die "no installed .NET SDK satisfies global.json: https://dotnet.microsoft.com/download/dotnet/10.0"
  [[ "${version%%.*}" -ge 10 ]] || die "the .NET SDK 10 or newer is needed, this is $version"
}

need_native_tools() {
  [[ "$(uname -s)-$(uname -m)" == Linux-x86_64 ]] ||
    die "the native shim is built and tested on Linux x64 only, this is $(uname -s) $(uname -m)"
  need cmake cmake
  need g++ g++
  command -v ninja >/dev/null || need make make
}

# --- building ---------------------------------------------------------------------------------------------------------

restore_libtorch() {
  need_dotnet
  if [[ ! -e "$LIBTORCH_DIR/libtorch_cpu.so" ]]; then
    say "fetching LibTorch $LIBTORCH_VERSION from NuGet (about 200 MB, once)"
    sdk restore "$ROOT/src/Managed/PyTorchCS" -v quiet
  fi
  [[ -e "$LIBTORCH_DIR/libtorch_cpu.so" ]] || die "NuGet restored no LibTorch $LIBTORCH_VERSION at $LIBTORCH_DIR"
}

# build_native <folder> [cmake options]
build_native() {
  local folder="$1"; shift
  mkdir -p "$folder"
  cmake -S "$ROOT" -B "$folder" -DLIBTORCH_DIR="$LIBTORCH_DIR" -DCMAKE_BUILD_TYPE="$CONFIGURATION" "$@" >"$folder/configure.log" 2>&1 ||
    { cat "$folder/configure.log" >&2; return 1; }
  cmake --build "$folder" -j"$JOBS"
}

build_shim() {
  restore_libtorch
  need_native_tools
  say "native shim"
  build_native "$ARTIFACTS/native" "$@"
}

# build_managed <project or solution>
build_managed() {
  sdk msbuild "$ROOT/$1" -restore -t:Build -p:Configuration="$CONFIGURATION" -v:quiet -nologo
}

build() {
  build_shim
  say "solution"
  build_managed PyTorchCS.sln
}

generate() {
  need_dotnet
  build_managed src/OpGen || return 1
  dotnet "$ARTIFACTS/bin/OpGen/release/OpGen.dll" "$ROOT" "$@"
}

parity() {
  build_shim
  build_managed src/Parity
  run_parity "$@"
}

run_parity() { dotnet "$ARTIFACTS/bin/Parity/release/Parity.dll" "$ROOT" "$@"; }

run() {
  build_shim
  say "Fashion-MNIST sample"
  build_managed samples/FashionMnist
  # The sample works in the caller's folder, so that --data and --out may be relative paths.
  exec dotnet "$ARTIFACTS/bin/FashionMnist/release/FashionMnist.dll" "$@"
}

# --- testing ----------------------------------------------------------------------------------------------------------

PASSED=0 FAILED=0 SKIPPED=0
FAILURES=()

# count <name> <passed> <failed> <skipped>
count() {
  PASSED=$((PASSED + $2)) FAILED=$((FAILED + $3)) SKIPPED=$((SKIPPED + $4))
  printf '%-50s %5d passed, %d failed, %d skipped\n' "$1" "$2" "$3" "$4"
  if [[ "$3" != 0 ]]; then FAILURES+=("$1"); fi
}

# check <name> <command...>: one check that passes or fails as a whole.
check() {
  local name="$1"; shift
  if "$@"; then count "$name" 1 0 0; else count "$name" 0 1 0; fi
}

# A native test program ends with `N passed, N failed`; one that says less, or exits with an error, has failed.
run_native_test() {
  local name="$1" program="$2" output summary status=0
  if [[ ! -x "$program" ]]; then
    echo "$name was not built"
    count "$name" 0 1 0
    return
  fi
  output="$(LD_LIBRARY_PATH="$LIBTORCH_DIR" "$program" 2>&1 </dev/null)" || status=$?
  summary="$(grep -Eo '[0-9]+ passed, [0-9]+ failed' <<<"$output" | tail -n 1 || true)"
  local passed="${summary%% *}" failed="${summary#*, }"
  passed="${passed:-0}" failed="${failed%% *}" failed="${failed:-0}"
  if [[ "$status" != 0 || "$failed" != 0 || "$passed" == 0 ]]; then
    printf '%s\n' "$output"
    if [[ "$failed" == 0 ]]; then
      echo "$name: exit status $status, summary '${summary:-none}'"
      failed=1
    fi
  fi
  count "$name" "$passed" "$failed" 0
}

test_native() {
  local folder="$1" label="$2" program
  for program in layout_test shim_test; do
    run_native_test "$label$program" "$(find "$folder" -type f -name "$program" -print -quit 2>/dev/null || true)"
  done
}

# The counts come from the results file: the console's wording changes between versions of the SDK.
run_managed_tests() {
  local project="$1" name results counters status=0
  name="$(basename "$project" .csproj)"
  results="$ARTIFACTS/test-results/$name"
  rm -rf "$results"
  sdk test "$project" -c "$CONFIGURATION" --no-build --nologo -v quiet --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 10m --blame-hang-dump-type none || status=$?

  counters="$(grep -hEo '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null | tail -n 1 || true)"
  local total executed passed failed
  total="$(counter total "$counters")" executed="$(counter executed "$counters")" passed="$(counter passed "$counters")"
  failed=$((executed - passed))
  if [[ "$total" == 0 || ("$status" != 0 && "$failed" == 0) ]]; then
    echo "$name: dotnet test ended with status $status and $total results"
    failed=$((failed + 1))
  fi
  count "$name" "$passed" "$failed" "$((total - executed))"
  # What tests have to say beside pass or fail, such as how many operators have rows.
  sed -nE 's/.*report: ([^<]*).*/  \1/p' "$results/$name.trx" 2>/dev/null || true
}

# counter <name> <Counters element>
counter() {
  local value
  value="$(sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$2")"
  echo "${value:-0}"
}

# The C# blocks of README.md and docs/ are parts of compiled files, word for word, and those files run.
check_snippets() { "$ROOT/docs/check-snippets.sh"; }

run_quick_start() {
  local output
  output="$(dotnet "$ARTIFACTS/bin/QuickStart/release/QuickStart.dll" 2>&1 </dev/null)" || { printf '%s\n' "$output"; return 1; }
}

# The last line of a test run, however it ends: also when a missing tool or an interrupt stopped it.
summarize() {
  local status=$?
  if [[ "$status" != 0 && "$FAILED" == 0 ]]; then count "the test run ended early (status $status)" 0 1 0; fi
  say "result"
  if [[ ${#FAILURES[@]} != 0 ]]; then printf 'failed: %s\n' "${FAILURES[@]}"; fi
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  if [[ "$FAILED" != 0 || "$PASSED" == 0 ]]; then exit 1; fi
}

test_all() {
  local project
  # MSBuild reads it: with analyzers, as CI builds.
  export FullAnalysis=true
  trap summarize EXIT
  check "build: native shim and its tests" build_shim -DPTCS_TESTS=ON
  say "sanitised native shim"
  check "build: sanitised shim and its tests" build_native "$ARTIFACTS/native-asan" -DPTCS_TESTS=ON -DPTCS_SANITIZE=address,leak
  say "solution"
  check "build: solution" build_managed PyTorchCS.sln

  say "checks"
  check "generated code is up to date" generate --verify
  check "the parity report is up to date" run_parity --verify
  check "snippets of the documentation are compiled code" check_snippets
  check "the quick start runs" run_quick_start
  test_native "$ARTIFACTS/native" ""
  test_native "$ARTIFACTS/native-asan" "sanitised "

  say "tests"
  for project in "$ROOT"/tests/*.Tests/*.csproj; do
    run_managed_tests "$project"
  done
}

# --- benchmarks, goldens, packages ------------------------------------------------------------------------------------

bench() {
  case "${1:-}" in
    overhead | mlp | cnn | lstm | optimizers | loader | data | memory | startup) bench_peers "$@" ;;
    handles) shift; bench_handles "$@" ;;
    allocators) bench_allocators ;;
    "" | -?*)
      case " $* " in
        *" --help "*) bench_usage ;;
        *" --quick "*) bench_handles --quick; bench_peers all "$@" ;;
        *) bench_handles; bench_allocators; bench_peers all "$@" ;;
      esac ;;
    help) bench_usage ;;
    *) die "no benchmark is called '$1'" ;;
  esac
}

bench_usage() {
  cat <<'USAGE'
usage: ./build.sh bench [section] [options]

  overhead    what a small operation costs, compared with C++ and TorchSharp
  mlp, cnn, lstm, optimizers, loader
              parts of a training run, in the same way
  data        managed arrays into tensors and back, compared with a plain copy
  memory      long loops that dispose of everything, or of nothing: memory and speed
  startup     from a process's start to its first operation
  handles     what a managed object that owns a native reference costs
  allocators  what the memory of tensors costs, from several allocators

  without a section: all of them, with --quick all but allocators. Options, which handles and allocators have not:
  --quick            in at most five minutes for everything (handles has it too)
  --rounds N         turns of each peer
  --threads N        threads inside an operation
  --peers LIST       of cpp,pytorchcs,torchsharp,python
  --only TEXT        only what has the text in its name
  --json FILE        every batch
  --markdown FILE    puts the tables into a page: docs/performance.md
USAGE
}

bench_handles() {
  need_dotnet
  build_managed benchmarks/HandleModels
  dotnet "$ARTIFACTS/bin/HandleModels/release/HandleModels.dll" "$@"
}

bench_allocators() {
  build_shim
  say "allocators"
  "$ROOT/benchmarks/allocators/run.sh" "$LIBTORCH_DIR" "$ARTIFACTS/native" "$ARTIFACTS/allocators"
}

# bench_peers <section> [options of benchmarks/Compare]
bench_peers() {
  local section="$1"; shift
  build_shim
  say "peers"
  build_managed benchmarks/peers/pytorchcs
  build_managed benchmarks/peers/torchsharp
  build_managed benchmarks/Compare
  "$ROOT/benchmarks/peers/cpp/build.sh" "$LIBTORCH_DIR" "$ARTIFACTS/peers"
  "$ROOT/benchmarks/peers/torchsharp/build-stub.sh" "$ARTIFACTS/peers"
  case "$section" in all | startup) build_startup ;; esac
  # The peer looks for optimizers by reflection, in another section than the one that is run from here.
  case "$section" in all | memory)
    publish benchmarks/peers/pytorchcs PyTorchCSPeer peers/aot "${AOT[@]}" -p:SuppressTrimAnalysisWarnings=true ;;
  esac
  dotnet "$ARTIFACTS/bin/Compare/release/Compare.dll" "$section" --artifacts "$ARTIFACTS" --libtorch "$LIBTORCH_DIR" "$@"
}

# The compiler drives the linker; its default is clang, which the other builds do not need.
AOT=(-p:PublishAot=true -p:CppCompilerAndLinker=gcc)

# The shortest program, in the three forms in which .NET programs are delivered.
build_startup() {
  local project=benchmarks/startup/pytorchcs
  build_managed "$project"
  publish "$project" FirstOperation startup/r2r --no-self-contained -p:PublishReadyToRun=true
  publish "$project" FirstOperation startup/aot "${AOT[@]}"
}

# publish <project> <program> <form> [options]: a form that cannot be published here is left out of the table.
publish() {
  local project="$1" program="$2" folder="$ARTIFACTS/$3" log="$ARTIFACTS/$3.log"
  local built="$ARTIFACTS/bin/$2/release"
  if [[ -x "$folder/$program" && -z "$(find "$built" -name '*.dll' -newer "$folder/$program" -print -quit)" &&
        ! "$ARTIFACTS/native/libPyTorchCS.Native.so" -nt "$folder/$program" ]]; then return 0; fi
  say "publishing $3"
  shift 3
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  if ! sdk publish "$project" -c "$CONFIGURATION" -r linux-x64 "$@" -o "$folder" --nologo -v quiet >"$log" 2>&1; then
    tail -n 5 "$log"
    rm -rf "$folder"
  fi
}

# Goldens come from Debian's PyTorch, which is the reference the tests compare with.
oracle() {
  need python3 python3
  /usr/bin/python3 -c 'import torch' 2>/dev/null || install_packages python3-torch || true
  "$ROOT/tests/Oracle/run.sh" "$@"
}

pack() {
  build
  say "packages"
  local project
  for project in "$ROOT"/src/Managed/*/*.csproj; do
    sdk pack "$project" -c "$CONFIGURATION" --no-build --nologo -v quiet -o "$ARTIFACTS/packages"
  done
  ls -l "$ARTIFACTS/packages"
}

clean() {
  rm -rf "$ARTIFACTS"
}

main() {
  local verb="${1:-help}"
  if [[ $# != 0 ]]; then shift; fi
  case "$verb" in
    build | run | generate | parity | bench | oracle | pack | clean) "$verb" "$@" ;;
    test) test_all ;;
    help | -h | --help) usage ;;
    *) usage >&2; die "no verb is called '$verb'" ;;
  esac
}

main "$@"

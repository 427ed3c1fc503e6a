// Errors, warnings and the version check.
#include <mutex>
#include <thread>

#include "support.h"

extern "C" void aoti_torch_warn(const char* function, const char* file, uint32_t line, const char* message);

// Takes the place of LibTorch's own, which layout_test checks.
uint64_t pretended_version = uint64_t{0x020a} << 48;
extern "C" __attribute__((visibility("default"))) uint64_t aoti_torch_abi_version() { return pretended_version; }

namespace test {
namespace {

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

void kinds() {
  const Tensor wide = full({2, 3}, 1);
  Tensor result;

  const Failure product = failure(aten_mm(result.out(), wide, wide));
  CHECK(product.kind == Internal);
  CHECK(product.message == "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
  CHECK(result == nullptr);

  const Failure index = failure(aten_select_int(result.out(), wide, 0, 5));
  CHECK(index.kind == Index);
  CHECK(contains(index.message, "out of range"));
  CHECK(!contains(index.message, "frame #"));
  CHECK(!contains(index.message, "Exception raised from"));

  CHECK(failure(aten_linalg_cholesky(result.out(), full({2, 2}, -1), false)).kind == LinearAlgebra);

  constexpr int64_t too_many = int64_t{1} << 50;
  const std::vector<int64_t> size{too_many};
  CHECK(failure(aten_empty_memory_format(result.out(), span(size), {float64, true}, {}, {}, {}, {})).kind ==
        OutOfMemory);

  const std::string precision = "fast";
  CHECK(failure(torch_matmul_precision_set({precision.data(), 4})).kind == Value);

  bool cuda = false;
  require(torch_cuda_is_available(&cuda));
  if (!cuda) {
    const Failure device =
        failure(aten_to_dtype_layout(result.out(), wide, {}, {}, {{1, 0}, true}, {}, false, false, {}));
    CHECK(device.kind == NotImplemented);
  }
}

// Integers that LibTorch would take for a pointer must not reach it.
void unrepresentable_integers() {
  const Tensor values = full({4}, 1);
  Tensor result;
  const Failure slice = failure(aten_slice_Tensor(result.out(), values, 0, {INT64_MIN, true}, {}, 1));
  CHECK(slice.kind == Index);
  CHECK(contains(slice.message, "-9223372036854775808"));
  const std::vector<int64_t> size{INT64_MIN};
  CHECK(failure(aten_full(result.out(), span(size), number(1), {}, {}, {}, {})).kind == Index);
  constexpr int64_t smallest = -(int64_t{1} << 62);
  require(aten_slice_Tensor(result.out(), values, 0, {smallest, true}, {}, 1));
  CHECK(torch_tensor_numel(result) == 4);
}

void trace() {
  const Tensor wide = full({2, 3}, 1);
  Tensor result;
  Error* const error = aten_mm(result.out(), wide, wide);
  const char* text = nullptr;
  int64_t length = 0;
  torch_error_trace(error, &text, &length);
  const std::string full_text(text, static_cast<size_t>(length));
  CHECK(contains(full_text, "mat1 and mat2 shapes cannot be multiplied"));
  CHECK(contains(full_text, "frame #0"));
  const char* again = nullptr;
  torch_error_trace(error, &again, &length);
  CHECK(again == text);
  torch_error_free(error);
  torch_error_free(nullptr);
}

struct {
  std::mutex mutex;
  std::vector<std::string> messages;
  int32_t last_kind = -1;
} heard;

void hear(int32_t kind, const char* message, int64_t length) {
  const std::lock_guard<std::mutex> lock(heard.mutex);
  heard.messages.emplace_back(message, static_cast<size_t>(length));
  heard.last_kind = kind;
}

void resize_with_warning() {
  const Tensor small = full({2}, 1);
  const Tensor out = full({5}, 0);
  require(aten_add_out(small, small, number(1), out));
}

void warnings() {
  // A thread that has met a warning before the handler is set must reach it afterwards too.
  std::mutex turn;
  turn.lock();
  std::thread early([&turn] {
    const std::lock_guard<std::mutex> lock(turn);
    aoti_torch_warn("function", "file", 1, "from an early thread");
  });

  const bool always = torch_warning_get_always();
  torch_warning_set_always(true);
  CHECK(torch_warning_get_always());
  require(torch_warning_set_handler(&hear));

  resize_with_warning();
  CHECK(heard.messages.size() == 1);
  CHECK(contains(heard.messages.back(), "was resized"));
  CHECK(heard.last_kind == 0);

  std::thread(resize_with_warning).join();
  CHECK(heard.messages.size() == 2);

  turn.unlock();
  early.join();
  CHECK(heard.messages.size() == 3);
  CHECK(heard.messages.back() == "from an early thread");

  // Without a callback the text goes to the standard error stream again.
  require(torch_warning_set_handler(nullptr));
  aoti_torch_warn("function", "file", 1, "this line belongs to the test of warnings");
  CHECK(heard.messages.size() == 3);

  require(torch_warning_set_handler(&hear));
  aoti_torch_warn("function", "file", 1, "heard again");
  CHECK(heard.messages.size() == 4);
  torch_warning_set_always(always);
}

void version() {
  const uint64_t actual = pretended_version;
  CHECK(torch_version_built_for() == actual);
  uint64_t found = 0;
  require(torch_version_check(&found, false));
  CHECK(found == actual);

  pretended_version = uint64_t{0x020b03} << 40;
  const Failure newer = failure(torch_version_check(&found, false));
  CHECK(newer.kind == Internal);
  CHECK(contains(newer.message, "2.11.3") && contains(newer.message, "2.10.0"));
  CHECK(found == pretended_version);
  require(torch_version_check(&found, true));
  pretended_version = uint64_t{0x020a01} << 40;
  require(torch_version_check(&found, false));
  pretended_version = actual;

  Text text{};
  require(torch_version_string(&text));
  CHECK(take(text).rfind("2.10.", 0) == 0);
}

}  // namespace

void error_cases() {
  version();
  kinds();
  unrepresentable_integers();
  trace();
  warnings();
}

}  // namespace test

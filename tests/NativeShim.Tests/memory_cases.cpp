// Tensors over foreign memory, and the sizes of data types.
#include <atomic>
#include <thread>

#include "abi/allocator.h"
#include "abi/error.h"
#include "abi/storage.h"
#include "support.h"

namespace c10 {

// Known by its name alone, since LibTorch's own class is not declared.
class OutOfMemoryError final : public Error {
 public:
  const char* what() const noexcept override { return "nothing left"; }
  const char* what_without_backtrace() const noexcept override { return "nothing left"; }
};

}  // namespace c10

namespace test {
namespace {

struct Owner {
  int released = 0;
  std::thread::id thread;
};

void release(void* context) {
  auto* const owner = static_cast<Owner*>(context);
  ++owner->released;
  owner->thread = std::this_thread::get_id();
}

void deleter_runs_with_the_last_view() {
  double memory[12];
  for (int i = 0; i < 12; ++i) memory[i] = i;
  Owner owner;
  Tensor row;
  {
    const std::vector<int64_t> sizes{3, 4};
    Tensor whole;
    require(torch_tensor_from_blob(whole.out(), memory, &release, &owner, span(sizes), {}, float64));
    void* data = nullptr;
    require(torch_tensor_data_ptr(&data, whole));
    CHECK(data == memory);
    memory[5] = 50;
    require(aten_select_int(row.out(), whole, 0, 1));
  }
  CHECK(owner.released == 0);
  CHECK(row.values() == std::vector<double>{4, 50, 6, 7});

  // On whichever thread that happens.
  std::thread::id id;
  std::thread([&row, &id] {
    id = std::this_thread::get_id();
    row = Tensor();
  }).join();
  CHECK(owner.released == 1);
  CHECK(owner.thread == id);
}

void strides_and_types() {
  double memory[12];
  for (int i = 0; i < 12; ++i) memory[i] = i;
  const std::vector<int64_t> sizes{3, 4};
  const std::vector<int64_t> strides{1, 3};
  Owner owner;
  {
    Tensor transposed;
    require(torch_tensor_from_blob(transposed.out(), memory, &release, &owner, span(sizes), {span(strides), true},
                                   float64));
    CHECK(transposed.values() == std::vector<double>{0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11});
  }
  CHECK(owner.released == 1);

  const std::vector<int64_t> one{1};
  for (int8_t dtype = 0; dtype <= 11; ++dtype) {
    Tensor typed;
    require(torch_tensor_from_blob(typed.out(), memory, nullptr, nullptr, span(one), {}, dtype));
    CHECK(torch_tensor_dtype(typed) == dtype);
  }
}

void empty_and_failing() {
  Owner owner;
  const std::vector<int64_t> none{0};
  {
    Tensor empty;
    require(torch_tensor_from_blob(empty.out(), nullptr, &release, &owner, span(none), {}, float32));
    CHECK(torch_tensor_numel(empty) == 0);
  }
  CHECK(owner.released == 1);

  double memory[2] = {1, 2};
  const auto describe = [&](std::vector<int64_t> sizes, std::vector<int64_t> strides) {
    TensorHandle handle = nullptr;
    const Kind kind = failure(torch_tensor_from_blob(&handle, memory, &release, &owner, span(sizes),
                                                     {span(strides), !strides.empty()}, float64))
                          .kind;
    CHECK(handle == nullptr);
    return kind;
  };
  CHECK(describe({2}, {1, 1}) == Value);
  CHECK(describe({-1}, {}) == Value);
  CHECK(describe({2}, {-1}) == Value);
  CHECK(describe({int64_t{1} << 40, int64_t{1} << 40}, {}) == Value);
  CHECK(describe({int64_t{1} << 61}, {}) == Value);
  CHECK(describe({2, 2}, {int64_t{1} << 61, int64_t{1} << 62}) == Value);
  CHECK(owner.released == 1);

  const std::vector<int64_t> sizes{2};
  TensorHandle handle = nullptr;
  CHECK(failure(torch_tensor_from_data(&handle, memory, 8, span(sizes), float64)).kind == Value);
  CHECK(handle == nullptr);
  CHECK(failure(torch_tensor_from_data(&handle, memory, 16, span(sizes), 99)).kind != None);
  CHECK(failure(torch_tensor_from_blob(&handle, memory, nullptr, nullptr, span(sizes), {}, 99)).kind == Value);
}

// The address checker sees what would be read beyond the memory.
void sizes_beyond_the_memory_are_refused() {
  Tensor beyond = tensor({1, 2, 3, 4}, {4});
  const std::vector<int64_t> sizes{1000};
  at::native::resize_impl_cpu_(beyond, {sizes.data(), 1}, {}, false);
  std::vector<double> values(1000);
  CHECK(failure(torch_tensor_copy_to(beyond, values.data(), 8000)).kind == Value);
  void* data = nullptr;
  int64_t count = 0;
  CHECK(failure(torch_tensor_plain_data(&data, &count, beyond)).kind == Value);
}

void memory_kept_in_place_does_not_grow() {
  Tensor kept = tensor({1, 2, 3, 4}, {2, 2});
  Tensor row;
  require(aten_select_int(row.out(), kept, 0, 1));
  require(torch_tensor_keep_in_place(row));
  const std::vector<int64_t> larger{100};
  CHECK(failure(aten_resize_(kept, span(larger), {})).kind == Internal);
  CHECK(torch_tensor_dim(kept) == 2);
  CHECK(kept.values() == std::vector<double>{1, 2, 3, 4});
  const std::vector<int64_t> smaller{2};
  require(aten_resize_(kept, span(smaller), {}));
  CHECK(kept.values() == std::vector<double>{1, 2});
}

void sizes_of_types() {
  CHECK(torch_dtype_size(uint8) == 1);
  CHECK(torch_dtype_size(float32) == 4);
  CHECK(torch_dtype_size(complex128) == 16);
  CHECK(torch_dtype_size(15) == 2);
  CHECK(torch_dtype_size(99) == 0);
  CHECK(torch_dtype_size(-1) == 0);
}

void live_bytes_are_counted() {
  const int64_t* live = nullptr;
  require(torch_memory_attach(&live, nullptr));
  const int64_t before = *live;
  {
    const Tensor whole = full({1000}, 1.5);
    CHECK(*live - before == 8000);
    void* data = nullptr;
    require(torch_tensor_data_ptr(&data, whole));
    CHECK(reinterpret_cast<uintptr_t>(data) % 64 == 0);
    Tensor row;
    require(aten_select_int(row.out(), whole, 0, 1));
    CHECK(*live - before == 8000);
    const Tensor empty = full({0, 3}, 1);
    CHECK(*live - before == 8000);
    std::thread([&] { const Tensor other = product(whole, whole); CHECK(*live - before == 16000); }).join();
    CHECK(*live - before == 8000);
  }
  CHECK(*live == before);

  // What cannot be had is refused with LibTorch's own text, and was never held.
  torch_memory_reset_peak();
  TensorHandle handle = nullptr;
  const std::vector<int64_t> sizes{int64_t{1} << 50};
  CHECK(failure(aten_full(&handle, span(sizes), number(1), {float64, true}, {}, {}, {})).kind == OutOfMemory);
  CHECK(*live == before && live[1] == before);
}

[[maybe_unused]] const void* memory_of(const Tensor& tensor) {
  void* data = nullptr;
  require(torch_tensor_data_ptr(&data, tensor));
  return data;
}

void freed_blocks_serve_the_next_tensor() {
#ifndef __SANITIZE_ADDRESS__
  for (int64_t length = 1; length < int64_t{1} << 22; length = length * 5 / 3 + 1) {
    const void* first = nullptr;
    {
      const Tensor tensor = full({length}, 1);
      first = memory_of(tensor);
    }
    const Tensor next = full({length}, 2);
    CHECK(memory_of(next) == first);
    CHECK(reinterpret_cast<uintptr_t>(first) % 64 == 0);
    CHECK(next.values().back() == 2);
  }
  CHECK(torch_memory_idle() > 0);
  torch_memory_trim();
  CHECK(torch_memory_idle() == 0);
#endif
}

void threads_share_blocks() {
  const int64_t* live = nullptr;
  require(torch_memory_attach(&live, nullptr));
  const int64_t before = *live;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      std::vector<Tensor> kept;
      for (int64_t i = 0; i < 3000; ++i) {
        kept.push_back(full({1 + (i * 7 + t) % 300}, static_cast<double>(t)));
        if (kept.size() > 20) {
          CHECK(kept.front().values().back() == t);
          kept.erase(kept.begin(), kept.begin() + 15);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(*live == before);
}

std::atomic<int> collections{0};
Tensor* garbage = nullptr;

bool collect() {
  ++collections;
  if (garbage == nullptr) return false;
  *garbage = Tensor();
  garbage = nullptr;
  return true;
}

void a_limit_is_kept() {
  const int64_t* live = nullptr;
  require(torch_memory_attach(&live, &collect));
  torch_memory_reset_peak();
  const int64_t before = *live;
  torch_memory_set_limit(before + 10'000);
  Tensor dropped = full({1000}, 1);
  garbage = &dropped;
  const Tensor fits = full({1000}, 2);  // because what was dropped is collected first
  CHECK(collections == 1);
  CHECK(*live == before + 8000);
  TensorHandle handle = nullptr;
  const std::vector<int64_t> sizes{1000};
  const Failure refused = failure(aten_full(&handle, span(sizes), number(1), {float64, true}, {}, {}, {}));
  CHECK(refused.kind == OutOfMemory);
  CHECK(refused.message.find("limit of " + std::to_string(before + 10'000)) != std::string::npos);
  CHECK(*live == before + 8000);
  CHECK(live[1] == before + 8000);  // the peak
  torch_memory_set_limit(INT64_MAX);
  require(torch_memory_attach(&live, nullptr));
}

void many_are_freed_at_once() {
  const int64_t* live = nullptr;
  require(torch_memory_attach(&live, nullptr));
  const int64_t before = *live;
  std::vector<TensorHandle> handles(100);
  const std::vector<int64_t> sizes{10};
  for (TensorHandle& handle : handles) {
    require(aten_full(&handle, span(sizes), number(1), {float64, true}, {}, {}, {}));
  }
  handles.push_back(nullptr);
  torch_tensor_free_all(handles.data(), static_cast<int64_t>(handles.size()));
  CHECK(*live == before);
}

// An allocator of a device, as LibTorch's for CUDA is one.
class DeviceMemory final : public c10::DeviceAllocator {
 public:
  c10::DataPtr allocate(size_t) override { throw std::bad_alloc(); }
  c10::DataPtr::Deleter raw_deleter() const override { return nullptr; }
  void copy_data(void*, const void*, size_t) const override {}
  bool initialized() override { return is_used; }
  void emptyCache(Pool) override { ++trims; }
  void recordStream(const c10::DataPtr&, c10::Stream) override {}
  c10::DeviceStats getDeviceStats(int8_t device) override {
    c10::DeviceStats stats{};
    stats.allocated_bytes[0] = {100 + device, 200 + device, 0, 0};
    return stats;
  }
  void resetAccumulatedStats(int8_t) override {}
  void resetPeakStats(int8_t device) override { reset = device; }
  std::pair<size_t, size_t> getMemoryInfo(int8_t) override { return {}; }

  bool is_used = false;
  int trims = 0;
  int reset = -1;
};

void other_devices_tell_their_bytes() {
  constexpr int8_t private_use = 20;
  static DeviceMemory memory;
  c10::SetAllocator(static_cast<c10::DeviceType>(private_use), &memory, 0);
  int64_t live = -1;
  int64_t peak = -1;
  require(torch_memory_device(&live, &peak, {private_use, 3}));
  CHECK(live == 0 && peak == 0);
  memory.is_used = true;
  require(torch_memory_device(&live, &peak, {private_use, 3}));
  CHECK(live == 103 && peak == 203);
  require(torch_memory_device_reset_peak({private_use, 3}));
  CHECK(memory.reset == 3);
  require(torch_memory_device_trim({private_use, 3}));
  CHECK(memory.trims == 1);

  const int8_t cuda = 1;
  require(torch_memory_device(&live, &peak, {cuda, 0}));
  CHECK(live == 0 && peak == 0);
}

// Fails as a device's allocator does, some times.
class ScarceMemory final : public c10::Allocator {
 public:
  explicit ScarceMemory(c10::Allocator* plenty) : plenty_(plenty) {}

  c10::DataPtr allocate(size_t bytes) override {
    if (failures > 0) {
      --failures;
      throw c10::OutOfMemoryError();
    }
    return plenty_->allocate(bytes);
  }
  c10::DataPtr::Deleter raw_deleter() const override { return plenty_->raw_deleter(); }
  void copy_data(void* to, const void* from, size_t bytes) const override { plenty_->copy_data(to, from, bytes); }

  int failures = 0;

 private:
  c10::Allocator* plenty_;
};

bool collect_nothing() {
  ++collections;
  return true;
}

void what_changes_nothing_is_tried_again_after_a_collection() {
  const int64_t* live = nullptr;
  require(torch_memory_attach(&live, &collect_nothing));
  c10::Allocator* const plenty = c10::GetCPUAllocator();
  static ScarceMemory scarce(plenty);
  const Tensor two = full({2}, 2);
  const std::vector<int64_t> sizes{2};
  collections = 0;
  c10::SetCPUAllocator(&scarce, 101);

  scarce.failures = 1;
  const Tensor four = product(two, two);
  CHECK(four.values() == std::vector<double>{4, 4});
  CHECK(collections == 1);

  scarce.failures = 2;
  TensorHandle handle = nullptr;
  CHECK(failure(aten_mul_Tensor(&handle, two, two)).kind == OutOfMemory);
  CHECK(handle == nullptr);
  CHECK(collections == 2);

  // A random number drawn in the first attempt would be missing from the second.
  scarce.failures = 1;
  CHECK(failure(aten_randn(&handle, span(sizes), {float64, true}, {}, {}, {})).kind == OutOfMemory);
  CHECK(collections == 2);

  scarce.failures = 0;
  c10::SetCPUAllocator(plenty, 101);
  require(torch_memory_attach(&live, nullptr));
}

}  // namespace

void memory_cases() {
  live_bytes_are_counted();
  freed_blocks_serve_the_next_tensor();
  threads_share_blocks();
  a_limit_is_kept();
  many_are_freed_at_once();
  other_devices_tell_their_bytes();
  what_changes_nothing_is_tried_again_after_a_collection();
  deleter_runs_with_the_last_view();
  strides_and_types();
  empty_and_failing();
  sizes_beyond_the_memory_are_refused();
  memory_kept_in_place_does_not_grow();
  sizes_of_types();
}

}  // namespace test

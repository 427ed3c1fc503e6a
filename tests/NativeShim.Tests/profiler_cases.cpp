// What the profiler writes down: which operators, in what, on which thread, with what inputs and memory.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "support.h"

namespace test {
namespace {

constexpr int32_t function = 0;
constexpr int32_t backward_function = 1;
constexpr int32_t user_scope = 7;

struct Recorded {
  std::vector<ProfilerEvent> events;
  std::string text;
  std::vector<int64_t> inputs;
  int64_t started;

  std::string name(const ProfilerEvent& event) const {
    return text.substr(static_cast<size_t>(event.name), static_cast<size_t>(event.name_length));
  }
  std::string detail(const ProfilerEvent& event) const {
    return text.substr(static_cast<size_t>(event.name + event.name_length), static_cast<size_t>(event.detail_length));
  }
  std::vector<const ProfilerEvent*> all(const std::string& wanted) const {
    std::vector<const ProfilerEvent*> result;
    for (const ProfilerEvent& event : events) {
      if (name(event) == wanted) result.push_back(&event);
    }
    return result;
  }
  const ProfilerEvent& one(const std::string& wanted) const {
    static const ProfilerEvent none{};
    const auto found = all(wanted);
    if (CHECK(found.size() == 1)) return *found[0];
    std::printf("  %zu of %s\n", found.size(), wanted.c_str());
    return found.empty() ? none : *found[0];
  }
  const ProfilerEvent* parent(const ProfilerEvent& event) const {
    return event.parent < 0 ? nullptr : &events[static_cast<size_t>(event.parent)];
  }
};

Recorded stop() {
  ProfilerRecording recording{};
  require(torch_profiler_stop(&recording));
  Recorded result;
  result.started = recording.started;
  result.events.assign(recording.events, recording.events + recording.count);
  int64_t text = 0;
  int64_t inputs = 0;
  for (const ProfilerEvent& event : result.events) {
    text = std::max(text, event.name + event.name_length + event.detail_length);
    int64_t end = event.inputs;
    for (int32_t i = 0; i < event.input_count; ++i) {
      const int64_t dimensions = recording.inputs[end++];
      if (dimensions >= 0) end += 1 + dimensions;
    }
    inputs = std::max(inputs, end);
  }
  result.text.assign(recording.text, recording.text + text);
  result.inputs.assign(recording.inputs, recording.inputs + inputs);
  torch_memory_free(recording.events);
  torch_memory_free(recording.text);
  torch_memory_free(recording.inputs);
  return result;
}

Span<char> characters(const std::string& text) { return {text.data(), static_cast<int64_t>(text.size())}; }

struct Range {
  explicit Range(const std::string& name, const std::string& args = "") {
    require(torch_profiler_enter(&place, characters(name), characters(args)));
  }
  ~Range() { torch_profiler_leave(&place); }
  ProfilerPlace place{};
};

void operators_and_their_parts() {
  const Tensor a = leaf({2, 3}, 1);
  const Tensor b = leaf({3, 4}, 2);
  require(torch_profiler_start(true, false, nullptr));
  {
    const Range range("step", "first");
    Tensor result;
    require(aten_matmul(result.out(), a, b));
  }
  const Recorded seen = stop();

  const ProfilerEvent& range = seen.one("step");
  const ProfilerEvent& matmul = seen.one("aten::matmul");
  const ProfilerEvent& mm = seen.one("aten::mm");
  CHECK(range.scope == user_scope && seen.detail(range) == "first" && range.parent == -1 && range.sequence_nr == -1);
  CHECK(matmul.scope == function && seen.parent(matmul) == &range && seen.parent(mm) == &matmul);
  CHECK(seen.started <= range.start && range.start <= matmul.start && matmul.start <= mm.start);
  CHECK(mm.start <= mm.end && mm.end <= matmul.end && matmul.end <= range.end);
  CHECK(matmul.thread == range.thread && matmul.forward_thread == 0 && matmul.site == -1);

  CHECK(matmul.input_count == 2 && range.input_count == 0);
  const std::vector<int64_t> expected = {2, float64, 2, 3, 2, float64, 3, 4};
  CHECK(std::equal(expected.begin(), expected.end(), seen.inputs.begin() + matmul.inputs));
}

void backward_passes() {
  const Tensor a = leaf({2, 2}, 1);
  Tensor root;
  Recorded seen;
  require(torch_profiler_start(false, false, nullptr));
  {
    Tensor result;
    require(aten_matmul(result.out(), a, a));
    root = sum(result);
  }
  std::thread([&] {
    const std::vector<TensorHandle> outputs = {root};
    require(torch_autograd_backward(span(outputs), {nullptr, 0}, {}, false, {nullptr, 0}));
  }).join();
  seen = stop();

  // A node and its operator have the number in common, and the node knows the operator's thread.
  const auto products = seen.all("aten::mm");
  const ProfilerEvent& node = seen.one("MmBackward0");
  CHECK(products.size() == 3 && node.scope == backward_function);
  CHECK(node.sequence_nr >= 0 && node.sequence_nr == products[0]->sequence_nr);
  CHECK(node.forward_thread == products[0]->thread && node.thread != products[0]->thread);
  CHECK(seen.parent(*products[1]) == &node && seen.parent(*products[2]) == &node);
  CHECK(seen.name(*seen.parent(node)) == "autograd::engine::evaluate_function: MmBackward0");
}

void threads() {
  const Tensor a = full({2}, 1);
  require(torch_profiler_start(false, false, nullptr));
  for (int i = 0; i < 3; ++i) {
    std::thread([&] {
      const Range range("elsewhere");
      product(a, a);
    }).join();
  }
  product(a, a);
  const Recorded seen = stop();
  const auto ranges = seen.all("elsewhere");
  const auto products = seen.all("aten::mul");
  CHECK(ranges.size() == 3 && products.size() == 4);
  int here = 0;
  for (const ProfilerEvent* const event : products) {
    const ProfilerEvent* const parent = seen.parent(*event);
    if (parent == nullptr) {
      ++here;
    } else {
      CHECK(seen.name(*parent) == "elsewhere" && parent->thread == event->thread);
    }
  }
  CHECK(here == 1);
}

void memory() {
  require(torch_profiler_start(false, true, nullptr));
  {
    const Range range("keeps");
    const Tensor kept = full({1000}, 1);
    {
      const Range inner("gives back");
      full({1000}, 1);
    }
    torch_profiler_leave(&range.place);
  }
  const Recorded seen = stop();
  CHECK(seen.one("keeps").memory == 8000);
  CHECK(seen.one("gives back").memory == 0);
  CHECK(seen.all("aten::full")[0]->memory == 8000);
  const ProfilerEvent& freed = seen.one("[memory]");
  CHECK(freed.memory == -8000 && freed.parent == -1 && freed.start == freed.end);
}

void order_of_ends() {
  require(torch_profiler_start(false, false, nullptr));
  {
    const Range left("left open");
    const Range outer("outer");
    Range inner("inner");
    torch_profiler_leave(&outer.place);
    { const Range next("next"); }
    const Recorded seen = stop();
    CHECK(seen.parent(seen.one("inner")) == &seen.one("outer"));
    CHECK(seen.parent(seen.one("next")) == &seen.one("left open"));
    for (const ProfilerEvent& event : seen.events) CHECK(event.end >= event.start);
    // What began in this recording ends in the next one, of which it is no part.
    require(torch_profiler_start(false, false, nullptr));
  }
  const Range late("late");
  CHECK(stop().events.size() == 1);
}

int sites = 0;

void places() {
  const Tensor a = full({2, 2}, 1);
  require(torch_profiler_start(false, false, [] { return int64_t{++sites}; }));
  {
    const Range range("range");
    Tensor result;
    require(aten_matmul(result.out(), a, a));
  }
  const Recorded seen = stop();
  CHECK(sites == 2);
  CHECK(seen.one("range").site == 1 && seen.one("aten::matmul").site == 2 && seen.one("aten::mm").site == -1);
}

void one_at_a_time() {
  ProfilerRecording recording{};
  CHECK(failure(torch_profiler_stop(&recording)).message == "no profiler is active");
  require(torch_profiler_start(false, false, nullptr));
  CHECK(failure(torch_profiler_start(false, false, nullptr)).message == "a profiler is active already");
  stop();
  product(full({2}, 1), full({2}, 1));
  require(torch_profiler_start(false, false, nullptr));
  CHECK(stop().events.empty());
  const Range range("outside");
  CHECK(range.place.log == nullptr);
}

// Ends while others work: what they write goes into this recording, the next one, or none.
void stops_under_load() {
  std::atomic<bool> ending{false};
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i) {
    workers.emplace_back([&ending] {
      const Tensor a = full({4, 4}, 1);
      while (!ending) {
        const Range range("work");
        product(product(a, a), a);
      }
    });
  }
  size_t total = 0;
  for (int i = 0; i < 50; ++i) {
    require(torch_profiler_start(true, true, nullptr));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const Recorded seen = stop();
    total += seen.events.size();
    for (const ProfilerEvent& event : seen.events) {
      const ProfilerEvent* const parent = seen.parent(event);
      if (parent != nullptr && parent->thread != event.thread) CHECK(parent->thread == event.thread);
      if (event.end < event.start) CHECK(event.end >= event.start);
    }
  }
  ending = true;
  for (std::thread& worker : workers) worker.join();
  CHECK(total > 0);
}

}  // namespace

void profiler_cases() {
  operators_and_their_parts();
  backward_passes();
  threads();
  memory();
  order_of_ends();
  places();
  one_at_a_time();
  stops_under_load();
}

}  // namespace test

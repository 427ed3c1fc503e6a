// The profiler: what runs, when, on which thread and inside what. An observer of LibTorch's operators writes into a log
// of each thread, and stopping puts the logs together.
#include "profiler.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "abi/record_function.h"
#include "abi/stable_c.h"
#include "shim.h"

namespace ptcs {

std::atomic<bool> profiles_memory{false};

namespace {

// As managed code reads it. Positions are those in the log, and in the recording once it is put together.
struct Event {
  int64_t start;  // nanoseconds of the steady clock
  int64_t end;    // 0 while it runs
  int64_t sequence_nr;
  uint64_t thread;
  uint64_t forward_thread;
  int64_t parent;  // position of the event that it runs in, or -1
  int64_t site;    // what managed code has said of the place, or -1
  int64_t memory;  // bytes taken less bytes given back; while it runs, those of the thread before it
  int64_t name;    // position in the text
  int64_t inputs;  // position in the numbers
  int32_t name_length;
  int32_t detail_length;  // of the text after the name: an overload's name, or what a program says of its own range
  int32_t input_count;
  int32_t scope;
};
static_assert(sizeof(Event) == 96, "managed code reads these");

// What managed code takes: three arrays to free, and the time of the start.
struct Recording {
  Event* events;
  int64_t count;
  char* text;
  int64_t* inputs;
  int64_t started;
};

// Gives a number for the place where the program is. Must not throw.
using Site = int64_t (*)();

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// ---- logs --------------------------------------------------------------------------------------------------------

// What one thread does. Others look into it when they stop the recording.
struct Log {
  std::mutex mutex;
  uint64_t recording = 0;  // the one it is of
  std::vector<Event> events;
  std::vector<char> text;
  std::vector<int64_t> inputs;  // of each: dimensions (-1: no tensor), then type and sizes
  std::vector<int64_t> open;    // events that run, the innermost last
  int64_t memory = 0;

  void join(uint64_t number) {
    if (recording == number) return;
    clear();
    recording = number;
  }

  void clear() {
    recording = 0;
    events = {};
    text = {};
    inputs = {};
    open.clear();
    memory = 0;
  }

  // Returns its position.
  int64_t add(Event event, std::string_view name, std::string_view detail) {
    event.parent = open.empty() ? -1 : open.back();
    event.name = static_cast<int64_t>(text.size());
    event.name_length = static_cast<int32_t>(name.size());
    event.detail_length = static_cast<int32_t>(detail.size());
    text.insert(text.end(), name.begin(), name.end());
    text.insert(text.end(), detail.begin(), detail.end());
    events.push_back(event);
    return static_cast<int64_t>(events.size()) - 1;
  }
};

// Logs outlive their threads, which end in the middle of a recording, and serve the next ones. Never destroyed, since
// threads end after it.
struct Logs {
  std::mutex mutex;
  std::vector<std::unique_ptr<Log>> all;
  std::vector<Log*> idle;
};

Logs& logs() {
  static auto* const logs = new Logs;
  return *logs;
}

thread_local Log* own = nullptr;
thread_local bool has_ended = false;

struct ThreadEnd {
  ~ThreadEnd() {
    has_ended = true;
    if (own == nullptr) return;
    {
      const std::lock_guard<std::mutex> lock(own->mutex);
      own->open.clear();
    }
    const std::lock_guard<std::mutex> lock(logs().mutex);
    logs().idle.push_back(own);  // there is room
    own = nullptr;
  }
};

// Null on a thread that ends.
Log* own_log() {
  if (own != nullptr || has_ended) return own;
  static thread_local ThreadEnd end;
  (void)end;
  Logs& logs = ptcs::logs();
  const std::lock_guard<std::mutex> lock(logs.mutex);
  if (!logs.idle.empty()) {
    own = logs.idle.back();
    logs.idle.pop_back();
  } else {
    logs.idle.reserve(logs.all.size() + 1);
    logs.all.push_back(std::make_unique<Log>());
    own = logs.all.back().get();
  }
  return own;
}

// ---- recording ---------------------------------------------------------------------------------------------------

std::mutex switching;              // held by whoever starts or stops
std::atomic<uint64_t> current{0};  // number of the recording, or 0
uint64_t last_number = 0;
uint64_t observer = 0;
int64_t started = 0;
std::atomic<Site> site_callback{nullptr};
std::atomic<bool> records_shapes{false};

// Where an event is. Opaque to managed code.
struct Place {
  Log* log;
  uint64_t recording;
  int64_t position;
};
static_assert(sizeof(Place) == 24, "managed code reserves three words");

// What a program calls itself has a place in the program; what an operator or a backward form runs has that of the
// outer one.
bool wants_site(const Log& log) {
  if (log.open.empty()) return true;
  return log.events[static_cast<size_t>(log.open.back())].scope == static_cast<int32_t>(at::RecordScope::UserScope);
}

int64_t site_of(Log& log) {
  const Site site = site_callback.load(std::memory_order_relaxed);
  if (site == nullptr) return -1;
  {
    const std::lock_guard<std::mutex> lock(log.mutex);
    if (!wants_site(log)) return -1;
  }
  // Without the lock: managed code may free tensors, which are written into the log.
  return site();
}

void add_input(std::vector<int64_t>& numbers, TensorHandle tensor) {
  bool defined = false;
  int64_t dimensions = 0;
  int64_t* sizes = nullptr;
  int32_t dtype = 0;
  if (tensor == nullptr || aoti_torch_is_defined(&tensor, &defined) != 0 || !defined ||
      aoti_torch_get_dim(&tensor, &dimensions) != 0 || aoti_torch_get_sizes(&tensor, &sizes) != 0 ||
      aoti_torch_get_dtype(&tensor, &dtype) != 0) {
    numbers.push_back(-1);
    return;
  }
  numbers.push_back(dimensions);
  numbers.push_back(dtype);
  numbers.insert(numbers.end(), sizes, sizes + dimensions);
}

Place open_event(Event event, std::string_view name, std::string_view detail, c10::ArrayRef<c10::IValue> inputs) {
  const uint64_t recording = current.load(std::memory_order_acquire);
  Log* const log = recording == 0 ? nullptr : own_log();
  if (log == nullptr) return {};
  event.site = site_of(*log);
  event.thread = at::RecordFunction::currentThreadId();
  const std::lock_guard<std::mutex> lock(log->mutex);
  if (current.load(std::memory_order_relaxed) != recording) return {};
  log->join(recording);
  log->open.reserve(log->open.size() + 1);
  event.inputs = static_cast<int64_t>(log->inputs.size());
  event.input_count = static_cast<int32_t>(inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i) add_input(log->inputs, inputs.data()[i].tensor());
  event.memory = log->memory;
  const int64_t position = log->add(event, name, detail);
  log->open.push_back(position);
  log->events.back().start = now();
  return {log, recording, position};
}

void close_event(const Place& place) {
  const int64_t end = now();
  if (place.log == nullptr) return;
  Log& log = *place.log;
  const std::lock_guard<std::mutex> lock(log.mutex);
  if (log.recording != place.recording) return;
  Event& event = log.events[static_cast<size_t>(place.position)];
  if (event.end != 0) return;
  event.end = end;
  event.memory = log.memory - event.memory;
  for (size_t i = log.open.size(); i-- > 0;) {
    if (log.open[i] != place.position) continue;
    log.open.resize(i);  // and what in it was never ended
    return;
  }
}

struct Context final : at::ObserverContext {
  explicit Context(const Place& place) : place(place) {}
  const Place place;
};

std::unique_ptr<at::ObserverContext> on_start(const at::RecordFunction& function) {
  try {
    Event event{};
    event.sequence_nr = function.sequence_nr;
    event.forward_thread = function.forward_thread_id;
    event.scope = static_cast<int32_t>(function.scope);
    const bool shapes = records_shapes.load(std::memory_order_relaxed);
    const Place place = open_event(event, function.name(), function.overload_name(),
                                   shapes ? function.inputs : c10::ArrayRef<c10::IValue>());
    if (place.log != nullptr) return std::make_unique<Context>(place);
  } catch (...) {
    // An event without memory for it is not recorded.
  }
  return nullptr;
}

void on_end(const at::RecordFunction&, at::ObserverContext* context) {
  if (context != nullptr) close_event(static_cast<Context*>(context)->place);
}

// ---- the end -----------------------------------------------------------------------------------------------------

struct FreeMemory {
  void operator()(void* memory) const { std::free(memory); }
};

template <class T>
std::unique_ptr<T, FreeMemory> copy(const std::vector<T>& values) {
  std::unique_ptr<T, FreeMemory> result(static_cast<T*>(std::malloc(values.size() * sizeof(T) + 1)));
  if (result == nullptr) throw std::bad_alloc();
  if (!values.empty()) std::memcpy(result.get(), values.data(), values.size() * sizeof(T));
  return result;
}

// What a log has of a recording, which goes out of it.
void take(Log& log, uint64_t recording, int64_t end, Log& all) {
  const std::lock_guard<std::mutex> lock(log.mutex);
  if (log.recording != recording) return;
  const auto events = static_cast<int64_t>(all.events.size());
  const auto text = static_cast<int64_t>(all.text.size());
  const auto inputs = static_cast<int64_t>(all.inputs.size());
  for (Event event : log.events) {
    if (event.end == 0) {
      event.end = std::max(end, event.start);  // it may have begun while this was on its way here
      event.memory = log.memory - event.memory;
    }
    if (event.parent >= 0) event.parent += events;
    event.name += text;
    event.inputs += inputs;
    all.events.push_back(event);
  }
  all.text.insert(all.text.end(), log.text.begin(), log.text.end());
  all.inputs.insert(all.inputs.end(), log.inputs.begin(), log.inputs.end());
  log.clear();
}

}  // namespace

// Inside an event the bytes are its own; outside they are an event by themselves.
void record_memory(int64_t bytes) noexcept {
  try {
    const uint64_t recording = current.load(std::memory_order_acquire);
    Log* const log = recording == 0 ? nullptr : own_log();
    if (log == nullptr) return;
    const std::lock_guard<std::mutex> lock(log->mutex);
    if (current.load(std::memory_order_relaxed) != recording) return;
    log->join(recording);
    log->memory += bytes;
    if (!log->open.empty()) return;
    Event event{};
    event.start = event.end = now();
    event.sequence_nr = event.site = -1;
    event.thread = at::RecordFunction::currentThreadId();
    event.memory = bytes;
    log->add(event, "[memory]", "");
  } catch (...) {
    // As above.
  }
}

}  // namespace ptcs

using namespace ptcs;

// Records all threads until it is stopped. With site, each call of the program asks for its place.
PTCS_EXPORT Error* torch_profiler_start(bool shapes, bool memory, int64_t (*site)()) {
  return guard([&] {
    const std::lock_guard<std::mutex> lock(switching);
    if (current.load() != 0) throw std::runtime_error("a profiler is active already");
    site_callback = site;
    records_shapes = shapes;
    at::RecordFunctionCallback callback{&on_start, &on_end};
    callback.observe(at::RecordScope::Function);
    callback.observe(at::RecordScope::BackwardFunction);
    callback.observe(at::RecordScope::UserScope);
    callback.needs_inputs = shapes;
    observer = at::addGlobalCallback(callback);
    started = now();
    current = ++last_number;
    profiles_memory = memory;
  });
}

// What still runs ends now.
PTCS_EXPORT Error* torch_profiler_stop(Recording* result) {
  return guard([&] {
    const std::lock_guard<std::mutex> lock(switching);
    const uint64_t recording = current.load();
    if (recording == 0) throw std::runtime_error("no profiler is active");
    profiles_memory = false;
    current = 0;
    at::removeCallback(observer);
    const int64_t end = now();
    Log all;
    {
      const std::lock_guard<std::mutex> lock_all(logs().mutex);
      for (const std::unique_ptr<Log>& log : logs().all) take(*log, recording, end, all);
    }
    auto events = copy(all.events);
    auto text = copy(all.text);
    auto inputs = copy(all.inputs);
    *result = {events.release(), static_cast<int64_t>(all.events.size()), text.release(), inputs.release(), started};
  });
}

// A range of the program's own, on this thread. Without a profiler it is nothing.
PTCS_EXPORT Error* torch_profiler_enter(Place* place, Span<char> name, Span<char> args) {
  return guard([&] {
    Event event{};
    event.sequence_nr = -1;
    event.scope = static_cast<int32_t>(at::RecordScope::UserScope);
    *place = open_event(event, string(name), string(args), {});
  });
}

PTCS_EXPORT void torch_profiler_leave(const Place* place) { close_event(*place); }

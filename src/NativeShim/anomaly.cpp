// Anomaly mode.
//
// LibTorch has one mode for the process: its nodes ask a flag whether to remember where they were made, and its engine
// asks the same flag whether to look for nan. Here the mode is a thread's. The flag only says that some thread has it;
// what a node then remembers, notes of this library decide (engine.cpp), and LibTorch's own look for nan stays off. A
// pass of a thread with the mode carries it to all threads that run its nodes, and hooks on its nodes look for nan.
#include "anomaly.h"

#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "abi/debug_info.h"
#include "abi/engine.h"
#include "abi/modes.h"
#include "abi/operators.h"
#include "layers.h"
#include "shim.h"

namespace ptcs {
namespace {

using torch::autograd::AnomalyMode;
using torch::autograd::edge_list;
using torch::autograd::Node;

constexpr int32_t decided = 1;  // without it, a thread does as the pass that it works for
constexpr int32_t enabled = 2;
constexpr int32_t checking = 4;

constexpr auto kind = c10::DebugInfoKind::TestInfo2;

std::mutex gate;
int64_t threads_enabled = 0;

// A thread that ends with the mode on gives it back.
class ThreadMode {
 public:
  ThreadMode() = default;
  ThreadMode(const ThreadMode&) = delete;
  ~ThreadMode() { exchange(0); }

  int32_t get() const { return state_; }

  int32_t exchange(int32_t state) {
    const std::lock_guard<std::mutex> lock(gate);
    threads_enabled += ((state & enabled) != 0 ? 1 : 0) - ((state_ & enabled) != 0 ? 1 : 0);
    AnomalyMode::_enabled = threads_enabled > 0;
    AnomalyMode::_check_nan = false;
    return std::exchange(state_, state);
  }

 private:
  int32_t state_ = 0;
};

thread_local ThreadMode own_mode;
thread_local int64_t passes_started = 0;
thread_local bool has_found_nan = false;

class PassInfo final : public c10::DebugInfoBase {
 public:
  explicit PassInfo(int32_t mode) : mode_(mode) {}
  int32_t mode() const { return mode_; }

 private:
  const int32_t mode_;
};

const PassInfo* pass_info() { return static_cast<const PassInfo*>(c10::ThreadLocalDebugInfo::get(kind)); }

int32_t current_mode() {
  if (own_mode.get() != 0) return own_mode.get();
  const PassInfo* const info = pass_info();
  return info != nullptr ? info->mode() : checking;
}

bool looks_for_nan(int32_t mode) { return (mode & enabled) != 0 && (mode & checking) != 0; }

class WithoutRecording {
 public:
  WithoutRecording() : previous_(c10::GradMode::is_enabled()) { c10::GradMode::set_enabled(false); }
  WithoutRecording(const WithoutRecording&) = delete;
  ~WithoutRecording() { c10::GradMode::set_enabled(previous_); }

 private:
  const bool previous_;
};

bool has_nan(const at::Tensor& tensor) {
  const at::Tensor plain = without_layers(tensor);
  const WithoutRecording recording;
  const OutsideLayers layers;
  return wrap(at::_ops::item::call(at::_ops::_is_any_true::call(at::_ops::isnan::call(plain)))).integer != 0;
}

// LibTorch looks at what nodes give only where they give something.
void watch(const edge_list& roots) {
  std::vector<Node*> open;
  std::unordered_set<Node*> seen;
  const auto visit = [&](const edge_list& edges) {
    for (const auto& edge : edges) {
      if (edge.function != nullptr && seen.insert(edge.function.get()).second) open.push_back(edge.function.get());
    }
  };
  visit(roots);
  while (!open.empty()) {
    Node* const node = open.back();
    open.pop_back();
    if (node->next_edges.empty()) continue;
    watch_outputs(*node);
    visit(node->next_edges);
  }
}

}  // namespace

bool records_sites() { return (current_mode() & enabled) != 0; }

bool reports_anomalies(bool is_recorded) {
  if (std::exchange(has_found_nan, false)) return true;
  if (const PassInfo* const info = pass_info()) return (info->mode() & enabled) != 0;
  // A thread of LibTorch's no longer knows the pass that the exception comes from.
  return passes_started == 0 && is_recorded;
}

AnomalyPass::AnomalyPass(const edge_list& roots) {
  const int32_t mode = current_mode();
  is_marked_ = (mode & enabled) != 0 || pass_info() != nullptr;
  if (looks_for_nan(mode)) watch(roots);
  if (is_marked_) c10::ThreadLocalDebugInfo::_push(kind, std::make_shared<PassInfo>(mode));
  ++passes_started;
}

AnomalyPass::~AnomalyPass() {
  --passes_started;
  if (is_marked_) c10::ThreadLocalDebugInfo::_pop(kind);
}

void check_outputs(const torch::autograd::variable_list& outputs) {
  const PassInfo* const info = pass_info();
  if (info == nullptr || !looks_for_nan(info->mode())) return;
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (!outputs[i].defined() || !has_nan(outputs[i])) continue;
    const std::shared_ptr<Node> node = torch::autograd::get_current_node();
    has_found_nan = true;
    throw std::runtime_error("Function '" + (node == nullptr ? "" : node->name()) + "' returned nan values in its " +
                             std::to_string(i) + "th output.");
  }
}

}  // namespace ptcs

using namespace ptcs;

PTCS_EXPORT bool torch_anomaly_get() { return (current_mode() & enabled) != 0; }

PTCS_EXPORT bool torch_anomaly_get_check_nan() { return (current_mode() & checking) != 0; }

// Gives this thread a mode of its own (bits: 1 it has one, 2 it is on, 4 it looks for nan), and gives what it had.
PTCS_EXPORT int32_t torch_anomaly_exchange(int32_t mode) { return own_mode.exchange(mode); }

// Stands in for managed code: objects behind the pointers that the shim holds, and the callbacks.
#pragma once

#include <functional>

#include "support.h"

namespace test {

constexpr Optional<bool> keep{true, true};
constexpr Span<TensorHandle> no_tensors{nullptr, 0};

// What stands behind a pointer that the shim holds.
struct Object {
  std::function<TensorHandle(Tensor)> hook;
  std::function<std::vector<Tensor>(void* node, std::vector<Tensor> gradients)> backward;
  std::function<std::vector<Tensor>(std::vector<Tensor> tangents)> jvp;
  std::function<Tensor(Tensor)> pack;
  std::function<Tensor(const Tensor&)> unpack;
  Tensor packed;
  std::function<void(std::vector<Tensor> outputs, std::vector<Tensor> inputs, TensorHandle* replacements,
                     bool* is_replaced)>
      node_hook;
  std::string problem;  // of an exception, or of a report

  Object() { ++alive; }
  ~Object() { --alive; }

  static inline std::atomic<int> alive{0};
};

struct Problem {
  std::string text;
};

inline void release(void* object) { delete static_cast<Object*>(object); }

template <class Body>
void* caught(Body&& body) {
  try {
    body();
    return nullptr;
  } catch (const Problem& problem) {
    auto* const object = new Object;
    object->problem = problem.text;
    return object;
  }
}

inline void* run_hooks(void* hooks, TensorHandle tensor, TensorHandle* replacement) {
  return caught([&] {
    const TensorHandle result = static_cast<Object*>(hooks)->hook(Tensor(tensor));
    if (result != nullptr) *replacement = result;
  });
}

inline void* run_backward(void* context, void* node, Span<TensorHandle> gradients, TensorHandle* results,
                          int64_t count) {
  std::vector<Tensor> handed;
  for (int64_t i = 0; i < gradients.length; ++i) handed.emplace_back(gradients.data[i]);
  return caught([&] {
    std::vector<Tensor> made = static_cast<Object*>(context)->backward(node, std::move(handed));
    CHECK(static_cast<int64_t>(made.size()) == count);
    for (size_t i = 0; i < made.size(); ++i) results[i] = made[i].release();
  });
}

inline void* run_jvp(void* context, Span<TensorHandle> tangents, TensorHandle* results, int64_t count) {
  std::vector<Tensor> handed;
  for (int64_t i = 0; i < tangents.length; ++i) handed.emplace_back(tangents.data[i]);
  return caught([&] {
    std::vector<Tensor> made = static_cast<Object*>(context)->jvp(std::move(handed));
    CHECK(static_cast<int64_t>(made.size()) == count);
    for (size_t i = 0; i < made.size(); ++i) results[i] = made[i].release();
  });
}

// The packed object keeps the way back.
inline void* pack(void* hooks, TensorHandle tensor, void** packed) {
  return caught([&] {
    auto* const own = static_cast<Object*>(hooks);
    Tensor kept = own->pack(Tensor(tensor));
    auto* const object = new Object;
    object->packed = std::move(kept);
    object->unpack = own->unpack;
    *packed = object;
  });
}

inline void* unpack(void* packed, TensorHandle* tensor) {
  return caught([&] {
    auto* const object = static_cast<Object*>(packed);
    *tensor = object->unpack(object->packed).release();
  });
}

inline std::vector<Tensor> taken(Span<TensorHandle> handles) {
  std::vector<Tensor> tensors;
  for (int64_t i = 0; i < handles.length; ++i) tensors.emplace_back(handles.data[i]);
  return tensors;
}

inline void* run_node_hooks(void* hooks, bool is_before, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                            TensorHandle* replacements, bool* is_replaced) {
  CHECK(!is_before || outputs.length == 0);
  return caught(
      [&] { static_cast<Object*>(hooks)->node_hook(taken(outputs), taken(inputs), replacements, is_replaced); });
}

inline int sites = 0;

// The sites are numbered.
inline void* capture_site() {
  auto* const object = new Object;
  object->problem = "site " + std::to_string(++sites);
  return object;
}

inline void* report_anomaly(Span<char> name, void* site, void* report) {
  auto* const object = new Object;
  if (report != nullptr) object->problem = static_cast<Object*>(report)->problem + "; ";
  object->problem += std::string(name.data, static_cast<size_t>(name.length));
  if (site != nullptr) object->problem += " of " + static_cast<Object*>(site)->problem;
  if (report != nullptr) release(report);
  return object;
}

constexpr ManagedCallbacks callbacks{release,        pack,         unpack,         run_hooks, run_backward,
                                     run_node_hooks, capture_site, report_anomaly, run_jvp};

inline Error* backward(const Tensor& output, bool create_graph = false, Optional<bool> retain = {}) {
  const std::vector<TensorHandle> outputs{output};
  return torch_autograd_backward(span(outputs), no_tensors, retain, create_graph, no_tensors);
}

// The text of the exception of managed code that an error carries.
inline std::string problem_of(Error* error) {
  if (!CHECK(error != nullptr)) return {};
  const auto* const view = reinterpret_cast<const ptcs::ErrorView*>(error);
  const bool is_managed = CHECK(view->kind == Managed && view->managed != nullptr);
  const std::string text = is_managed ? static_cast<Object*>(view->managed)->problem : view->message;
  torch_error_free(error);
  return text;
}

inline std::vector<double> gradient_values(const Tensor& of) {
  Tensor result;
  require(torch_autograd_get_grad(result.out(), of));
  return result == nullptr ? std::vector<double>{} : result.values();
}

}  // namespace test

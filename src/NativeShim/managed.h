// Objects of managed code that native ones hold, and the calls back into managed code.
//
// A callback never throws: it returns null, or an exception as a managed object. That travels through LibTorch inside a
// C++ exception and comes out of the export that started it all, where managed code throws it again.
#pragma once

#include <exception>
#include <memory>

#include "shim.h"

namespace ptcs {

struct ManagedCallbacks {
  // Drops an object. May be called on any thread, and while any lock is held.
  void (*release)(void* object);
  // Gives what a node is to keep in place of a tensor that it saves. Takes the reference.
  void* (*pack)(void* hooks, TensorHandle tensor, void** packed);
  // Gives the tensor back: a reference for the caller.
  void* (*unpack)(void* packed, TensorHandle* tensor);
  // Runs the hooks of a tensor on what may be null, a missing gradient. Takes the reference; a replacement is a
  // reference for the caller.
  void* (*run_hooks)(void* hooks, TensorHandle tensor, TensorHandle* replacement);
  // Runs the backward form of a custom function. Takes the references of the gradients; results are for the caller.
  void* (*run_backward)(void* context, void* node, Span<TensorHandle> gradients, TensorHandle* results, int64_t count);
  // Runs the hooks of a node on what it was given, before it has run, or on what it gave and was given. Takes the
  // references; where is_replaced comes out true, replacements are for the caller, as many as it was given, or gave.
  void* (*run_node_hooks)(void* hooks, bool is_before, Span<TensorHandle> outputs, Span<TensorHandle> inputs,
                          TensorHandle* replacements, bool* is_replaced);
  // An object that says where the program is, or null.
  void* (*capture_site)();
  // An object that says which node failed, where it was made (null: not known) and, where the node was made by the
  // backward form of another one that a report is about, adds to that report, which it takes.
  void* (*report_anomaly)(Span<char> name, void* site, void* report);
  // Runs the forward-mode rule of a custom function. Takes the references of the tangents; results, one for each
  // output, are for the caller.
  void* (*run_jvp)(void* context, Span<TensorHandle> tangents, TensorHandle* results, int64_t count);
};

const ManagedCallbacks& managed_callbacks();

// Owns one object of managed code.
class ManagedObject {
 public:
  ManagedObject() = default;
  explicit ManagedObject(void* object) : object_(object) {}
  ManagedObject(const ManagedObject&) = delete;
  ~ManagedObject() {
    if (object_ != nullptr) managed_callbacks().release(object_);
  }

  void* get() const { return object_; }
  void adopt(void* object) { object_ = object; }

 private:
  void* object_ = nullptr;
};

// The engine of LibTorch hands on what derives from std::exception, as it is.
class ManagedException final : public ::std::exception {
 public:
  explicit ManagedException(void* exception) : exception_(::std::make_shared<ManagedObject>(exception)) {}

  const char* what() const noexcept override { return "an exception of managed code"; }
  void* object() const { return exception_->get(); }

 private:
  ::std::shared_ptr<ManagedObject> exception_;
};

inline void throw_managed(void* exception) {
  if (exception != nullptr) throw ManagedException(exception);
}

}  // namespace ptcs

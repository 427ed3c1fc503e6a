// LibTorch 2.10.0, aten: what observers of operators are told, and how they are put in place.
//
// RecordFunction's offsets were read from its constructors, from end() and from the accessors in libtorch_cpu.so; which
// scope, sequence number, thread and inputs an observer sees is checked by tests/NativeShim.Tests/profiler_cases.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "array_ref.h"
#include "import.h"
#include "ivalue.h"

namespace at {

enum class RecordScope : uint8_t { Function = 0, BackwardFunction = 1, UserScope = 7 };

// What LibTorch makes on the stack of whoever runs an operator. It is only looked at here.
struct PTCS_IMPORT RecordFunction {
  RecordFunction() = delete;
  RecordFunction(const RecordFunction&) = delete;

  // A small number, the same for all observers.
  static uint64_t currentThreadId();

  const char* name() const;
  const char* overload_name() const;

  void* vtable;
  unsigned char callbacks[0x50];
  uint64_t thread_id;
  RecordScope scope;
  bool needs[3];
  unsigned char contexts_and_name[0x64];
  int64_t sequence_nr;                // -1 where there is none
  c10::ArrayRef<c10::IValue> inputs;  // while the start callback runs
  unsigned char keyword_inputs[0x38];
  unsigned char outputs[0x18];
  uint64_t forward_thread_id;  // 0 where there is none
};
static_assert(offsetof(RecordFunction, thread_id) == 0x58 && offsetof(RecordFunction, scope) == 0x60 &&
                  offsetof(RecordFunction, sequence_nr) == 0xc8 && offsetof(RecordFunction, inputs) == 0xd0 &&
                  offsetof(RecordFunction, forward_thread_id) == 0x130,
              "at::RecordFunction");

// What the start callback hands to the end callback; LibTorch destroys it.
struct ObserverContext {
  virtual ~ObserverContext() {}  // slots 0 and 1
};

// Trivial to copy: passed on the stack.
struct RecordFunctionCallback {
  using Start = ::std::unique_ptr<ObserverContext> (*)(const RecordFunction&);
  using End = void (*)(const RecordFunction&, ObserverContext*);

  Start start;
  End end;
  double probability = 1;
  bool scopes[10] = {};
  bool needs_inputs = false;
  bool needs_outputs = false;
  bool needs_ids = false;

  void observe(RecordScope scope) { scopes[static_cast<size_t>(scope)] = true; }
};
static_assert(sizeof(RecordFunctionCallback) == 40 && offsetof(RecordFunctionCallback, scopes) == 24,
              "at::RecordFunctionCallback");

// For all threads.
PTCS_IMPORT uint64_t addGlobalCallback(RecordFunctionCallback callback);
PTCS_IMPORT void removeCallback(uint64_t handle);

}  // namespace at

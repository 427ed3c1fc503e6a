// LibTorch 2.10.0, c10/util/ThreadLocalDebugInfo.h: what a thread knows beside its work, which goes along to the
// threads that run nodes of a backward pass for it.
//
// The kind is one of those that LibTorch leaves to tests.
#pragma once

#include <cstdint>
#include <memory>

#include "import.h"

namespace c10 {

enum class DebugInfoKind : uint8_t { TestInfo2 = 6 };

class PTCS_IMPORT DebugInfoBase {
 public:
  DebugInfoBase() = default;
  virtual ~DebugInfoBase() {}  // slots 0 and 1
};

class PTCS_IMPORT ThreadLocalDebugInfo {
 public:
  ThreadLocalDebugInfo() = delete;

  // Null where there is none.
  static DebugInfoBase* get(DebugInfoKind kind);
  static void _push(DebugInfoKind kind, ::std::shared_ptr<DebugInfoBase> info);
  static ::std::shared_ptr<DebugInfoBase> _pop(DebugInfoKind kind);
};

}  // namespace c10

// The error object that crosses the border. Managed code reads the first four fields and frees it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>

namespace ptcs {

class ManagedObject;

enum class ErrorKind : int32_t {
  Index = 0,
  Value = 1,
  Type = 2,
  NotImplemented = 3,
  LinearAlgebra = 4,
  OutOfMemory = 5,
  Internal = 6,
  Managed = 7,  // an exception of managed code, which the error carries
};

struct Error {
  ErrorKind kind;
  const char* message;  // UTF-8, also terminated
  int64_t message_length;
  void* managed;  // null, or the exception of managed code; the error keeps it alive
  void* report;   // null, or what anomaly mode has found out; the error keeps it alive

  std::string text;              // what message points to
  std::exception_ptr exception;  // kept for the trace
  std::string trace;             // filled when first asked for
  std::shared_ptr<ManagedObject> report_object;
};
static_assert(offsetof(Error, message) == 8 && offsetof(Error, message_length) == 16 &&
                  offsetof(Error, managed) == 24 && offsetof(Error, report) == 32,
              "managed code reads these");

}  // namespace ptcs

// Exceptions become error objects here, and nowhere else.
#include "error.h"

#include <cstring>
#include <new>
#include <string_view>
#include <typeinfo>

#include "abi/error.h"
#include "managed.h"
#include "reports.h"
#include "shim.h"

namespace ptcs {
namespace {

struct NamedKind {
  std::string_view type;  // as typeid(...).name() gives it
  ErrorKind kind;
};

constexpr NamedKind named_kinds[] = {
    {"N3c1010IndexErrorE", ErrorKind::Index},
    {"N3c1010ValueErrorE", ErrorKind::Value},
    {"N3c109TypeErrorE", ErrorKind::Type},
    {"N3c1019NotImplementedErrorE", ErrorKind::NotImplemented},
    {"N3c1011LinAlgErrorE", ErrorKind::LinearAlgebra},
    {"N3c1016OutOfMemoryErrorE", ErrorKind::OutOfMemory},
    {"St12out_of_range", ErrorKind::Index},
    {"St16invalid_argument", ErrorKind::Value},
};

ErrorKind kind_of(const std::exception& exception, std::string_view text) {
  const std::string_view type = typeid(exception).name();
  for (const NamedKind& named : named_kinds) {
    if (named.type == type) return named.kind;
  }
  if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) return ErrorKind::OutOfMemory;
  // LibTorch reports a failure of the processor's memory as a plain error.
  if (text.find("can't allocate memory") != std::string_view::npos) return ErrorKind::OutOfMemory;
  return ErrorKind::Internal;
}

// Some exceptions carry a rendered native trace in their text.
std::string_view without_trace(std::string_view text) {
  for (const char* const start : {"\nException raised from ", "\nframe #0"}) {
    const size_t position = text.find(start);
    if (position != std::string_view::npos) text = text.substr(0, position);
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

void set(Error& error, ErrorKind kind, std::string_view text) {
  error.kind = kind;
  error.text = text;
  error.message = error.text.c_str();
  error.message_length = static_cast<int64_t>(error.text.size());
}

// Handed out when there is no memory for an error object; never freed.
Error* out_of_memory() {
  static const char text[] = "out of memory";
  static Error error{ErrorKind::OutOfMemory, text, sizeof text - 1, nullptr, nullptr, {}, {}, {}, {}};
  return &error;
}

void describe(Error& error) {
  try {
    std::rethrow_exception(error.exception);
  } catch (const ManagedException& e) {
    set(error, ErrorKind::Managed, e.what());
    error.managed = e.object();
  } catch (const c10::Error& e) {
    const std::string_view text = without_trace(e.what_without_backtrace());
    set(error, kind_of(e, text), text);
  } catch (const std::exception& e) {
    const std::string_view text = without_trace(e.what());
    set(error, kind_of(e, text), text);
  } catch (...) {
    set(error, ErrorKind::Internal, "an exception of unknown type was thrown");
  }
}

std::string trace_of(const Error& error) {
  try {
    if (error.exception != nullptr) std::rethrow_exception(error.exception);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return error.text;
  }
  return error.text;
}

}  // namespace

Error* capture_current_exception() noexcept {
  Error* error = nullptr;
  try {
    error = new Error{};
    error->exception = std::current_exception();
    describe(*error);
    error->report_object = take_report(error->exception);
    if (error->report_object != nullptr) error->report = error->report_object->get();
    return error;
  } catch (...) {
    delete error;
    return out_of_memory();
  }
}

}  // namespace ptcs

using namespace ptcs;

// The message followed by the native stack. Resolving the stack takes milliseconds, so it is done when first asked for.
PTCS_EXPORT void torch_error_trace(Error* error, const char** text, int64_t* length) {
  try {
    // The one for lack of memory has no trace, and is shared: it is not written to.
    if (error != out_of_memory() && error->trace.empty()) error->trace = trace_of(*error);
    if (error->trace.empty()) {
      *text = error->message;
      *length = error->message_length;
      return;
    }
    *text = error->trace.c_str();
    *length = static_cast<int64_t>(error->trace.size());
  } catch (...) {
    *text = error->message;
    *length = error->message_length;
  }
}

PTCS_EXPORT void torch_error_free(Error* error) {
  if (error != out_of_memory()) delete error;
}

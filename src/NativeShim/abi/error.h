// LibTorch 2.10.0, c10/util: exceptions and warnings.
//
// Slots read from the vtables in libc10.so. Objects are only ever used by reference, so no field is declared.
#pragma once

#include <exception>
#include <string>
#include <variant>

#include "import.h"

namespace c10 {

class PTCS_IMPORT Error : public ::std::exception {
 public:
  // Slot 2. Resolves the native stack: 6 to 8 ms each time.
  const char* what() const noexcept override;
  // Slot 3. The message alone, some microseconds.
  virtual const char* what_without_backtrace() const noexcept;
};

class PTCS_IMPORT Warning {
 public:
  class UserWarning {};
  class DeprecationWarning {};

  Warning() = delete;
  ::std::variant<UserWarning, DeprecationWarning> type() const;
  const ::std::string& msg() const;
};

// One word, the vtable pointer.
class PTCS_IMPORT WarningHandler {
 public:
  virtual ~WarningHandler() {}                   // slots 0 and 1
  virtual void process(const Warning& warning);  // slot 2
};
static_assert(sizeof(WarningHandler) == sizeof(void*), "c10::WarningHandler");

namespace WarningUtils {
PTCS_IMPORT void set_warning_handler(WarningHandler* handler) noexcept;
PTCS_IMPORT WarningHandler* get_warning_handler() noexcept;
PTCS_IMPORT void set_warnAlways(bool value) noexcept;
PTCS_IMPORT bool get_warnAlways() noexcept;
}  // namespace WarningUtils

}  // namespace c10

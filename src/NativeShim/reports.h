// What anomaly mode has found out about an exception, until the exception leaves as an error.
#pragma once

#include <exception>
#include <memory>

#include "managed.h"

namespace ptcs {

void remember_report(const ::std::exception_ptr& exception, void* report);

// Null where there is none.
::std::shared_ptr<ManagedObject> take_report(const ::std::exception_ptr& exception);

}  // namespace ptcs

// Reports of anomaly mode, by exception. LibTorch carries the exception of a backward pass from the thread that ran the
// node to the one that waits for the pass, as the same object.
#include "reports.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace ptcs {
namespace {

struct Report {
  std::exception_ptr exception;
  std::shared_ptr<ManagedObject> object;
};

// An exception that never leaves LibTorch would stay for ever.
constexpr size_t most = 16;

std::mutex lock;
std::vector<Report> reports;
std::atomic<bool> has_reports{false};

}  // namespace

void remember_report(const std::exception_ptr& exception, void* report) {
  auto object = std::make_shared<ManagedObject>(report);
  // What goes is destroyed when the lock is given back: that calls managed code.
  Report oldest;
  const std::lock_guard<std::mutex> guard(lock);
  if (reports.size() == most) {
    oldest = std::move(reports.front());
    reports.erase(reports.begin());
  }
  reports.push_back({exception, std::move(object)});
  has_reports = true;
}

std::shared_ptr<ManagedObject> take_report(const std::exception_ptr& exception) {
  if (!has_reports) return nullptr;
  const std::lock_guard<std::mutex> guard(lock);
  const auto found =
      std::find_if(reports.begin(), reports.end(), [&](const Report& report) { return report.exception == exception; });
  if (found == reports.end()) return nullptr;
  std::shared_ptr<ManagedObject> object = std::move(found->object);
  reports.erase(found);
  has_reports = !reports.empty();
  return object;
}

}  // namespace ptcs

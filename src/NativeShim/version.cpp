// Which LibTorch is loaded, and whether it is the one that the declarations in abi/ describe.
#include <stdexcept>
#include <string>
#include <string_view>

#include "abi/modes.h"
#include "abi/stable_c.h"
#include "shim.h"

namespace ptcs {
namespace {

constexpr uint64_t version_word(uint64_t major, uint64_t minor, uint64_t patch) {
  return major << 56 | minor << 48 | patch << 40;
}

constexpr uint64_t built_for = version_word(2, 10, 0);

// Patch releases keep the binary interface.
constexpr uint64_t major_and_minor(uint64_t version) { return version >> 48; }

std::string version_text(uint64_t version) {
  return std::to_string(version >> 56) + "." + std::to_string(version >> 48 & 0xff) + "." +
         std::to_string(version >> 40 & 0xff);
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// To be called before anything else: it touches no layout.
PTCS_EXPORT Error* torch_version_check(uint64_t* found, bool allow_any) {
  return guard([&] {
    *found = aoti_torch_abi_version();
    if (allow_any || major_and_minor(*found) == major_and_minor(built_for)) return;
    throw std::runtime_error("LibTorch " + version_text(*found) + " was found, but PyTorchCS is built for LibTorch " +
                             version_text(built_for) +
                             "; install that version, or set PYTORCHCS_ALLOW_ANY_LIBTORCH=1 to try this one");
  });
}

PTCS_EXPORT uint64_t torch_version_built_for() { return built_for; }

// The version as LibTorch's build settings spell it, such as "2.10.0".
PTCS_EXPORT Error* torch_version_string(Text* result) {
  return guard([&] {
    constexpr std::string_view name = "TORCH_VERSION=";
    const std::string settings = at::show_config();
    const size_t start = settings.find(name);
    if (start == std::string::npos) {
      *result = wrap(version_text(aoti_torch_abi_version()));
      return;
    }
    const size_t first = start + name.size();
    *result = wrap(std::string_view(settings).substr(first, settings.find_first_of(", \n", first) - first));
  });
}

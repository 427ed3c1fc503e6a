// Memory of results.
#include <cstdlib>

#include "shim.h"

using namespace ptcs;

PTCS_EXPORT void torch_memory_free(void* memory) { std::free(memory); }

// Hooks of managed code on every tensor that the graph saves.
//
// LibTorch asks its engine for such hooks; the engine of its Python package answers, the plain one has none. So the one
// function of the engine that is asked is exchanged: its table of virtual functions is copied, and the slot set anew.
#include <cstring>
#include <stdexcept>

#include "abi/autograd.h"
#include "abi/operators.h"
#include "managed.h"
#include "shim.h"

namespace torch {
namespace autograd {

struct PTCS_IMPORT Engine {
  Engine() = delete;
  static Engine& get_default_engine();
};

}  // namespace autograd
}  // namespace torch

namespace ptcs {
namespace {

using torch::autograd::Engine;
using torch::autograd::SavedVariableHooks;

// Of the innermost hooks of this thread; managed code owns it.
thread_local void* active_hooks = nullptr;

class ManagedSavedTensor final : public SavedVariableHooks {
 public:
  void call_pack_hook(const at::Tensor& tensor) override {
    // LibTorch puts the history back that is taken off here. What kept it would keep the graph, which keeps this.
    at::Tensor plain = at::_ops::detach::call(tensor);
    void* packed = nullptr;
    throw_managed(managed_callbacks().pack(active_hooks, plain.release(), &packed));
    packed_.adopt(packed);
  }

  at::Tensor call_unpack_hook() override {
    TensorHandle tensor = nullptr;
    throw_managed(managed_callbacks().unpack(packed_.get(), &tensor));
    return at::Tensor(tensor);
  }

  void retrieve_unpack_hook_data() const override {
    throw std::runtime_error("saved-tensor hooks take no part in compiled backward passes");
  }

 private:
  ManagedObject packed_;
};

// Takes the place of the engine's member function; both find the engine in the same register.
std::unique_ptr<SavedVariableHooks> default_hooks(Engine*) {
  if (active_hooks == nullptr) return nullptr;
  return std::make_unique<ManagedSavedTensor>();
}

constexpr size_t table_header = 2;  // offset to the top, type information
constexpr size_t table_slots = 9;
constexpr size_t hooks_slot = 5;  // get_default_saved_variable_hooks

bool install() {
  static void* table[table_header + table_slots];
  void*** const place = reinterpret_cast<void***>(&Engine::get_default_engine());
  std::memcpy(table, *place - table_header, sizeof(table));
  table[table_header + hooks_slot] = reinterpret_cast<void*>(default_hooks);
  __atomic_store_n(place, table + table_header, __ATOMIC_RELEASE);
  return true;
}

}  // namespace
}  // namespace ptcs

using namespace ptcs;

// Lets this thread's tensors be saved through these hooks (null: none), and gives those that were in use. The object must
// live until they are exchanged again.
PTCS_EXPORT Error* torch_saved_tensors_exchange(void** previous, void* hooks) {
  return guard([&] {
    static const bool is_installed = install();
    static_cast<void>(is_installed);
    *previous = active_hooks;
    active_hooks = hooks;
  });
}

// Hooks of managed code on every tensor that the graph saves.
//
// LibTorch asks its engine for such hooks; that of this library (engine.cpp) asks here.
#include <stdexcept>

#include "abi/autograd.h"
#include "abi/operators.h"
#include "engine.h"
#include "managed.h"
#include "shim.h"

namespace ptcs {
namespace {

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

}  // namespace

std::unique_ptr<SavedVariableHooks> saved_tensor_hooks() {
  if (active_hooks == nullptr) return nullptr;
  return std::make_unique<ManagedSavedTensor>();
}

}  // namespace ptcs

using namespace ptcs;

// Lets this thread's tensors be saved through these hooks (null: none), and gives those that were in use. The object
// must live until they are exchanged again.
PTCS_EXPORT Error* torch_saved_tensors_exchange(void** previous, void* hooks) {
  return guard([&] {
    *previous = active_hooks;
    active_hooks = hooks;
  });
}

// LibTorch 2.10.0, torch/csrc/autograd: nodes of the graph, the hooks on them, and tensors saved in them.
//
// Sizes, offsets and slots read from the vtables, constructors and destructors in libtorch_cpu.so; confirmed by graphs
// of known shape and by nodes and hooks of our own in tests/NativeShim.Tests, also under the address checker.
#pragma once

#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "tensor.h"

namespace at {

struct PTCS_IMPORT RecordFunction {
  static uint64_t currentThreadId();
};

namespace sequence_number {
PTCS_IMPORT uint64_t get_and_increment();
PTCS_IMPORT uint64_t peek();
}  // namespace sequence_number

}  // namespace at

namespace torch {
namespace dynamo {
namespace autograd {
struct CompiledNodeArgs;
struct SwapSavedVariables;
}  // namespace autograd
}  // namespace dynamo

namespace autograd {

using dynamo::autograd::CompiledNodeArgs;
using dynamo::autograd::SwapSavedVariables;
using variable_list = ::std::vector<at::Tensor>;

// ---- hooks -------------------------------------------------------------------------------------------------------

struct PTCS_IMPORT FunctionPreHook {
  virtual ~FunctionPreHook() {}                                          // slots 0 and 1
  virtual variable_list operator()(const variable_list& gradients) = 0;  // slot 2
  virtual void compiled_args(CompiledNodeArgs&) const {}                 // slot 3
};
using PreHookList = ::std::vector<::std::unique_ptr<FunctionPreHook>>;

struct PTCS_IMPORT FunctionPostHook {
  virtual ~FunctionPostHook() {}  // slots 0 and 1
  // Slot 2. What a node returned, and what it was given.
  virtual variable_list operator()(const variable_list& outputs, const variable_list& inputs) = 0;
  virtual void compiled_args(CompiledNodeArgs&) const {}  // slot 3
};

struct PostAccumulateGradHook {
  virtual ~PostAccumulateGradHook() {}                                // slots 0 and 1
  virtual void operator()(const at::Tensor& variable) = 0;            // slot 2
  virtual void compiled_args(CompiledNodeArgs&) const {}              // slot 3
  virtual void apply_with_saved(at::Tensor&, SwapSavedVariables&) {}  // slot 4
};

// What a node remembers of the call that made it.
struct PTCS_IMPORT AnomalyMetadata {
  virtual ~AnomalyMetadata();                                          // slots 0 and 1
  virtual void store_stack();                                          // slot 2
  virtual void print_stack(const ::std::string& node_name);            // slot 3
  virtual void assign_parent(const ::std::shared_ptr<Node>& induced);  // slot 4

 private:
  ::std::string traceback_;
  ::std::shared_ptr<Node> parent_;
};
static_assert(sizeof(AnomalyMetadata) == 0x38, "torch::autograd::AnomalyMetadata");

// Of the whole process; what the second one asks for, this library does itself.
struct PTCS_IMPORT AnomalyMode {
  static bool _enabled;
  static bool _check_nan;
};

// ---- nodes -------------------------------------------------------------------------------------------------------

struct Edge {
  ::std::shared_ptr<Node> function;  // null: the edge leads nowhere
  uint32_t input_nr;
};
static_assert(sizeof(Edge) == 24, "torch::autograd::Edge");
using edge_list = ::std::vector<Edge>;

// Shape, dtype and device of a gradient that a node takes. LibTorch makes them in place, nodes of our own destroy them.
struct PTCS_IMPORT InputMetadata {
  explicit InputMetadata(const at::Tensor& tensor);
  InputMetadata(const InputMetadata&) = delete;
  ~InputMetadata() {
    if (shape_kind == holds_sizes) {
      if (shape.sizes.begin != shape.sizes.in_place) ::std::free(shape.sizes.begin);
    } else if (shape_kind == holds_tensor) {
      at::Tensor(shape.tensor);
    }
  }

  at::Tensor zeros_like() const;

  static constexpr uint8_t holds_sizes = 0;
  static constexpr uint8_t holds_tensor = 1;  // of a nested tensor

  uint64_t options;
  union {
    struct {
      int64_t* begin;
      uint32_t length;
      uint32_t capacity;
      int64_t in_place[5];
    } sizes;
    c10::TensorImpl* tensor;
  } shape;
  uint8_t shape_kind;
  uint64_t stream[2];
  uint8_t flags[8];
};
static_assert(sizeof(InputMetadata) == 0x60, "torch::autograd::InputMetadata");
static_assert(offsetof(InputMetadata, shape) == 0x08 && offsetof(InputMetadata, shape_kind) == 0x40 &&
                  offsetof(InputMetadata, stream) == 0x48,
              "torch::autograd::InputMetadata");

// LibTorch's small vector of them, two in place.
class InputMetadataList {
 public:
  InputMetadataList() : begin_(reinterpret_cast<InputMetadata*>(in_place_)) {}
  InputMetadataList(const InputMetadataList&) = delete;
  ~InputMetadataList() {
    for (uint32_t i = length_; i-- > 0;) begin_[i].~InputMetadata();
    if (static_cast<void*>(begin_) != in_place_) ::std::free(begin_);
  }

  // For one or two.
  void add(const at::Tensor& tensor) {
    if (length_ == capacity_) throw ::std::length_error("no place for a third");
    new (begin_ + length_) InputMetadata(tensor);
    ++length_;
  }
  size_t size() const { return length_; }
  const InputMetadata& operator[](size_t index) const { return begin_[index]; }

 private:
  InputMetadata* begin_;
  uint32_t length_ = 0;
  uint32_t capacity_ = 2;
  alignas(8) unsigned char in_place_[2 * sizeof(InputMetadata)];
};

struct PTCS_IMPORT Node : ::std::enable_shared_from_this<Node> {
  Node() : sequence_nr(at::sequence_number::get_and_increment()), thread_id(at::RecordFunction::currentThreadId()) {
    if (AnomalyMode::_enabled) {
      metadata()->store_stack();
      assign_parent();
    }
  }
  Node(const Node&) = delete;

  virtual ~Node() {}  // slots 0 and 1
  // Slot 2. Not defined here, so that the vtable and the type information are the library's.
  virtual ::std::string name() const;
  virtual PreHookList& tensor_pre_hooks() noexcept { return own_tensor_pre_hooks; }  // slot 3
  // Slot 4
  virtual ::std::unique_ptr<PostAccumulateGradHook>& tensor_post_acc_grad_hooks() const noexcept {
    static ::std::unique_ptr<PostAccumulateGradHook> none;
    return none;
  }
  virtual void release_variables() {}                                                               // slot 5
  virtual void will_release_variables() {}                                                          // slot 6
  virtual bool is_traceable() { return false; }                                                     // slot 7
  virtual bool passes_state_transparently() { return false; }                                       // slot 8
  virtual void compiled_args(CompiledNodeArgs&) const {}                                            // slot 9
  virtual variable_list apply_with_saved(const variable_list&, SwapSavedVariables&) { return {}; }  // slot 10
  virtual bool is_aot_backward() const { return false; }                                            // slot 11
  virtual variable_list apply(variable_list&& gradients) = 0;                                       // slot 12

  AnomalyMetadata* metadata() noexcept;
  void assign_parent();

  // What LibTorch's inline function of this name does.
  void set_next_edges(edge_list&& edges) {
    next_edges = static_cast<edge_list&&>(edges);
    for (const Edge& edge : next_edges) {
      if (edge.function == nullptr) continue;
      edge.function->has_parent = true;
      if (topological_nr <= edge.function->topological_nr) topological_nr = edge.function->topological_nr + 1;
    }
  }

  uint64_t sequence_nr;
  uint64_t topological_nr = 0;
  mutable bool has_parent = false;
  uint64_t thread_id;
  ::std::mutex mutex;
  edge_list next_edges;
  void* python_object = nullptr;
  ::std::unique_ptr<AnomalyMetadata> anomaly_metadata;
  PreHookList pre_hooks;
  PreHookList own_tensor_pre_hooks;
  ::std::unordered_map<size_t, ::std::unique_ptr<FunctionPreHook>> retains_grad_hooks;
  ::std::vector<::std::unique_ptr<FunctionPostHook>> post_hooks;
  InputMetadataList input_metadata;
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
static_assert(sizeof(Node) == 0x1d8, "torch::autograd::Node");
static_assert(offsetof(Node, sequence_nr) == 0x18 && offsetof(Node, topological_nr) == 0x20 &&
                  offsetof(Node, has_parent) == 0x28 && offsetof(Node, thread_id) == 0x30 &&
                  offsetof(Node, mutex) == 0x38 && offsetof(Node, next_edges) == 0x60 &&
                  offsetof(Node, python_object) == 0x78 && offsetof(Node, anomaly_metadata) == 0x80 &&
                  offsetof(Node, pre_hooks) == 0x88 && offsetof(Node, own_tensor_pre_hooks) == 0xa0 &&
                  offsetof(Node, retains_grad_hooks) == 0xb8 && offsetof(Node, post_hooks) == 0xf0 &&
                  offsetof(Node, input_metadata) == 0x108,
              "torch::autograd::Node");
#pragma GCC diagnostic pop

// The node of a leaf, which adds up its gradient.
struct PTCS_IMPORT AccumulateGrad : Node {
  AccumulateGrad() = delete;
  variable_list apply(variable_list&& gradients) override;

  at::Tensor variable;
};
static_assert(sizeof(AccumulateGrad) == 0x1e0, "torch::autograd::AccumulateGrad: variable at 0x1d8");

// What a shared pointer to a node of our own deletes with: it takes long chains apart without recursion.
PTCS_IMPORT void deleteNode(Node* node);

// ---- saved tensors -----------------------------------------------------------------------------------------------

// What a node keeps in place of a tensor that it saves.
struct SavedVariableHooks {
  virtual void call_pack_hook(const at::Tensor& tensor) = 0;  // slot 0
  virtual at::Tensor call_unpack_hook() = 0;                  // slot 1
  virtual ~SavedVariableHooks() {}                            // slots 2 and 3
  virtual void retrieve_unpack_hook_data() const = 0;         // slot 4, for compiled passes; its result is not declared
};

class PTCS_IMPORT SavedVariable {
 public:
  // An undefined tensor is taken, too.
  SavedVariable(const at::Tensor& variable, bool is_output, bool is_inplace_on_view = false);
  SavedVariable(const SavedVariable&) = delete;

  at::Tensor unpack(::std::shared_ptr<Node> saved_for) const;

 private:
  at::Tensor data_;
  ::std::shared_ptr<void> forward_gradient_;
  ::std::weak_ptr<Node> weak_grad_fn_;
  uint32_t saved_version_ = 0;
  uint32_t output_nr_ = 0;
  bool was_default_constructed_ = true;
  bool flags_[4] = {false, false, false, false};
  ::std::unique_ptr<SavedVariableHooks> hooks_;
  ::std::shared_ptr<Node> grad_fn_;
  ::std::shared_ptr<Node> grad_accumulator_;
  bool requires_grad_ = false;
};
static_assert(sizeof(SavedVariable) == 0x68, "torch::autograd::SavedVariable");

}  // namespace autograd
}  // namespace torch

// LibTorch 2.10.0, torch/csrc/autograd: the engine that runs backward passes.
//
// Slots read from the vtable in libtorch_cpu.so; the size from what the constructor writes, which is the last field.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "node.h"

namespace at {
namespace ivalue {
struct Future;
}
}  // namespace at

namespace torch {
namespace autograd {

struct GraphTask;
struct InputBuffer;
struct ReadyQueue;

struct PTCS_IMPORT Engine {
  static Engine& get_default_engine();
  // False while a pass runs on this thread that computes gradients of chosen tensors.
  static bool is_checkpoint_valid();

  Engine();
  Engine(const Engine&) = delete;
  virtual ~Engine();  // slots 0 and 1
  // Slot 2. Where there are outputs, gradients go to them alone; they are returned unless they are to be accumulated.
  virtual variable_list execute(const edge_list& roots, const variable_list& inputs, bool keep_graph, bool create_graph,
                                bool accumulate_grad, const edge_list& outputs);
  // Slot 3
  virtual c10::intrusive_ptr<at::ivalue::Future> execute_with_graph_task(const ::std::shared_ptr<GraphTask>& task,
                                                                         ::std::shared_ptr<Node> root,
                                                                         InputBuffer&& buffer);
  // Slot 4
  virtual ::std::unique_ptr<AnomalyMetadata> make_anomaly_metadata() { return ::std::make_unique<AnomalyMetadata>(); }
  // Slot 5
  virtual ::std::unique_ptr<SavedVariableHooks> get_default_saved_variable_hooks() { return nullptr; }
  // Slots 6, 7 and 8
  virtual void thread_on_exception(const ::std::shared_ptr<GraphTask>& task, const ::std::shared_ptr<Node>& node,
                                   ::std::exception& exception);
  virtual void thread_init(int device, const ::std::shared_ptr<ReadyQueue>& queue, bool increments);
  virtual void thread_main(const ::std::shared_ptr<GraphTask>& task);

 private:
  unsigned char state_[0xd8];
};
static_assert(sizeof(Engine) == 0xe0, "torch::autograd::Engine");

// What the pass that runs on this thread is to do with a node.
struct ExecInfo {
  bool is_needed;
  void* captures;  // null: the gradient at this node is not asked for
};
static_assert(sizeof(ExecInfo) == 16, "torch::autograd::GraphTask::ExecInfo");

// The pass that runs on this thread: -1 and null where there is none. An empty map says that every node runs.
PTCS_IMPORT ::std::shared_ptr<Node> get_current_node();
PTCS_IMPORT int get_current_graph_task_id();
PTCS_IMPORT const ::std::unordered_map<Node*, ExecInfo>* get_current_graph_task_exec_info();
PTCS_IMPORT const ::std::unordered_set<Node*>* get_current_graph_task_nodes_in_graph();

// What get_default_engine() asks for the engine from then on.
PTCS_IMPORT void set_default_engine_stub(Engine& (*stub)());

}  // namespace autograd
}  // namespace torch

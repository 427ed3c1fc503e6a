// Anomaly mode of a thread, and of the passes that it starts.
#pragma once

#include "abi/node.h"

namespace ptcs {

// Whether a node that is made on this thread now remembers where.
bool records_sites();

// Whether an exception of a node, which this thread handles now, is to be reported.
bool reports_anomalies(bool is_recorded);

// While one exists, the pass that this thread runs has the mode that the thread had before.
class AnomalyPass {
 public:
  explicit AnomalyPass(const torch::autograd::edge_list& roots);
  AnomalyPass(const AnomalyPass&) = delete;
  ~AnomalyPass();

 private:
  bool is_marked_;
};

// Throws where the pass that runs on this thread looks for nan, and the node that has run gave one.
void check_outputs(const torch::autograd::variable_list& outputs);

// Has check_outputs called with what a node gives.
void watch_outputs(torch::autograd::Node& node);

}  // namespace ptcs

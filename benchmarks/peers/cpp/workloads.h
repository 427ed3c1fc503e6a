#pragma once

#include <functional>
#include <string>

#include "harness.h"

namespace bench {

// One round of a section; what it needs from round to round it keeps.
using Section = std::function<void(const Harness&)>;

Section small_operations();       // "ops": one small operation on 3x3 tensors, with and without gradients
Section arrays_in_and_out();      // "create": plain arrays into tensors and back
Section multilayer_perceptron();  // "mlp": training steps of 784-128-10, batches of 32
Section adam_alone();             // "adam": the optimizer's step over 60 tensors of 64x64
Section convolutional_network();  // "cnn": training steps on 28x28 images, batches of 64
Section lstm();                   // "lstm": forward and backward, 50 steps of 16 sequences
Section data_loader();            // "loader": 60,000 images in shuffled batches of 64

}  // namespace bench

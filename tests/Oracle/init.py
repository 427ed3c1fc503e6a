"""Initializers: the numbers at a seed, the statistics of a large tensor, and calculate_gain."""

import math

import torch
from torch import nn

from fixture import Fixture, arguments

# name, arguments, shape. torch.nn.init.<name>(tensor, **arguments).
CASES = [
    ("uniform_", {}, (3, 4)), ("uniform_", dict(a=-2.0, b=3.0), (3, 4)),
    ("normal_", {}, (3, 8)), ("normal_", dict(mean=2.0, std=0.1), (3, 4)),
    ("constant_", dict(val=0.3), (2, 3)), ("ones_", {}, (2, 3)), ("zeros_", {}, (2, 3)),
    ("eye_", {}, (3, 4)), ("dirac_", {}, (3, 2, 3)), ("dirac_", dict(groups=2), (4, 2, 3, 3)),
    ("xavier_uniform_", {}, (3, 4)), ("xavier_uniform_", dict(gain=2.0), (3, 2, 3)),
    ("xavier_normal_", {}, (4, 6)), ("xavier_normal_", dict(gain=0.5), (3, 2, 3)),
    ("kaiming_uniform_", {}, (3, 4)), ("kaiming_uniform_", dict(a=math.sqrt(5)), (3, 2, 3)),
    ("kaiming_uniform_", dict(mode="fan_out", nonlinearity="relu"), (3, 4)),
    ("kaiming_normal_", {}, (4, 6)), ("kaiming_normal_", dict(mode="fan_out", nonlinearity="relu"), (3, 2, 3)),
    ("kaiming_normal_", dict(a=0.3, nonlinearity="tanh"), (4, 6)),
    ("orthogonal_", {}, (3, 5)), ("orthogonal_", dict(gain=2.0), (5, 3)), ("orthogonal_", {}, (4, 2, 3)),
    ("trunc_normal_", {}, (3, 4)), ("trunc_normal_", dict(mean=0.5, std=2.0, a=-1.0, b=2.0), (3, 4)),
    ("sparse_", dict(sparsity=0.5), (6, 4)), ("sparse_", dict(sparsity=0.25, std=0.2), (8, 3)),
]

STATISTICS = [
    ("uniform_", dict(a=-2.0, b=3.0)), ("normal_", dict(mean=2.0, std=0.1)), ("xavier_uniform_", {}), ("xavier_normal_", {}),
    ("kaiming_uniform_", {}), ("kaiming_normal_", dict(mode="fan_out", nonlinearity="relu")), ("orthogonal_", {}),
    ("trunc_normal_", dict(std=0.5, a=-1.0, b=1.0)), ("sparse_", dict(sparsity=0.4)),
]

GAINS = [("linear", None), ("conv1d", None), ("conv2d", None), ("conv3d", None), ("sigmoid", None), ("tanh", None), ("relu", None),
         ("leaky_relu", None), ("leaky_relu", 0.3), ("selu", None)]


def main():
    with Fixture("init", "Values", "init") as f:
        for index, (name, args, shape) in enumerate(CASES):
            for dtype in (torch.float32, torch.float64):
                torch.manual_seed(index)
                result = getattr(nn.init, name)(torch.empty(shape, dtype=dtype), **args)
                f.case("%s_%d_%s" % (name, index, str(dtype).replace("torch.", "")), function=name, args=arguments(args),
                       shape=list(shape), seed=index, dtype=dtype, outputs={"output": result})
    with Fixture("init", "Statistics", "init") as f:
        for name, args in STATISTICS:
            torch.manual_seed(0)
            shape = (200, 300)
            result = getattr(nn.init, name)(torch.empty(shape, dtype=torch.float64), **args)
            f.case(name, function=name, args=arguments(args), shape=list(shape), mean=result.mean().item(),
                   std=result.std().item(), min=result.min().item(), max=result.max().item(),
                   zeros=(result == 0).double().mean().item())
    with Fixture("init", "Gains", "init") as f:
        for name, parameter in GAINS:
            f.case("%s_%s" % (name, parameter), nonlinearity=name, param=parameter, gain=float(nn.init.calculate_gain(name, parameter)))


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""The Python peer: ``peer.py SECTION THREADS`` does one round for every line it reads, then prints an empty line."""

import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

OPERATIONS = {
    "add": "a + b",
    "mm": "a.mm(b)",
    "relu": "a.relu()",
    "reshape": "a.reshape(9)",
    "view": "a.view(9)",
    "index[0]": "a[0]",
    "slice[0:2]": "a[0:2]",
    "sum": "a.sum()",
    "item": "scalar.item()",
}


class Harness:
    def __init__(self, section, threads):
        self.section, self.threads = section, threads

    def measure(self, name, variant, unit, count, items, run):
        """Times ``run(count)``; each of the operations is worth ``items`` of what the unit counts."""
        user, system = cpu_seconds()
        wall = time.perf_counter()
        run(count)
        wall = time.perf_counter() - wall
        user_end, system_end = cpu_seconds()
        print(json.dumps({
            "peer": "python", "section": self.section, "bench": name, "variant": variant, "threads": self.threads,
            "unit": unit, "ops": count * items, "wall": [wall], "cpu": [user_end - user], "sys": [system_end - system],
            "extra": {},
        }))


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime, usage.ru_stime


def compile_loop(statement, **names):
    """A function that runs the statement n times in a loop of its own, so that no call of a closure is counted."""
    exec(f"def run(n):\n for _ in range(n):\n  {statement}", names)
    return names["run"]


def repeat(action):
    return compile_loop("action()", action=action)


def small_operations():
    def run(harness):
        for gradients in (False, True):
            tensors = {
                "a": torch.randn(3, 3, requires_grad=gradients),
                "b": torch.randn(3, 3),
                "scalar": torch.randn((), requires_grad=gradients),
            }
            variant = "grad_on" if gradients else "grad_off"
            for name, statement in OPERATIONS.items():
                harness.measure(name, variant, "ns", 20_000, 1, compile_loop(statement, **tensors))

    return run


def step(model, optimizer, images, labels):
    optimizer.zero_grad(set_to_none=True)
    F.cross_entropy(model(images), labels).backward()
    optimizer.step()


def multilayer_perceptron():
    images, labels = torch.randn(32, 784), torch.randint(10, (32,))
    runs = []
    for name in ("sgd", "adam", "adam foreach"):
        model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        optimizer = make_optimizer(name, model.parameters())
        runs.append((name, compile_loop("step(*values)", step=step, values=(model, optimizer, images, labels))))

    def run(harness):
        for name, loop in runs:
            harness.measure("mlp step b32", name, "steps/s", 200, 1, loop)

    return run


def make_optimizer(name, parameters):
    if name == "sgd":
        return torch.optim.SGD(parameters, 0.1)
    return torch.optim.Adam(parameters, 1e-3, foreach=name.endswith("foreach"))


def adam_alone():
    runs = []
    for name in ("adam", "adam foreach"):
        parameters = [nn.Parameter(torch.randn(64, 64)) for _ in range(60)]
        for parameter in parameters:
            parameter.grad = torch.randn(64, 64)
        runs.append((name, repeat(make_optimizer(name, parameters).step)))

    def run(harness):
        for name, loop in runs:
            harness.measure("adam 60x64x64", name, "us", 100, 1, loop)

    return run


def convolutional_network():
    images, labels = torch.randn(64, 1, 28, 28), torch.randint(10, (64,))
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer = make_optimizer("adam", model.parameters())
    loop = compile_loop("step(*values)", step=step, values=(model, optimizer, images, labels))
    return lambda harness: harness.measure("cnn step b64", "adam", "images/s", 10, 64, loop)


def lstm():
    model, sequences = nn.LSTM(64, 128), torch.randn(50, 16, 64)

    def pass_once():
        model.zero_grad(set_to_none=True)
        model(sequences)[0].sum().backward()

    return lambda harness: harness.measure("lstm s50 b16", "fwd+bwd", "steps/s", 10, 1, repeat(pass_once))


def data_loader():
    count = 60_000
    dataset = TensorDataset(torch.randn(count, 1, 28, 28), torch.randint(10, (count,)))
    loader = DataLoader(dataset, batch_size=64, shuffle=True)

    def epoch():
        for _batch in loader:
            pass

    return lambda harness: harness.measure("loader 60k b64", "DataLoader", "images/s", 1, count, repeat(epoch))


def arrays_in_and_out():
    import numpy

    def run(harness):
        for length, size, count in ((1_000, " 1e3", 5_000), (1_000_000, " 1e6", 20)):
            array = numpy.full(length, 1.5, numpy.float32)
            names = {"torch": torch, "array": array, "tensor": torch.tensor(array), "copyto": numpy.copyto}
            for name, variant, statement in (
                ("in array", "torch.tensor(ndarray)", "torch.tensor(array)"),
                ("in existing", "torch.from_numpy", "torch.from_numpy(array)"),
                ("out array", "numpy().copy()", "tensor.numpy().copy()"),
                ("out existing", "np.copyto", "copyto(array, tensor.numpy())"),
            ):
                harness.measure(name + size, variant, "us", count, 1, compile_loop(statement, **names))

    return run


SECTIONS = {
    "ops": small_operations,
    "create": arrays_in_and_out,
    "mlp": multilayer_perceptron,
    "adam": adam_alone,
    "cnn": convolutional_network,
    "lstm": lstm,
    "loader": data_loader,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in SECTIONS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(SECTIONS)} THREADS")
    section, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    run = SECTIONS[section]()
    harness = Harness(section, threads)
    for _ in sys.stdin:
        run(harness)
        print(flush=True)


main()

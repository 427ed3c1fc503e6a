#!/usr/bin/python3
"""The Python peer: ``peer.py SECTION THREADS`` answers ``list``, ``run INDEX LEAD COUNT`` and ``collect``, a line each."""

import gc
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

BATCH_SIZE = 64
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
OPTIMIZERS = (
    "SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "Adadelta", "Adamax", "ASGD", "NAdam", "RAdam", "Rprop")


class Suite:
    """What can be measured in a section; a loop is made before its first batch."""

    def __init__(self):
        self.workloads, self.makers, self.loops = [], [], {}

    def add(self, bench, variant, unit, items, make_loop):
        self.workloads.append({"bench": bench, "variant": variant, "unit": unit, "items": items, "span": 1})
        self.makers.append(make_loop)

    def add_action(self, bench, variant, unit, items, make_action):
        self.add(bench, variant, unit, items, lambda: compile_loop("action()", action=make_action()))

    def run(self, index, lead, count):
        if index not in self.loops:
            self.loops[index] = self.makers[index]()
        loop = self.loops[index]
        loop(lead)
        before = resource.getrusage(resource.RUSAGE_SELF)
        wall = time.perf_counter()
        loop(count)
        wall = time.perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "wall": wall,
            "cpu": after.ru_utime - before.ru_utime,
            "sys": after.ru_stime - before.ru_stime,
            "bytes": 0,
            "gen0": 0,
        }

    def answer(self, verb, *numbers):
        if verb == "list":
            return self.workloads
        if verb == "run":
            return self.run(*map(int, numbers))
        gc.collect()
        return {}


def compile_loop(statement, **names):
    """A function that runs the statement n times in a loop of its own, so that no call of a closure is counted."""
    exec(f"def run(n):\n for _ in range(n):\n  {statement}", names)
    return names["run"]


def small_operations(suite):
    for gradients in (False, True):
        tensors = {
            "a": torch.randn(3, 3, requires_grad=gradients),
            "b": torch.randn(3, 3),
            "scalar": torch.randn((), requires_grad=gradients),
        }
        for name, statement in OPERATIONS.items():
            bench = name + (", gradients" if gradients else "")
            suite.add(bench, "", "ns", 1, lambda s=statement, t=tensors: compile_loop(s, **t))


def arrays_in_and_out(suite):
    import numpy

    for length, size in ((1_000, " 1e3"), (1_000_000, " 1e6")):
        array = numpy.full(length, 1.5, numpy.float32)
        tensor = torch.tensor(array)
        names = {"from_numpy": torch.from_numpy, "array": array, "tensor": tensor, "torch": torch, "copyto": numpy.copyto}
        for name, variant, statement in (
            ("in array", "torch.tensor(ndarray)", "torch.tensor(array)"),
            ("out array", "numpy().copy()", "tensor.numpy().copy()"),
            ("out existing", "np.copyto", "copyto(array, tensor.numpy())"),
            ("share array", "from_numpy(ndarray)", "from_numpy(array)"),
            ("see elements", "numpy()", "tensor.numpy()"),
        ):
            unit = "ns" if name == "see elements" else "us"
            suite.add(name + size, variant, unit, 1, lambda s=statement, n=names: compile_loop(s, **n))
    suite.add("item", "item()", "ns", 1, lambda: compile_loop("number.item()", number=torch.randn(())))


def train(model, optimizer, images, labels):
    optimizer.zero_grad(set_to_none=True)
    F.cross_entropy(model(images), labels).backward()
    optimizer.step()


def perceptron_step(make_optimizer, batch_size):
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer = make_optimizer(model.parameters())
    images, labels = torch.randn(batch_size, 784), torch.randint(10, (batch_size,))
    return lambda: train(model, optimizer, images, labels)


def sgd(parameters):
    return torch.optim.SGD(parameters, 1e-3)


def multilayer_perceptron(suite):
    suite.add_action("mlp SGD", "default", "steps/s", 1, lambda: perceptron_step(sgd, 32))
    suite.add_action("mlp Adam", "default", "steps/s", 1, lambda: perceptron_step(torch.optim.Adam, 32))


def convolutional_network(suite):
    def epoch_step():
        model = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
        optimizer = torch.optim.Adam(model.parameters())
        batches = endless(make_loader(12_800))
        return lambda: train(model, optimizer, *next(batches))

    suite.add_action("cnn epoch", "default", "images/s", BATCH_SIZE, epoch_step)


def endless(loader):
    while True:
        yield from loader


def make_loader(count):
    dataset = TensorDataset(torch.randn(count, 1, 28, 28), torch.randint(10, (count,)))
    return DataLoader(dataset, batch_size=BATCH_SIZE, shuffle=True)


def lstm(suite):
    def make_pass():
        model, sequences = nn.LSTM(64, 128), torch.randn(50, 16, 64)

        def pass_once():
            model.zero_grad(set_to_none=True)
            model(sequences)[0].sum().backward()

        return pass_once

    suite.add_action("lstm forward, backward", "", "steps/s", 1, make_pass)


def make_parameters():
    parameters = [nn.Parameter(torch.randn(64, 64)) for _ in range(60)]
    for parameter in parameters:
        parameter.grad = torch.randn(64, 64)
    return parameters


def optimizers(suite):
    for name in OPTIMIZERS:
        options = {"lr": 1e-3} if name == "SGD" else {}
        make = getattr(torch.optim, name)
        suite.add_action(name, "default", "us", 1, lambda m=make, o=options: m(make_parameters(), **o).step)
        suite.add_action(name, "foreach", "us", 1, lambda m=make, o=options: m(make_parameters(), foreach=True, **o).step)
    suite.add_action("SGD momentum", "default", "us", 1, lambda: torch.optim.SGD(make_parameters(), 1e-3, 0.9).step)

    parameters = make_parameters()
    optimizer = sgd(parameters)
    suite.add_action("ClipGradNorm_", "", "us", 1, lambda: lambda: nn.utils.clip_grad_norm_(parameters, 1.0))
    suite.add_action("ZeroGrad to zeros", "", "us", 1, lambda: lambda: optimizer.zero_grad(set_to_none=False))
    suite.add_action("gradients in, ZeroGrad", "", "us", 1, drop_gradients)


def drop_gradients():
    parameters = make_parameters()
    gradients = [torch.randn(64, 64) for _ in parameters]
    optimizer = sgd(parameters)

    def action():
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient
        optimizer.zero_grad(set_to_none=True)

    return action


def data_loader(suite):
    count = 60_000

    def epoch():
        loader = make_loader(count)

        def run():
            for _batch in loader:
                pass

        return run

    suite.add_action("loader epoch", "default", "images/s", count, epoch)


def memory(suite):
    suite.add_action("mlp", "disposed", "steps/s", 1, lambda: perceptron_step(sgd, 256))
    suite.add("tensors", "disposed", "tensors/s", 1, lambda: compile_loop("torch.ones(1024, 1024)", torch=torch))
    suite.add_action("adam", "step", "steps/s", 1, lambda: torch.optim.Adam(make_parameters()).step)
    suite.add_action("network", "disposed", "steps/s", 1, network_step)


def network_step():
    """A training step of the network of samples/FashionMnist."""

    def block(inputs, outputs):
        return nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.MaxPool2d(2), nn.ReLU())

    model = nn.Sequential(
        block(1, 16), block(16, 32), nn.Flatten(), nn.Dropout(0.3), nn.Linear(32 * 7 * 7, 128), nn.ReLU(),
        nn.Dropout(0.3), nn.Linear(128, 10))
    optimizer = torch.optim.Adam(model.parameters())
    images, labels = torch.randn(64, 1, 28, 28), torch.randint(10, (64,))
    return lambda: train(model, optimizer, images, labels)


SECTIONS = {
    "overhead": small_operations,
    "data": arrays_in_and_out,
    "mlp": multilayer_perceptron,
    "cnn": convolutional_network,
    "lstm": lstm,
    "optimizers": optimizers,
    "loader": data_loader,
    "memory": memory,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in SECTIONS:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(SECTIONS)} THREADS")
    torch.set_num_threads(int(sys.argv[2]))
    suite = Suite()
    SECTIONS[sys.argv[1]](suite)
    for request in sys.stdin:
        print(json.dumps(suite.answer(*request.split())), flush=True)


main()

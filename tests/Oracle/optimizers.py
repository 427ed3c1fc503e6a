"""Optimizers: where 20 steps with given gradients lead, one file per class.

The gradients are drawn once and stored, so that nothing but the update rule is compared. Parameter ``p2`` gets no
gradient in some steps: its state then stays behind that of the others. Arguments are written out in full, because
defaults differ between versions of PyTorch.
"""

import inspect

import torch
from torch import optim

from fixture import Fixture, arguments, seed

STEPS = 20
SHAPES = {"p0": (3, 4), "p1": (5,), "p2": (2, 3, 2)}
DTYPES = (torch.float32, torch.float64)


def has_gradient(name, step):
    return name != "p2" or step % 4 != 1


def start(values):
    return torch.nn.Parameter(values.clone())


def run(cls, args, groups, initial, given):
    """The parameters after every step, and the state at the end."""
    parameters = {name: start(values) for name, values in initial.items()}
    listed = [{"params": [parameters[n] for n in group["params"]], **group["args"]} for group in groups]
    optimizer = getattr(optim, cls)(listed, **args)
    seen = {name: [] for name in parameters}
    for step in range(STEPS):
        for name, parameter in parameters.items():
            parameter.grad = given[name][step].clone() if has_gradient(name, step) else None
        optimizer.step()
        for name, parameter in parameters.items():
            seen[name].append(parameter.detach().clone())
    state = {}
    for name, parameter in parameters.items():
        for key, value in optimizer.state[parameter].items():
            if value is not None:
                state[name + "." + key] = value if isinstance(value, torch.Tensor) else torch.tensor(float(value))
    return {name: torch.stack(rows) for name, rows in seen.items()}, state


def check(fixture, cls, name, args, groups=None):
    groups = groups or [{"params": list(SHAPES), "args": {}}]
    known = inspect.signature(getattr(optim, cls)).parameters
    unknown = [k for k in args if k not in known]
    if unknown:
        raise ValueError("%s does not know %s" % (cls, unknown))
    for dtype in DTYPES:
        seed(cls + name)
        initial = {n: torch.randn(*shape, dtype=torch.float64).to(dtype) for n, shape in SHAPES.items()}
        given = {n: torch.randn(STEPS, *shape, dtype=torch.float64).to(dtype) for n, shape in SHAPES.items()}
        path, state = run(cls, {**args, "foreach": False}, groups, initial, given)
        fixture.case(
            name + "_" + str(dtype).replace("torch.", ""),
            args=arguments(args),
            groups=[{"params": group["params"], "args": arguments(group["args"])} for group in groups],
            dtype=dtype,
            absent=[step for step in range(STEPS) if not has_gradient("p2", step)],
            inputs=initial,
            gradients=given,
            outputs=path,
            state=state,
        )


def split(**overrides):
    """Two groups: the second has options of its own."""
    return [{"params": ["p0", "p2"], "args": {}}, {"params": ["p1"], "args": overrides}]


def write(cls, base, cases, groups):
    with Fixture("optimizers", cls, "optimizers") as fixture:
        for name, changed in cases.items():
            check(fixture, cls, name, {**base, **changed})
        check(fixture, cls, "groups", base, groups)


def main():
    sgd = dict(lr=0.05, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False)
    write("SGD", sgd, {
        "plain": {},
        "weight_decay": dict(weight_decay=0.1),
        "momentum": dict(momentum=0.9),
        "dampening": dict(momentum=0.9, dampening=0.3),
        "nesterov": dict(momentum=0.9, nesterov=True, weight_decay=0.05),
        "maximize": dict(maximize=True, momentum=0.8, weight_decay=0.05),
    }, split(lr=0.2, momentum=0.5))

    adam = dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False, maximize=False)
    adam_cases = {
        "plain": {},
        "betas": dict(betas=(0.5, 0.7), eps=1e-3),
        "weight_decay": dict(weight_decay=0.1),
        "amsgrad": dict(amsgrad=True, betas=(0.9, 0.8)),
        "maximize": dict(maximize=True, weight_decay=0.1),
        "amsgrad_maximize": dict(amsgrad=True, maximize=True),
    }
    write("Adam", adam, adam_cases, split(lr=0.1, betas=(0.8, 0.95), weight_decay=0.02))
    write("AdamW", {**adam, "weight_decay": 0.01}, {**adam_cases, "no_decay": dict(weight_decay=0.0)},
          split(lr=0.1, betas=(0.8, 0.95), weight_decay=0.2))

    adagrad = dict(lr=0.05, lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10, maximize=False)
    write("Adagrad", adagrad, {
        "plain": {},
        "lr_decay": dict(lr_decay=0.1),
        "weight_decay": dict(weight_decay=0.1),
        "initial_accumulator_value": dict(initial_accumulator_value=0.5, eps=1e-3),
        "maximize": dict(maximize=True, weight_decay=0.1, lr_decay=0.05),
    }, split(lr=0.2, lr_decay=0.5))

    rmsprop = dict(lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False, maximize=False)
    write("RMSprop", rmsprop, {
        "plain": {},
        "alpha": dict(alpha=0.7, eps=1e-3),
        "weight_decay": dict(weight_decay=0.1),
        "momentum": dict(momentum=0.9),
        "centered": dict(centered=True),
        "centered_momentum": dict(centered=True, momentum=0.5, weight_decay=0.05),
        "maximize": dict(maximize=True, weight_decay=0.1),
    }, split(lr=0.002, alpha=0.8, momentum=0.6))


if __name__ == "__main__":
    main()

"""Learning-rate schedulers: the rate of every group before and after each of 30 steps, one file per class.

``edits`` are changes that a user makes to a group's rate after some step: the chainable forms build on the rate that
they find, so the rest of the sequence depends on them. Functions are named, and the tests hold the same ones.
"""

import torch
from torch import optim
from torch.optim import lr_scheduler

from fixture import Fixture, arguments, seed

STEPS = 30
RATES = (0.1, 0.02)
EDITS = [{"step": 7, "group": 0, "lr": 0.05}, {"step": 16, "group": 1, "lr": 0.3}]
FUNCTIONS = {
    "power": lambda epoch: 0.95 ** epoch,
    "inverse": lambda epoch: 1.0 / (1 + epoch // 5),
    "constant": lambda epoch: 0.9,
}


def new_optimizer(rates, momentum=0.9):
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate} for rate in rates]
    return optim.SGD(groups, lr=rates[0], momentum=momentum)


def resolve(args):
    """Names of functions become functions."""
    def one(value):
        if isinstance(value, str) and value in FUNCTIONS:
            return FUNCTIONS[value]
        return [one(v) for v in value] if isinstance(value, list) else value
    return {k: one(v) for k, v in args.items()}


def sequence(optimizer, scheduler, edits, metrics):
    """Rates at the start and after each step, and the momentum of each group."""
    rates, momenta = [], []

    def note():
        rates.append([group["lr"] for group in optimizer.param_groups])
        momenta.append([group["momentum"] for group in optimizer.param_groups])

    note()
    for step in range(STEPS):
        optimizer.step()
        scheduler.step(*([] if metrics is None else [metrics[step]]))
        for edit in edits:
            if edit["step"] == step:
                optimizer.param_groups[edit["group"]]["lr"] = edit["lr"]
        note()
    return torch.tensor(rates, dtype=torch.float64), torch.tensor(momenta, dtype=torch.float64)


def check(fixture, cls, name, args, edits=(), metrics=None, rates=RATES):
    optimizer = new_optimizer(rates)
    scheduler = getattr(lr_scheduler, cls)(optimizer, **resolve(args))
    lr, momentum = sequence(optimizer, scheduler, edits, metrics)
    fixture.case(name, args=arguments(args), rates=list(rates), edits=list(edits),
                 **({} if metrics is None else {"metrics": list(metrics)}),
                 outputs={"lr": lr, "momentum": momentum})


def write(cls, cases, **kwargs):
    """Each case twice: left alone, and with rates edited between steps."""
    with Fixture("schedulers", cls, "schedulers") as fixture:
        for name, args in cases.items():
            check(fixture, cls, name, args, **kwargs)
            check(fixture, cls, name + "_edited", args, edits=EDITS, **kwargs)


def plateau():
    seed("plateau")
    falling = [1.0 / (1 + 0.3 * step) for step in range(12)] + [0.25 + 0.001 * (step % 3) for step in range(18)]
    noisy = (torch.rand(STEPS, dtype=torch.float64) * 2 - 1).tolist()
    with Fixture("schedulers", "ReduceLROnPlateau", "schedulers") as fixture:
        base = dict(mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel", cooldown=0,
                    min_lr=0.0, eps=1e-8)
        for name, series, changed in (
                ("defaults", falling, {}),
                ("patience", falling, dict(patience=2, factor=0.5)),
                ("cooldown", falling, dict(patience=1, factor=0.5, cooldown=3)),
                ("min_lr", falling, dict(patience=0, factor=0.3, min_lr=0.004)),
                ("min_lr_per_group", falling, dict(patience=1, factor=0.3, min_lr=[0.01, 0.001])),
                ("eps", falling, dict(patience=0, factor=0.5, eps=0.002)),
                ("max", noisy, dict(mode="max", patience=2, factor=0.5)),
                ("min_abs", noisy, dict(threshold_mode="abs", threshold=0.2, patience=2, factor=0.5)),
                ("max_abs", noisy, dict(mode="max", threshold_mode="abs", threshold=0.2, patience=1, factor=0.7)),
        ):
            check(fixture, "ReduceLROnPlateau", name, {**base, **changed}, metrics=series)
            check(fixture, "ReduceLROnPlateau", name + "_edited", {**base, **changed}, metrics=series, edits=EDITS)


def composed():
    """Schedulers made of others: ``parts`` lists what they are made of."""
    parts = [
        {"type": "ConstantLR", "args": dict(factor=0.1, total_iters=4)},
        {"type": "ExponentialLR", "args": dict(gamma=0.9)},
        {"type": "StepLR", "args": dict(step_size=3, gamma=0.5)},
    ]

    def build(optimizer, count):
        return [getattr(lr_scheduler, part["type"])(optimizer, **part["args"]) for part in parts[:count]]

    def note(fixture, name, count, args, make):
        optimizer = new_optimizer(RATES)
        lr, momentum = sequence(optimizer, make(optimizer, build(optimizer, count)), (), None)
        fixture.case(name, args=arguments(args), rates=list(RATES), edits=[],
                     parts=[{"type": p["type"], "args": arguments(p["args"])} for p in parts[:count]],
                     outputs={"lr": lr, "momentum": momentum})

    with Fixture("schedulers", "SequentialLR", "schedulers") as fixture:
        for name, milestones in (("two", [6]), ("three", [5, 17])):
            note(fixture, name, len(milestones) + 1, dict(milestones=milestones),
                 lambda optimizer, made: lr_scheduler.SequentialLR(optimizer, made, milestones=milestones))
    with Fixture("schedulers", "ChainedScheduler", "schedulers") as fixture:
        for name, count in (("two", 2), ("three", 3)):
            note(fixture, name, count, {}, lambda optimizer, made: lr_scheduler.ChainedScheduler(made))


def main():
    write("StepLR", {"default_gamma": dict(step_size=4, gamma=0.1), "every_step": dict(step_size=1, gamma=0.9)})
    write("MultiStepLR", {"two": dict(milestones=[3, 11], gamma=0.1),
                          "repeated": dict(milestones=[5, 5, 20], gamma=0.5)})
    write("ExponentialLR", {"decay": dict(gamma=0.9)})
    write("CosineAnnealingLR", {"half_cycle": dict(T_max=30, eta_min=0.0),
                                "several_cycles": dict(T_max=7, eta_min=0.001)})
    write("LambdaLR", {"one": dict(lr_lambda="power"), "per_group": dict(lr_lambda=["inverse", "power"])})
    write("MultiplicativeLR", {"one": dict(lr_lambda="constant"),
                               "per_group": dict(lr_lambda=["constant", "power"])})
    write("ConstantLR", {"third": dict(factor=1.0 / 3, total_iters=5), "long": dict(factor=0.5, total_iters=40)})
    write("LinearLR", {"warm_up": dict(start_factor=1.0 / 3, end_factor=1.0, total_iters=5),
                       "down": dict(start_factor=1.0, end_factor=0.1, total_iters=20)})
    write("PolynomialLR", {"linear": dict(total_iters=5, power=1.0), "square": dict(total_iters=25, power=2.0)})
    write("CosineAnnealingWarmRestarts", {"equal": dict(T_0=6, T_mult=1, eta_min=0.0),
                                          "growing": dict(T_0=4, T_mult=2, eta_min=0.001)})
    write("OneCycleLR", {
        "cos": dict(max_lr=0.5, total_steps=31, pct_start=0.3, anneal_strategy="cos", cycle_momentum=True,
                    base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=1e4, three_phase=False),
        "linear_three_phase": dict(max_lr=[0.5, 0.1], epochs=4, steps_per_epoch=10, pct_start=0.4,
                                   anneal_strategy="linear", cycle_momentum=False, base_momentum=0.85,
                                   max_momentum=0.95, div_factor=10.0, final_div_factor=1e3, three_phase=True),
    })
    plateau()
    composed()


if __name__ == "__main__":
    main()

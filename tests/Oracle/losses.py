"""Every loss with every reduction and option: value, and gradients of input and target."""

import torch
from torch import nn

from fixture import Fixture, arguments, gradients, seed

REDUCTIONS = ("none", "mean", "sum")


def rand(*shape):
    return torch.randn(shape, dtype=torch.float64)


def probabilities(*shape):
    return torch.rand(*shape, dtype=torch.float64) * 0.98 + 0.01


def run(cls, variants):
    """``variants``: name -> (args, inputs). Tensors among the arguments take the dtype of the case."""
    with Fixture("losses", cls) as f:
        for name, (args, inputs) in variants.items():
            for reduction in REDUCTIONS + (("batchmean",) if cls == "KLDivLoss" else ()):
                for dtype in (torch.float32, torch.float64):
                    seed(cls + name)
                    cast = lambda v: v.to(dtype) if torch.is_tensor(v) and v.is_floating_point() else v
                    given = {k: cast(v).clone() for k, v in inputs().items()}
                    made = {k: cast(v() if callable(v) else v) for k, v in args.items()}
                    for value in given.values():
                        if value.is_floating_point():
                            value.requires_grad_()
                    if cls in ("CrossEntropyLoss", "BCELoss", "HuberLoss", "KLDivLoss", "BCEWithLogitsLoss") and "target" in given:
                        given["target"].requires_grad_(False)
                    loss = nn.__dict__[cls](**made, reduction=reduction)(*given.values())
                    wanted = {k: v for k, v in given.items() if v.requires_grad}
                    out_grads, in_grads = gradients({"output": loss}, wanted)
                    f.case("%s_%s_%s" % (name, reduction, str(dtype).replace("torch.", "")),
                           args=arguments({**made, "reduction": reduction}), dtype=dtype, inputs=given,
                           outputs={"output": loss}, outputGradients=out_grads, gradients=in_grads)


def regression(cls, **options):
    variants = {
        "plain": ({}, lambda: {"input": rand(3, 4), "target": rand(3, 4)}),
        "scalar": ({}, lambda: {"input": rand(), "target": rand()}),
        "strided": ({}, lambda: {"input": rand(4, 3).t(), "target": rand(3, 4)}),
    }
    for name, args in options.items():
        variants[name] = (args, lambda: {"input": rand(3, 4) * 2, "target": rand(3, 4)})
    run(cls, variants)


def classification():
    classes = lambda: torch.tensor([1, 0, 3, 2, 1])
    weight = lambda: torch.rand(4, dtype=torch.float64) + 0.2
    pixels = lambda: torch.randint(0, 4, (2, 3, 2))
    logits = lambda: {"input": rand(5, 4), "target": classes()}
    ignoring = lambda: {"input": rand(5, 4), "target": torch.tensor([1, -100, 3, 2, -100])}
    run("NLLLoss", {
        "plain": ({}, lambda: {"input": rand(5, 4).log_softmax(1), "target": classes()}),
        "weight": ({"weight": weight}, logits),
        "ignore_default": ({}, ignoring),
        "ignore_index": ({"ignore_index": 1, "weight": weight}, logits),
        "unbatched": ({}, lambda: {"input": rand(4), "target": torch.tensor(2)}),
        "pixels": ({"weight": weight}, lambda: {"input": rand(2, 4, 3, 2), "target": pixels()}),
    })
    run("CrossEntropyLoss", {
        "plain": ({}, logits),
        "large_logits": ({}, lambda: {"input": rand(5, 4) * 300, "target": classes()}),
        "weight": ({"weight": weight}, logits),
        "ignore_default": ({}, ignoring),
        "ignore_index": ({"ignore_index": 1}, logits),
        "label_smoothing": ({"label_smoothing": 0.1}, logits),
        "label_smoothing_weight_ignore": ({"label_smoothing": 0.2, "weight": weight, "ignore_index": 3}, logits),
        "unbatched": ({}, lambda: {"input": rand(4), "target": torch.tensor(2)}),
        "pixels": ({}, lambda: {"input": rand(2, 4, 3, 2), "target": pixels()}),
        "probabilities": ({}, lambda: {"input": rand(5, 4), "target": rand(5, 4).softmax(1)}),
        "probabilities_weight_smoothing": ({"weight": weight, "label_smoothing": 0.1},
                                           lambda: {"input": rand(5, 4), "target": rand(5, 4).softmax(1)}),
    })


def binary():
    bits = lambda *shape: torch.randint(0, 2, shape).to(torch.float64)
    run("BCELoss", {
        "plain": ({}, lambda: {"input": probabilities(3, 4), "target": bits(3, 4)}),
        "soft_target": ({}, lambda: {"input": probabilities(3, 4), "target": probabilities(3, 4)}),
        "weight": ({"weight": lambda: probabilities(4)}, lambda: {"input": probabilities(3, 4), "target": bits(3, 4)}),
        "saturated": ({}, lambda: {"input": torch.tensor([0.0, 1.0, 0.0, 1.0], dtype=torch.float64),
                                   "target": torch.tensor([0.0, 1.0, 1.0, 0.0], dtype=torch.float64)}),
    })
    run("BCEWithLogitsLoss", {
        "plain": ({}, lambda: {"input": rand(3, 4), "target": bits(3, 4)}),
        "large_logits": ({}, lambda: {"input": rand(3, 4) * 100, "target": bits(3, 4)}),
        "weight": ({"weight": lambda: probabilities(4)}, lambda: {"input": rand(3, 4), "target": bits(3, 4)}),
        "pos_weight": ({"pos_weight": lambda: probabilities(4) * 3}, lambda: {"input": rand(3, 4), "target": bits(3, 4)}),
        "both_weights": ({"weight": lambda: probabilities(3, 1), "pos_weight": lambda: probabilities(4) * 3},
                         lambda: {"input": rand(3, 4), "target": bits(3, 4)}),
    })
    run("KLDivLoss", {
        "plain": ({}, lambda: {"input": rand(3, 4).log_softmax(1), "target": rand(3, 4).softmax(1)}),
        "zero_target": ({}, lambda: {"input": rand(3, 4).log_softmax(1), "target": torch.eye(3, 4, dtype=torch.float64)}),
        "log_target": ({"log_target": True}, lambda: {"input": rand(3, 4).log_softmax(1), "target": rand(3, 4).log_softmax(1)}),
    })


if __name__ == "__main__":
    regression("MSELoss")
    regression("L1Loss")
    regression("SmoothL1Loss", beta=dict(beta=0.3), beta_zero=dict(beta=0.0))
    regression("HuberLoss", delta=dict(delta=0.4))
    classification()
    binary()

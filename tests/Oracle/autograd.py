"""torch.autograd.functional: Jacobians, Hessians and products with them. The C# tests have the same functions by name."""

import torch
from torch.autograd import functional

from fixture import Fixture, seed

# Name -> (function of several tensors, shapes of its inputs). The outputs of SCALAR are single elements.
GENERAL = {
    "exp_sum": (lambda x: x.exp().sum(dim=1), [(2, 3)]),
    "weighted": (lambda x, y: 2 * x.pow(2) + 3 * y.sin() * x, [(3,), (3,)]),
    "matrix": (lambda x, y: (x @ y, (x.sum() * y).tanh()), [(2, 3), (3, 2)]),
    "unused": (lambda x, y: (x * 3, y.cos()), [(2,), (2,)]),
    "number": (lambda x: (x.pow(3), x.sin()), [()]),
}
SCALAR = {
    "pow_reducer": (lambda x: x.pow(3).sum(), [(2, 2)]),
    "pow_adder": (lambda x, y: (2 * x.pow(2) + 3 * y.pow(2)).sum(), [(2,), (2,)]),
    "product": (lambda x, y: (x.exp() * y.sin()).sum() * x.sum(), [(2, 2), (2, 2)]),
    "linear": (lambda x, y: (3 * x).sum() + y.pow(2).sum(), [(2,), (1,)]),
}


def tuples(values):
    return values if isinstance(values, tuple) else (values,)


def named(prefix, values):
    return {prefix + str(i): v for i, v in enumerate(tuples(values))}


def nested(values):
    return {"%d_%d" % (i, j): v for i, row in enumerate(values) for j, v in enumerate(row)}


def inputs_of(name, shapes):
    seed("autograd " + name)
    return tuple(torch.randn(shape, dtype=torch.float64) for shape in shapes)


def as_tuple(function):
    return lambda *xs: tuples(function(*xs))


with Fixture("autograd", "functional", "autograd") as fixture:
    for name, (function, shapes) in GENERAL.items():
        inputs = inputs_of(name, shapes)
        outputs = tuples(function(*inputs))
        left = tuple(torch.randn_like(o) for o in outputs)
        right = tuple(torch.randn_like(i) for i in inputs)
        fixture.case(name, kind="general", inputs=named("", inputs), left=named("", left), right=named("", right),
                     jacobian=nested(functional.jacobian(as_tuple(function), inputs)),
                     vjp=named("", functional.vjp(as_tuple(function), inputs, left)[1]),
                     jvp=named("", functional.jvp(as_tuple(function), inputs, right)[1]))
    for name, (function, shapes) in SCALAR.items():
        inputs = inputs_of(name, shapes)
        right = tuple(torch.randn_like(i) for i in inputs)
        fixture.case(name, kind="scalar", inputs=named("", inputs), right=named("", right),
                     hessian=nested(functional.hessian(function, inputs)),
                     vhp=named("", functional.vhp(function, inputs, right)[1]),
                     hvp=named("", functional.hvp(function, inputs, right)[1]))

# What gradcheck says about right and wrong derivatives.


class Doubled(torch.autograd.Function):
    """x² with a derivative that is wrong by a factor."""

    @staticmethod
    def forward(ctx, x, factor):
        ctx.save_for_backward(x)
        ctx.factor = factor
        return x * x

    @staticmethod
    def backward(ctx, gradient):
        return 2 * ctx.factor * gradient * ctx.saved_tensors[0], None


with Fixture("autograd", "gradcheck", "autograd") as fixture:
    for factor in (1.0, 1.0005, 1.002, 2.0):
        for fast in (False, True):
            seed("gradcheck")
            x = (torch.rand(3, dtype=torch.float64) + 1).requires_grad_()
            good = torch.autograd.gradcheck(lambda t: Doubled.apply(t, factor), (x,), raise_exception=False, fast_mode=fast)
            fixture.case("%s %s" % (factor, "fast" if fast else "slow"), factor=factor, fast=fast, good=good, inputs={"x": x})
    for dtype in (torch.float64, torch.complex128):
        seed("gradgradcheck")
        x = torch.randn(2, dtype=dtype, requires_grad=True)
        fixture.case("gradgrad %s" % str(dtype).replace("torch.", ""), factor=0.0, fast=False,
                     good=torch.autograd.gradgradcheck(lambda t: t * t * t, (x,), raise_exception=False), inputs={"x": x})

"""Layers without recurrence: outputs and gradients for random states and inputs, one file per class."""

import itertools

import torch
from torch import nn

from fixture import Fixture, arguments, gradients, seed

DTYPES = (torch.float32, torch.float64)


def rand(*shape):
    return torch.randn(shape, dtype=torch.float64)


def randomize(module):
    """Replaces states that start as 0 or 1, which would hide a mistake in how they are used."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            frozen = getattr(module, "padding_idx", None) if name == "weight" else None
            kept = None if frozen is None else parameter[frozen].clone()
            parameter.copy_(torch.rand(parameter.shape, dtype=torch.float64) - 0.4)
            if kept is not None:
                parameter[frozen] = kept
        for name, buffer in module.named_buffers():
            if name.endswith("running_mean"):
                buffer.copy_(rand(*buffer.shape) * 0.5)
            elif name.endswith("running_var"):
                buffer.copy_(torch.rand(buffer.shape, dtype=torch.float64) + 0.5)


def snapshot(module):
    return {k: v.detach().clone() for k, v in module.state_dict().items()}


def leaf(tensor, dtype):
    """A copy in the wanted dtype; only a floating input gets a gradient."""
    if not tensor.is_floating_point():
        return tensor
    return tensor.to(dtype).detach().clone().requires_grad_()


def check(fixture, name, args, inputs, train=False, outputs=("output",), call=None, options=None):
    """Runs one layer in each dtype. ``inputs`` maps names to tensors; ``call`` replaces the plain call of the layer,
    ``options`` records what that call adds to the inputs."""
    cls = getattr(nn, fixture.cls)
    for dtype in DTYPES:
        seed(fixture.cls + name)
        module = cls(**args).to(dtype).train(train)
        randomize(module)
        before = snapshot(module)
        made = inputs() if callable(inputs) else inputs
        given = {k: leaf(v, dtype) for k, v in made.items()}
        result = (call or nn.Module.__call__)(module, *given.values())
        result = result if isinstance(result, tuple) else (result,)
        results = {k: v for k, v in zip(outputs, result) if v is not None}
        wanted = {k: v for k, v in given.items() if v.requires_grad}
        wanted.update(module.named_parameters())
        out_grads, in_grads = gradients(results, wanted)
        after = snapshot(module)
        sections = {
            "args": arguments(args), "dtype": dtype, "train": train, "inputs": given, "state": before,
            "outputs": results, "outputGradients": out_grads, "gradients": in_grads,
        }
        if options is not None:
            sections["options"] = arguments(options)
        if any(not torch.equal(before[k], after[k]) for k in before):
            sections["stateAfter"] = after
        fixture.case("%s_%s" % (name, str(dtype).replace("torch.", "")), **sections)


def layer(cls):
    fixture = Fixture("modules", cls)
    fixture.cls = cls
    return fixture


def linear():
    with layer("Linear") as f:
        check(f, "matrix", dict(in_features=4, out_features=3), lambda: {"input": rand(5, 4)})
        check(f, "vector", dict(in_features=4, out_features=3), lambda: {"input": rand(4)})
        check(f, "batched", dict(in_features=4, out_features=3), lambda: {"input": rand(2, 3, 4)})
        check(f, "no_bias", dict(in_features=3, out_features=2, bias=False), lambda: {"input": rand(2, 3)})
        check(f, "empty_batch", dict(in_features=4, out_features=3), lambda: {"input": rand(0, 4)})


def convolutions():
    for n in (1, 2, 3):
        size = {1: (7,), 2: (6, 5), 3: (4, 3, 4)}[n]
        channels = 4 if n < 3 else 2
        with layer("Conv%dd" % n) as f:
            def run(name, cin=2, cout=None, batch=(2,), **args):
                check(f, name, dict(in_channels=cin, out_channels=cout or channels, **args), lambda: {"input": rand(*batch, cin, *size)})
            run("plain", kernel_size=3)
            run("no_bias", kernel_size=2, bias=False)
            run("unbatched", kernel_size=3, batch=())
            run("stride", kernel_size=3, stride=2)
            run("padding", kernel_size=3, padding=1)
            run("dilation", kernel_size=2, dilation=2)
            run("groups", kernel_size=3, groups=2, padding=1)
            run("depthwise", cin=2, cout=4, kernel_size=3, groups=2)
            run("same", kernel_size=3, padding="same", dilation=2)
            run("same_even_kernel", kernel_size=2, padding="same")
            run("valid", kernel_size=3, padding="valid")
            for mode in ("reflect", "replicate", "circular"):
                run("mode_" + mode, kernel_size=3, padding=1, padding_mode=mode)
            if n > 1:
                rising = tuple(range(1, n + 1))
                run("tuples", kernel_size=(3, 2, 1)[:n], stride=rising, padding=(1, 0, 1)[:n], dilation=(1, 2, 1)[:n])
                run("circular_tuples", kernel_size=3, padding=(1, 2, 1)[:n], padding_mode="circular")
            run("all", kernel_size=2, stride=2, padding=1, dilation=2, groups=2, bias=False)


def batch_norms():
    shapes = {1: [(4, 3), (3, 3, 2)], 2: [(2, 3, 2, 2)], 3: [(2, 3, 2, 1, 2)]}
    for n, cases in shapes.items():
        with layer("BatchNorm%dd" % n) as f:
            for shape, train in itertools.product(cases, (True, False)):
                tag = "%s%s" % ("train" if train else "eval", "" if shape == cases[0] else "_%dd" % len(shape))
                check(f, tag, dict(num_features=3), lambda: {"input": rand(*shape)}, train=train)
            shape = cases[0]
            for train in (True, False):
                tag = "train" if train else "eval"
                check(f, "momentum_none_" + tag, dict(num_features=3, momentum=None), lambda: {"input": rand(*shape)}, train=train)
                check(f, "no_affine_" + tag, dict(num_features=3, affine=False), lambda: {"input": rand(*shape)}, train=train)
                check(f, "no_stats_" + tag, dict(num_features=3, track_running_stats=False), lambda: {"input": rand(*shape)}, train=train)
            check(f, "eps_momentum", dict(num_features=3, eps=0.01, momentum=0.4), lambda: {"input": rand(*shape)}, train=True)


def layer_norm():
    with layer("LayerNorm") as f:
        check(f, "last", dict(normalized_shape=4), lambda: {"input": rand(2, 3, 4)})
        check(f, "two_dims", dict(normalized_shape=[3, 4]), lambda: {"input": rand(2, 3, 4)})
        check(f, "no_affine", dict(normalized_shape=4, elementwise_affine=False), lambda: {"input": rand(3, 4)})
        check(f, "eps", dict(normalized_shape=4, eps=0.1), lambda: {"input": rand(3, 4)})


def distinct(*shape):
    """Values without ties, so that the choice of a maximum is defined."""
    count = torch.Size(shape).numel()
    return torch.randperm(count).to(torch.float64).reshape(shape) / 4 - count / 9


def pools():
    sizes = {1: (7,), 2: (5, 6), 3: (4, 3, 4)}
    for n, size in sizes.items():
        with layer("MaxPool%dd" % n) as f:
            def run(name, batch=(2, 2), outputs=("output",), **args):
                check(f, name, args, lambda: {"input": distinct(*batch, *size)}, outputs=outputs)
            run("plain", kernel_size=2)
            run("unbatched", kernel_size=2, batch=(2,))
            run("stride_padding", kernel_size=3, stride=2, padding=1)
            run("dilation", kernel_size=2, stride=1, dilation=2)
            run("ceil", kernel_size=2, stride=2, ceil_mode=True)
            run("indices", kernel_size=2, return_indices=True, outputs=("output", "indices"))
            if n > 1:
                run("tuples", kernel_size=(3, 2, 2)[:n], stride=(2, 1, 2)[:n], padding=(1, 0, 1)[:n])
        with layer("AvgPool%dd" % n) as f:
            def run(name, batch=(2, 2), **args):
                check(f, name, args, lambda: {"input": rand(*batch, *size)})
            run("plain", kernel_size=2)
            run("unbatched", kernel_size=2, batch=(2,))
            run("stride_padding", kernel_size=3, stride=2, padding=1)
            run("not_counting_padding", kernel_size=3, stride=2, padding=1, count_include_pad=False)
            run("ceil", kernel_size=2, stride=2, ceil_mode=True)
            if n > 1:
                run("tuples", kernel_size=(3, 2, 2)[:n], stride=(2, 1, 2)[:n], padding=(1, 0, 1)[:n])
                run("divisor", kernel_size=2, divisor_override=3)
        for kind, make in (("Avg", rand), ("Max", distinct)):
            with layer("Adaptive%sPool%dd" % (kind, n)) as f:
                def run(name, batch=(2, 2), outputs=("output",), **args):
                    check(f, name, args, lambda: {"input": make(*batch, *size)}, outputs=outputs)
                run("one", output_size=1)
                run("uneven", output_size=3)
                run("unbatched", output_size=2, batch=(2,))
                if n > 1:
                    run("tuples", output_size=(2, 3, 1)[:n])
                    run("none", output_size=(None, 2, 1)[:n])
                if kind == "Max":
                    run("indices", output_size=2, return_indices=True, outputs=("output", "indices"))


def shapes_and_lookups():
    with layer("Dropout") as f:
        check(f, "eval", dict(p=0.3), lambda: {"input": rand(2, 3)})
        check(f, "zero", dict(p=0.0), lambda: {"input": rand(2, 3)}, train=True)
        check(f, "one", dict(p=1.0), lambda: {"input": rand(2, 3)}, train=True)
    for cls, shape in (("Dropout1d", (2, 3, 4)), ("Dropout2d", (2, 3, 2, 2)), ("Dropout3d", (2, 2, 2, 1, 2)), ("AlphaDropout", (2, 3))):
        with layer(cls) as f:
            check(f, "eval", dict(p=0.3), lambda: {"input": rand(*shape)})
    with layer("Identity") as f:
        check(f, "any", {}, lambda: {"input": rand(2, 3)})
    with layer("Flatten") as f:
        check(f, "default", {}, lambda: {"input": rand(2, 3, 2, 2)})
        check(f, "range", dict(start_dim=1, end_dim=2), lambda: {"input": rand(2, 3, 2, 2)})
        check(f, "all", dict(start_dim=0), lambda: {"input": rand(2, 3, 2)})
    with layer("Unflatten") as f:
        check(f, "channels", dict(dim=1, unflattened_size=(2, 3)), lambda: {"input": rand(2, 6)})
    ids = torch.tensor([[1, 2, 0, 5], [4, 3, 2, 9]])
    with layer("Embedding") as f:
        check(f, "matrix", dict(num_embeddings=10, embedding_dim=3), {"input": ids})
        check(f, "vector", dict(num_embeddings=10, embedding_dim=3), {"input": torch.tensor([3, 3, 1])})
        check(f, "scalar", dict(num_embeddings=10, embedding_dim=3), {"input": torch.tensor(3)})
        check(f, "padding_idx", dict(num_embeddings=10, embedding_dim=3, padding_idx=2), {"input": ids})
        check(f, "padding_idx_negative", dict(num_embeddings=10, embedding_dim=3, padding_idx=-1), {"input": ids})
        check(f, "scale_grad_by_freq", dict(num_embeddings=10, embedding_dim=3, scale_grad_by_freq=True), {"input": ids})
        check(f, "max_norm", dict(num_embeddings=10, embedding_dim=3, max_norm=0.5), {"input": ids})
        check(f, "sparse", dict(num_embeddings=10, embedding_dim=3, sparse=True), {"input": ids})


ACTIVATIONS = {
    "ReLU": [{}], "ReLU6": [{}], "LeakyReLU": [{}, dict(negative_slope=0.3)], "ELU": [{}, dict(alpha=0.5)],
    "CELU": [{}, dict(alpha=0.5)], "SELU": [{}], "GELU": [{}, dict(approximate="tanh")], "SiLU": [{}], "Mish": [{}],
    "Sigmoid": [{}], "LogSigmoid": [{}], "Tanh": [{}], "Tanhshrink": [{}], "Hardtanh": [{}, dict(min_val=-0.5, max_val=2.0)],
    "Hardsigmoid": [{}], "Hardswish": [{}], "Hardshrink": [{}, dict(lambd=1.0)], "Softshrink": [{}, dict(lambd=0.2)],
    "Softplus": [{}, dict(beta=2, threshold=1)], "Softsign": [{}], "Threshold": [dict(threshold=0.1, value=-20.0)],
    "PReLU": [{}, dict(num_parameters=3, init=0.1)], "RReLU": [{}, dict(lower=0.2, upper=0.4)],
    "GLU": [{}, dict(dim=1)], "Softmax": [dict(dim=1), dict(dim=-1)], "LogSoftmax": [dict(dim=1), dict(dim=-1)],
    "Softmin": [dict(dim=1)], "Softmax2d": [{}],
}


def activations():
    for cls, variants in ACTIVATIONS.items():
        with layer(cls) as f:
            shape = (2, 3, 2, 2) if cls == "Softmax2d" else (2, 4, 2) if cls == "GLU" else (2, 3, 4)
            for index, args in enumerate(variants):
                name = "default" if not args else "_".join("%s_%s" % item for item in args.items())
                check(f, name.replace(".", "").replace("-", "minus_"), args, lambda: {"input": rand(*shape) * 2})


if __name__ == "__main__":
    linear()
    convolutions()
    batch_norms()
    layer_norm()
    pools()
    shapes_and_lookups()
    activations()

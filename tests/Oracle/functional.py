"""Functions of torch.nn.functional: outputs and gradients in float32 and float64, one file per chapter."""

import torch
import torch.nn.functional as F

from fixture import Fixture, arguments, gradients, seed


def rand(*shape):
    return torch.randn(shape, dtype=torch.float64)


def distinct(*shape):
    count = torch.Size(shape).numel()
    return torch.randperm(count).to(torch.float64).reshape(shape) / 4 - count / 9


IMAGE = lambda: {"input": rand(2, 2, 4, 5)}
VECTOR = lambda: {"input": rand(3, 4)}

CHAPTERS = {
    "Activations": {
        "relu": [({}, VECTOR)], "relu6": [({}, VECTOR)], "leaky_relu": [({}, VECTOR), (dict(negative_slope=0.2), VECTOR)],
        "elu": [({}, VECTOR), (dict(alpha=0.5), VECTOR)], "celu": [(dict(alpha=0.5), VECTOR)], "selu": [({}, VECTOR)],
        "gelu": [({}, VECTOR), (dict(approximate="tanh"), VECTOR)], "silu": [({}, VECTOR)], "mish": [({}, VECTOR)],
        "hardtanh": [({}, VECTOR), (dict(min_val=-0.5, max_val=0.7), VECTOR)], "hardsigmoid": [({}, VECTOR)], "hardswish": [({}, VECTOR)],
        "hardshrink": [({}, VECTOR)], "softshrink": [({}, VECTOR)], "softplus": [({}, VECTOR), (dict(beta=2, threshold=1), VECTOR)],
        "softsign": [({}, VECTOR)], "tanhshrink": [({}, VECTOR)], "logsigmoid": [({}, VECTOR)], "threshold": [(dict(threshold=0.1, value=-2.0), VECTOR)],
        "glu": [({}, VECTOR), (dict(dim=0), lambda: {"input": rand(4, 3)})], "softmax": [(dict(dim=0), VECTOR)], "softmin": [(dict(dim=1), VECTOR)],
        "log_softmax": [(dict(dim=0), VECTOR)], "prelu": [({}, lambda: {"input": rand(2, 3, 2), "weight": rand(3)})],
        "normalize": [({}, VECTOR), (dict(p=1.0, dim=0), VECTOR)],
    },
    "Convolution": {
        "conv1d": [(dict(stride=2, padding=1), lambda: {"input": rand(2, 2, 6), "weight": rand(3, 2, 3), "bias": rand(3)})],
        "conv2d": [({}, lambda: {"input": rand(1, 2, 4, 4), "weight": rand(2, 2, 3, 3)}),
                   (dict(stride=[2, 1], padding=[1, 0], dilation=[1, 2], groups=2), lambda: {"input": rand(1, 2, 5, 5), "weight": rand(4, 1, 3, 2), "bias": rand(4)})],
        "conv3d": [(dict(padding=1), lambda: {"input": rand(1, 1, 3, 2, 3), "weight": rand(2, 1, 2, 2, 2), "bias": rand(2)})],
        "conv_transpose1d": [(dict(stride=2, padding=1, output_padding=1), lambda: {"input": rand(2, 2, 4), "weight": rand(2, 3, 3), "bias": rand(3)})],
        "conv_transpose2d": [(dict(stride=2), lambda: {"input": rand(1, 2, 3, 3), "weight": rand(2, 2, 2, 2)})],
        "unfold": [(dict(kernel_size=[2, 3], padding=1, stride=2), IMAGE)],
        "fold": [(dict(output_size=[4, 5], kernel_size=[2, 2]), lambda: {"input": rand(1, 8, 12)})],
    },
    "Pooling": {
        "max_pool1d": [(dict(kernel_size=2), lambda: {"input": distinct(2, 2, 7)})],
        "max_pool2d": [(dict(kernel_size=2), lambda: {"input": distinct(1, 2, 4, 5)}), (dict(kernel_size=3, stride=2, padding=1), lambda: {"input": distinct(1, 2, 5, 5)})],
        "max_pool3d": [(dict(kernel_size=2), lambda: {"input": distinct(1, 1, 4, 2, 3)})],
        "avg_pool1d": [(dict(kernel_size=2), lambda: {"input": rand(2, 2, 7)})],
        "avg_pool2d": [(dict(kernel_size=2), IMAGE), (dict(kernel_size=3, stride=1, padding=1, count_include_pad=False), IMAGE)],
        "avg_pool3d": [(dict(kernel_size=2), lambda: {"input": rand(1, 1, 4, 2, 3)})],
        "adaptive_avg_pool1d": [(dict(output_size=3), lambda: {"input": rand(1, 2, 7)})],
        "adaptive_avg_pool2d": [(dict(output_size=[2, 3]), IMAGE)], "adaptive_max_pool2d": [(dict(output_size=2), lambda: {"input": distinct(1, 2, 4, 5)})],
        "lp_pool2d": [(dict(norm_type=2.0, kernel_size=2), IMAGE)],
    },
    "Normalization": {
        "layer_norm": [(dict(normalized_shape=[4]), VECTOR), (dict(normalized_shape=[4], eps=0.1), lambda: {"input": rand(3, 4), "weight": rand(4), "bias": rand(4)})],
        "group_norm": [(dict(num_groups=2), lambda: {"input": rand(2, 4, 3), "weight": rand(4), "bias": rand(4)})],
        "instance_norm": [({}, IMAGE)], "local_response_norm": [(dict(size=2), IMAGE)],
    },
    "Vision": {
        "pad": [(dict(pad=[1, 2]), IMAGE), (dict(pad=[1, 1, 0, 2], mode="constant", value=0.5), IMAGE), (dict(pad=[1, 1, 2, 0], mode="reflect"), IMAGE),
                (dict(pad=[1, 1, 2, 0], mode="replicate"), IMAGE), (dict(pad=[1, 1, 2, 0], mode="circular"), IMAGE), (dict(pad=[-1, 1]), IMAGE)],
        "interpolate": [(dict(scale_factor=2.0), IMAGE), (dict(size=[3, 7], mode="bilinear", align_corners=False), IMAGE),
                        (dict(size=[3, 7], mode="bilinear", align_corners=True), IMAGE), (dict(size=[3, 3], mode="area"), IMAGE),
                        (dict(size=[6, 6], mode="bicubic", align_corners=False), IMAGE)],
        "pixel_shuffle": [(dict(upscale_factor=2), lambda: {"input": rand(1, 4, 2, 3)})],
        "pixel_unshuffle": [(dict(downscale_factor=2), lambda: {"input": rand(1, 1, 4, 6)})],
    },
    "Distance": {
        "cosine_similarity": [(dict(dim=1), lambda: {"x1": rand(3, 4), "x2": rand(3, 4)})],
        "pairwise_distance": [({}, lambda: {"x1": rand(3, 4), "x2": rand(3, 4)}), (dict(p=1.0, keepdim=True), lambda: {"x1": rand(3, 4), "x2": rand(3, 4)})],
    },
    "Linear": {
        "linear": [({}, lambda: {"input": rand(2, 3), "weight": rand(4, 3)}), ({}, lambda: {"input": rand(2, 2, 3), "weight": rand(4, 3), "bias": rand(4)})],
        "bilinear": [({}, lambda: {"input1": rand(2, 3), "input2": rand(2, 4), "weight": rand(2, 3, 4), "bias": rand(2)})],
        "embedding": [({}, lambda: {"input": torch.tensor([1, 0, 3]), "weight": rand(4, 2)}), (dict(padding_idx=1), lambda: {"input": torch.tensor([1, 0, 3]), "weight": rand(4, 2)})],
        "one_hot": [({}, lambda: {"input": torch.tensor([[1, 0], [3, 2]])}), (dict(num_classes=5), lambda: {"input": torch.tensor([1, 0])})],
    },
}


def main():
    for chapter, functions in CHAPTERS.items():
        with Fixture("functional", chapter, "functional") as f:
            for name, variants in functions.items():
                for index, (args, inputs) in enumerate(variants):
                    for dtype in (torch.float32, torch.float64):
                        seed(name + str(index))
                        given = {k: v.to(dtype) if v.is_floating_point() else v for k, v in inputs().items()}
                        for value in given.values():
                            if value.is_floating_point():
                                value.requires_grad_()
                        call = getattr(F, name)
                        if name == "one_hot":
                            outputs = {"output": call(*given.values(), **args)}
                        else:
                            outputs = {"output": call(**given, **args)}
                        wanted = {k: v for k, v in given.items() if v.requires_grad}
                        out_grads, in_grads = gradients(outputs, wanted)
                        f.case("%s_%d_%s" % (name, index, str(dtype).replace("torch.", "")), function=name, args=arguments(args), dtype=dtype,
                               inputs=given, outputs=outputs, outputGradients=out_grads, gradients=in_grads)


if __name__ == "__main__":
    main()

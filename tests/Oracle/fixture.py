"""Writes fixtures: what PyTorch computes, as JSON that the C# tests read.

A fixture is ``tests/Fixtures/<area>/<name>.json``: a source line and a list of cases. A case is a dictionary
of sections; tensors become ``{"dtype", "shape", "data"}`` with the data flattened in row-major order, floats with
enough digits to round-trip, and nan and infinities as strings. Argument names become camelCase.
"""

import enum
import json
import math
import os
import zlib

import torch

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Fixtures")
VERSION = torch.__version__  # Debian's package of 1.13.1 calls itself 1.13.0a0.


def camel(name):
    """``in_features`` -> ``inFeatures``; PyTorch's own capitals stay."""
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


def seed(text):
    """Seeds by the text of a case, so that adding a case changes no other."""
    torch.manual_seed(zlib.crc32(text.encode()) & 0x7FFFFFFF)


def dtype_name(dtype):
    return str(dtype).replace("torch.", "")


def number(value, digits=17):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return '"nan"'
    if math.isinf(value):
        return '"inf"' if value > 0 else '"-inf"'
    text = format(value, ".%dg" % digits)
    shortest = repr(value)
    return shortest if len(shortest) < len(text) else text


def tensor_text(tensor):
    tensor = tensor.detach()
    digits = 17 if tensor.dtype in (torch.float64, torch.complex128) else 9
    values = tensor.contiguous().reshape(-1)
    if tensor.is_complex():
        data = ", ".join("[%s, %s]" % (number(v.real, digits), number(v.imag, digits)) for v in values.tolist())
    else:
        data = ", ".join(number(v, digits) for v in values.tolist())
    return '{"dtype": "%s", "shape": %s, "data": [%s]}' % (dtype_name(tensor.dtype), list(tensor.shape), data)


def text_of(value, depth):
    """JSON with one line for each tensor and each flat value, so that a difference shows which one changed."""
    if isinstance(value, torch.Tensor):
        return tensor_text(value)
    if isinstance(value, torch.dtype):
        return '"%s"' % dtype_name(value)
    if isinstance(value, enum.Enum):
        return json.dumps(value.value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        pad = "  " * (depth + 1)
        rows = ["%s%s: %s" % (pad, json.dumps(k), text_of(v, depth + 1)) for k, v in value.items()]
        return "{\n%s\n%s}" % (",\n".join(rows), "  " * depth)
    if isinstance(value, (list, tuple)):
        if any(isinstance(v, (dict, torch.Tensor)) for v in value):
            pad = "  " * (depth + 1)
            rows = [pad + text_of(v, depth + 1) for v in value]
            return "[\n%s\n%s]" % (",\n".join(rows), "  " * depth)
        return "[%s]" % ", ".join(text_of(v, depth) for v in value)
    if isinstance(value, (int, float)):
        return number(value)
    return json.dumps(value)


class Fixture:
    """Collects the cases of one file; ``with Fixture("modules", "Linear") as f: f.case(...)`` writes it."""

    def __init__(self, area, name, script=None):
        self.path = os.path.join(FIXTURES, area, name + ".json")
        self.source = "PyTorch %s, tests/Oracle/%s.py" % (VERSION, script or area)
        self.cases = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.write()

    def case(self, name, **sections):
        if any(c["name"] == name for c in self.cases):
            raise ValueError("%s: two cases are called %s" % (self.path, name))
        self.cases.append({"name": name, **sections})

    def write(self):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "w", encoding="utf-8", newline="\n") as out:
            out.write(text_of({"source": self.source, "cases": self.cases}, 0) + "\n")


def arguments(args):
    """Constructor or function arguments with camelCase names."""
    return {camel(k): v for k, v in args.items()}


def gradients(outputs, inputs):
    """The random gradient given to each floating output, and what arrives at each input (None where nothing does)."""
    differentiable = {k: v for k, v in outputs.items() if v.requires_grad}
    given = {k: torch.randn_like(v) for k, v in differentiable.items()}
    if not differentiable or not inputs:
        return {}, {}
    arrived = torch.autograd.grad(list(differentiable.values()), list(inputs.values()), list(given.values()),
                                  allow_unused=True)
    return given, {k: g.to_dense() if g is not None and g.is_sparse else g for k, g in zip(inputs, arrived)}

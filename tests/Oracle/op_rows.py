"""Rows for every operator: arguments by the schema's names, and what PyTorch makes of them.

A row is one line: ``op``, ``args``, ``outputs`` (all results, flattened) and ``after`` (arguments that the call changed). From the first
sample of an operator rows in other types and shapes are derived and kept where PyTorch takes them. Operators that this PyTorch does not
have, or over lists of tensors refuses, get rows without ``outputs``: the C# tests hold a formula for each.
"""

import collections
import json
import os
import warnings

import torch

import op_samples
from fixture import FIXTURES, VERSION, dtype_name, number
from op_samples import schemas

# Memory that nobody wrote: only type and shape are known.
UNWRITTEN = ("empty", "new_empty")
# What grows gets such memory too, so only the samples themselves are rows.
GROWING = ("resize",)
# Without an element these leave their result unwritten.
UNDEFINED = ("multi_margin_loss empty", "multilabel_margin_loss empty", "multilabel_margin_loss_forward empty")
# torch.ops gives types as numbers.
TYPES = dict(enumerate("uint8 int8 int16 int32 int64 float16 float32 float64 complex32 complex64 complex128 bool".split()))
DIGITS = {torch.float64: 17, torch.complex128: 17, torch.float16: 6, torch.bfloat16: 6}


def tensor_json(tensor, with_data=True):
    tensor = tensor.detach()
    value = {"dtype": dtype_name(tensor.dtype), "shape": list(tensor.shape)}
    if tensor.layout != torch.strided:
        value["layout"] = str(tensor.layout).replace("torch.", "")
        tensor = tensor.to_dense()
    if with_data:
        digits = DIGITS.get(tensor.dtype, 9)
        flat = tensor.resolve_conj().resolve_neg().contiguous().reshape(-1).tolist()
        value["data"] = [[Number(v.real, digits), Number(v.imag, digits)] if tensor.is_complex() else Number(v, digits) for v in flat]
    return value


class Number:
    """A number of a tensor, which the writer spells with no more digits than it has."""

    def __init__(self, value, digits):
        self.text = number(value, digits)


def text_of(value):
    if isinstance(value, Number):
        return value.text
    if isinstance(value, torch.Tensor):
        return text_of(tensor_json(value))
    if isinstance(value, op_samples.Seed):
        return json.dumps({"seed": value.value})
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (json.dumps(k), text_of(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(text_of(v) for v in value)
    if isinstance(value, complex):
        return json.dumps({"complex": [value.real, value.imag]})
    if isinstance(value, float) and value not in (float("inf"), float("-inf")) and value == value:
        return repr(value)
    if isinstance(value, (bool, int, float)):
        return number(value)
    return json.dumps(value if value is None else str(value).replace("torch.", ""))


def each_tensor(args, change):
    """The same arguments with every tensor changed."""
    def of(value):
        if isinstance(value, torch.Tensor):
            return change(value)
        return [of(v) for v in value] if isinstance(value, (list, tuple)) else value
    return {k: of(v) for k, v in args.items()}


def tensors(args):
    found = []
    each_tensor(args, lambda x: found.append(x) or x)
    return found


def flatten(result):
    if isinstance(result, (list, tuple)):
        return [leaf for part in result for leaf in flatten(part)]
    return [] if result is None else [result]


def call(schema, args):
    """Results, and the arguments as the call left them."""
    used = each_tensor(args, torch.clone)
    given = {k: v.make() if isinstance(v, op_samples.Seed) else v for k, v in used.items()}
    positional, keywords = [], {}
    for argument in schema.arguments:
        if argument.name in given:
            in_order = not argument.keyword_only and len(positional) == schema.arguments.index(argument)
            if in_order:
                positional.append(given[argument.name])
            else:
                keywords[argument.name] = given[argument.name]
    torch.manual_seed(0)
    return flatten(schema.operator()(*positional, **keywords)), used


def same(one, other):
    return one.shape == other.shape and one.dtype == other.dtype and text_of(one) == text_of(other)


def typed(args, dtype):
    def change(x):
        if x.dtype != torch.float64 or x.layout != torch.strided:
            return x
        if dtype == torch.bool:
            return x > 0
        return (x * 3).to(dtype) if dtype == torch.int64 else x.to(dtype)
    return each_tensor(args, change)


def derived(args):
    """Other types and shapes, by name."""
    found = tensors(args)
    if not found or any(x.layout != torch.strided for x in found) or not any(x.dtype == torch.float64 for x in found):
        return
    finite = all(torch.isfinite(x).all() for x in found)
    for dtype in (torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.bool, torch.complex128):
        if finite or dtype.is_floating_point:
            yield dtype_name(dtype), typed(args, dtype)
    shape = found[0].shape
    if len(shape) > 0:
        if all(x.shape == shape for x in found):
            yield "0-d", each_tensor(args, lambda x: x.reshape(-1)[0].clone())
        yield "empty", each_tensor(args, lambda x: x[:0] if x.dim() and x.shape[0] == shape[0] else x)
        names = [k for k, v in args.items() if isinstance(v, torch.Tensor) and v.shape == shape]
        if len(names) > 1 and shape[-1] > 1:
            yield "broadcast", {k: v[..., :1].clone() if k == names[1] else v for k, v in args.items()}


def survives(schema, args):
    """Whether this PyTorch comes back from the call: some kernels end the process on empty tensors, so a child tries first."""
    child = os.fork()
    if child == 0:
        try:
            call(schema, args)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def row(schema, name, args):
    results, used = call(schema, args)
    value = {"name": name, "op": schema.full_name, "args": args}
    written = not schema.name.startswith(UNWRITTEN)
    if schema.text.endswith("-> ScalarType"):
        results = [TYPES[number] for number in results]
    value["outputs"] = [tensor_json(x, written) if isinstance(x, torch.Tensor) else x for x in results]
    after = {k: v for k, v in used.items() if isinstance(v, torch.Tensor) and not same(v, args[k])}
    if after:
        value["after"] = after
    return value


def rows_of(schema, samples):
    found, refused = [], []
    texts = samples.get(schema.full_name, []) if schema.overload else []
    # A copy takes what its view takes.
    shared = samples.get(schema.name) or samples.get(schema.name.replace("_copy", ""), [])
    for text in texts or shared:
        args = schema.bind(*op_samples.arguments(schema.name, text))
        if args is None:
            continue
        name = "%s %d" % (schema.full_name, len(found))
        if schema.operator() is None:
            found.append({"name": name, "op": schema.full_name, "args": args})
            continue
        try:
            found.append(row(schema, name, args))
        except Exception as error:
            if schema.name.startswith(schemas.BY_FORMULA):
                found.append({"name": name, "op": schema.full_name, "args": args})
            else:
                refused.append("%s: %s" % (text, str(error).splitlines()[0]))
            continue
        if len(found) == 1 and not schema.name.startswith(UNWRITTEN + GROWING):
            for label, other in derived(args):
                name = "%s %s" % (schema.full_name, label)
                if name in UNDEFINED or (label in ("0-d", "empty") and not survives(schema, other)):
                    continue
                try:
                    found.append(row(schema, name, other))
                except Exception:
                    pass  # this PyTorch does not take that type or shape
    return found, refused


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    samples, files, without = op_samples.read(), collections.defaultdict(list), []
    for schema in schemas.public():
        found, refused = rows_of(schema, samples)
        if found:
            files[schema.file_name()].extend(found)
        else:
            without.append("%s  %s" % (schema.text, refused))
        if found and refused and os.environ.get("VERBOSE"):
            print("refused", schema.full_name, refused)
    folder = os.path.join(FIXTURES, "op_rows")
    os.makedirs(folder, exist_ok=True)
    for letter, found in sorted(files.items()):
        with open(os.path.join(folder, letter + ".json"), "w", encoding="utf-8", newline="\n") as out:
            out.write('{"source": %s, "cases": [\n%s\n]}\n' % (json.dumps("PyTorch %s, tests/Oracle/op_rows.py" % VERSION),
                                                              ",\n".join(text_of(one) for one in found)))
    print("%d rows; without a row:" % sum(map(len, files.values())))
    print("\n".join("  " + text for text in without))


if __name__ == "__main__":
    main()

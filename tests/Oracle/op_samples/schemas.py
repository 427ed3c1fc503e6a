"""The schemas that the library binds, and which arguments they take."""

import os

import torch

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
SCHEMAS = os.path.join(ROOT, "src", "OpGen", "Schemas")


# Public operators that the classification puts elsewhere, as src/OpGen/selection.txt says.
ALSO = ("to_mkldnn", "batch_norm_backward_elemt", "batch_norm_backward_reduce")
# Operators over lists of tensors: the C# tests have a formula for each, so a sample is a row even where the oracle refuses it.
BY_FORMULA = ("_foreach_", "_fused_", "_amp_")


class Argument:
    def __init__(self, text, keyword_only):
        declaration, _, default = text.partition("=")
        self.has_default = bool(default)
        spelled, self.name = declaration.rsplit(" ", 1)
        self.mutable = "!" in spelled
        start = spelled.find("(")
        self.type = (spelled[:start] + spelled[spelled.index(")") + 1:] if start >= 0 else spelled).replace("SymInt", "int")
        self.keyword_only = keyword_only


class Schema:
    def __init__(self, line):
        self.text = line
        self.full_name = line[:line.index("(")]
        self.name, _, self.overload = self.full_name.partition(".")
        inside = line[line.index("(") + 1:line.rindex(") -> ")]
        self.arguments, keyword_only = [], False
        for part in split(inside):
            if part == "*":
                keyword_only = True
            else:
                self.arguments.append(Argument(part, keyword_only))

    def signature(self):
        return [(a.name, a.type) for a in self.arguments]

    def file_name(self):
        """Rows stand by first letter, those over lists by kind."""
        return self.name.split("_")[1] if self.name.startswith(BY_FORMULA) else self.name[0]

    def operator(self):
        """The oracle's own form of it, or None where this PyTorch is too old."""
        try:
            return getattr(getattr(torch.ops.aten, self.name), self.overload or "default")
        except AttributeError:
            return None

    def bind(self, positional, keywords):
        """Names to values where the call fits this overload, else None."""
        slots = [a for a in self.arguments if not a.keyword_only]
        if len(positional) > len(slots):
            return None
        given = {a.name: v for a, v in zip(slots, positional)}
        known = {a.name for a in self.arguments}
        if any(k in given or k not in known for k in keywords):
            return None
        given.update(keywords)
        for argument in self.arguments:
            if argument.name not in given:
                if not argument.has_default:
                    return None
            elif not fits(argument.type, given[argument.name]) and not (self.name.startswith(BY_FORMULA) and given[argument.name] == []):
                return None
            elif argument.type.startswith("float") and isinstance(given[argument.name], int):
                given[argument.name] = float(given[argument.name])
        return {a.name: given[a.name] for a in self.arguments if a.name in given}


def split(text):
    """At the commas that stand outside of brackets."""
    parts, depth, current = [], 0, ""
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += letter
    return parts + [current.strip()] if current.strip() else parts


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def fits(kind, value):
    if value is None:
        return kind.endswith("?")
    if kind.endswith("?"):
        return fits(kind[:-1], value)
    if kind.endswith("]"):
        element, size = kind[:-1].split("[")
        if size and is_int(value):
            return element == "int"
        return isinstance(value, (list, tuple)) and all(fits(element, v) for v in value) and (len(value) > 0 or element != "Tensor")
    kinds = {
        "Tensor": torch.Tensor, "str": str, "bool": bool, "ScalarType": torch.dtype, "Device": torch.device, "Layout": torch.layout,
        "MemoryFormat": torch.memory_format,
    }
    if kind in kinds:
        return isinstance(value, kinds[kind])
    if kind == "int":
        return is_int(value)
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "Scalar":
        return isinstance(value, (int, float, bool, complex))
    return kind == "Generator" and type(value).__name__ == "Seed"


def partner(schema, by_base):
    """The functional form with the same arguments, which an in-place form is held to."""
    for other in by_base.get(schema.name.rstrip("_"), []):
        if other.signature() == schema.signature():
            return other
    return None


def public():
    """All public and fused schemas except the out forms, and those in-place forms that a functional one with rows stands for."""
    with open(os.path.join(SCHEMAS, "classification.tsv"), encoding="utf-8") as table:
        kinds = {row[0]: row for row in (line.rstrip("\n").split("\t") for line in table)}
    with open(os.path.join(SCHEMAS, "aten.txt"), encoding="utf-8") as lines:
        everything = [Schema(line.rstrip("\n")) for line in lines if line.strip()]
    wanted = [s for s in everything if kinds[s.full_name][3] in ("public", "foreach", "fused/amp") or s.full_name in ALSO
              or (kinds[s.full_name][3] == "copy-variant" and not s.name.startswith("_"))]
    by_base = {}
    for schema in wanted:
        if not schema.name.endswith("_"):
            by_base.setdefault(schema.name, []).append(schema)
    return [s for s in wanted if kinds[s.full_name][2] != "out" and not (s.name.endswith("_") and partner(s, by_base))]

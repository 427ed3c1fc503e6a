"""Sample arguments for operators, by name.

Each module holds a ``TABLE``: lines of ``names | arguments | arguments``. A name is an operator's (``add``: its samples go to
every overload that takes them) or a full one (``bernoulli_.float``: only that overload). Arguments are a Python call's:

=========  ======================================================  =============  ==================================
``r``      normal numbers of a shape, float64                      ``t``          a float64 tensor of given numbers
``p``      between 0.1 and 1.1                                     ``ti``         an int64 tensor of given numbers
``u``      between -0.95 and 0.95                                  ``spd``        a symmetric positive definite matrix
``s``      -1.0 or 1.0                                             ``sp``         a matrix as sparse COO
``z``      zeros                                                   ``csr, csc``   a matrix as sparse CSR, CSC
``n``      integers from 0 up to its first argument, exclusive     ``lu, qrf``    factors of a random matrix
``n1``     a permutation of the last dimension's numbers, a row    ``ldl``        factors of a symmetric one
``b``      truth values                                            ``Seed``       a generator with that seed
``c``      complex numbers                                         ``eye``        the unit matrix
=========  ======================================================  =============  ==================================
"""

import math
import zlib

import torch

from . import elementwise, layers, linear, lists, structure


class Seed:
    """Stands for a generator, since each call needs a fresh one."""

    def __init__(self, value):
        self.value = value

    def make(self):
        return torch.Generator().manual_seed(self.value)


def short(tensor):
    """Four decimals, so that the fixture stays short."""
    return (tensor * 1e4).round() / 1e4


def r(*shape):
    return short(torch.randn(shape, dtype=torch.float64))


def p(*shape):
    return short(torch.rand(shape, dtype=torch.float64) + 0.1)


def u(*shape):
    return short(torch.rand(shape, dtype=torch.float64) * 1.9 - 0.95)


def s(*shape):
    return torch.randint(0, 2, shape).to(torch.float64) * 2 - 1


def z(*shape):
    return torch.zeros(shape, dtype=torch.float64)


def n(high, *shape):
    return torch.randint(0, high, shape)


def n1(rows, columns):
    return torch.stack([torch.randperm(columns + 1)[:columns] for _ in range(rows)])


def b(*shape):
    return torch.rand(shape) > 0.5


def c(*shape):
    return torch.complex(r(*shape), r(*shape))


def t(values):
    return torch.tensor(values if not isinstance(values, (float, int)) or isinstance(values, bool) else float(values),
                        dtype=torch.bool if isinstance(values, bool) else torch.float64)


def ti(values):
    return torch.tensor(values)


def eye(size):
    return torch.eye(size, dtype=torch.float64)


def spd(size):
    x = r(size, size)
    return short(x @ x.t() + size * eye(size))


def lu(size):
    return torch.linalg.lu_factor(r(size, size))


def qrf(rows, columns):
    return torch.geqrf(r(rows, columns))


def ldl(size):
    return torch.linalg.ldl_factor(spd(size))


NAMES = {
    "torch": torch, "r": r, "p": p, "u": u, "s": s, "z": z, "n": n, "n1": n1, "b": b, "c": c, "t": t, "ti": ti, "eye": eye, "spd": spd,
    "lu": lu, "qrf": qrf, "ldl": ldl, "Seed": Seed, "sp": lambda x: x.to_sparse(), "csr": lambda x: x.to_sparse_csr(),
    "csc": lambda x: x.to_sparse_csc(), "NAN": math.nan, "INF": math.inf, "CPU": torch.device("cpu"), "STRIDED": torch.strided,
    "COO": torch.sparse_coo, "CSR": torch.sparse_csr, "CONTIGUOUS": torch.contiguous_format, "PRESERVE": torch.preserve_format,
    "CHANNELS_LAST": torch.channels_last,
}


def read():
    """The texts of all samples: name -> list of argument texts."""
    samples = {}
    for module in (elementwise, structure, linear, layers, lists):
        for line in module.TABLE.strip().splitlines():
            names, *calls = [part.strip() for part in line.split(" | ")]
            if names.endswith("|"):
                names, calls = names[:-1], [""]
            for name in names.split():
                samples.setdefault(name, []).extend(call for call in calls if call not in samples.get(name, []))
    return samples


def arguments(name, text):
    """What a call of that text gets: positional and keyword arguments, seeded by the text."""
    torch.manual_seed(zlib.crc32(("%s(%s)" % (name, text)).encode()) & 0x7FFFFFFF)
    return eval("(lambda *a, **k: (a, k))(%s)" % text, dict(NAMES))

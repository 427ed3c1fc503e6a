"""Random numbers at a seed. Called random_numbers, because a random.py would hide Python's own module.

Dropout, bernoulli with a number and exponential are left out of the exact comparison on builds that have MKL, which draws them
from a generator of its own; their ``exact`` is false, and the C# tests check their statistics instead.
"""

import torch

from fixture import Fixture

CALLS = {
    "rand": "torch.rand(5)", "rand_double": "torch.rand(5, dtype=torch.float64)", "rand_matrix": "torch.rand(3, 4)",
    "randn_short": "torch.randn(5)", "randn_long": "torch.randn(20)", "randn_double": "torch.randn(20, dtype=torch.float64)",
    "randn_then_rand": "torch.cat((torch.randn(3), torch.rand(3)))", "randint": "torch.randint(10, (8,))", "randint_low": "torch.randint(-5, 5, (2, 4))",
    "randint_large": "torch.randint(0, 2 ** 40, (4,))", "randperm": "torch.randperm(10)", "randperm_one": "torch.randperm(1)",
    "uniform_": "torch.empty(6).uniform_(-2, 3)", "uniform_double": "torch.empty(6, dtype=torch.float64).uniform_(-2, 3)",
    "normal_": "torch.empty(6).normal_(2, 0.5)", "normal_long": "torch.empty(17).normal_(2, 0.5)", "normal": "torch.normal(torch.arange(3.), torch.ones(3))",
    "random_": "torch.empty(5, dtype=torch.int64).random_(100)", "random_from": "torch.empty(5, dtype=torch.int64).random_(10, 20)",
    "bernoulli_tensor": "torch.bernoulli(torch.tensor([0.1, 0.5, 0.9, 0.3]))", "multinomial": "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 5, True)",
    "rand_like": "torch.rand_like(torch.zeros(2, 2))", "two_calls": "torch.stack((torch.rand(2), torch.rand(2)))",
    "geometric_": "torch.empty(6).geometric_(0.3)", "cauchy_": "torch.empty(6, dtype=torch.float64).cauchy_()",
    "log_normal_": "torch.empty(6, dtype=torch.float64).log_normal_()",
}
DRAWN_BY_MKL = {
    "bernoulli_": "torch.empty(8).bernoulli_(0.3)", "exponential_": "torch.empty(6, dtype=torch.float64).exponential_(2)",
    "dropout": "torch.nn.functional.dropout(torch.ones(8), 0.25)",
}


def main():
    with Fixture("ops", "Random", "random_numbers") as f:
        for seed in (0, 42):
            for exact, table in ((True, CALLS), (False, DRAWN_BY_MKL)):
                for name, code in table.items():
                    torch.manual_seed(seed)
                    f.case("%s_seed_%d" % (name, seed), call=name, expression=code, seed=seed, exact=exact,
                           outputs={"output": eval(code, {"torch": torch})})


if __name__ == "__main__":
    main()

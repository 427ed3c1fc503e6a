"""How PyTorch prints tensors. ``code`` is Python's; the C# tests build the same tensor under the same name."""

import torch

from fixture import Fixture

NAN, INF = float("nan"), float("inf")

TENSORS = {
    "zero_dim": "torch.tensor(3.5)", "zero_dim_int": "torch.tensor(7)", "zero_dim_bool": "torch.tensor(True)", "zero_dim_whole": "torch.tensor(2.)",
    "vector": "torch.tensor([1., 2.5, -3.])", "whole_floats": "torch.tensor([1., 2., 3.])", "matrix": "torch.tensor([[1., 2.], [3.25, -4.]])",
    "cube": "torch.arange(12.).reshape(2, 2, 3) / 4", "four_dims": "torch.arange(8.).reshape(1, 2, 2, 2)", "one_element": "torch.tensor([0.1])",
    "one_by_one": "torch.tensor([[5.]])", "row": "torch.arange(3.).reshape(1, 3)", "column": "torch.arange(3.).reshape(3, 1)",
    "ints": "torch.tensor([1, -20, 300])", "int_matrix": "torch.tensor([[1, 2], [30, 4]])", "int32": "torch.tensor([1, 2], dtype=torch.int32)",
    "uint8": "torch.tensor([1, 255], dtype=torch.uint8)", "int8": "torch.tensor([-128, 127], dtype=torch.int8)", "int16": "torch.tensor([5], dtype=torch.int16)",
    "bools": "torch.tensor([True, False, True])", "bool_matrix": "torch.tensor([[True, False], [False, False]])",
    "double": "torch.tensor([1., 0.5], dtype=torch.float64)", "half": "torch.tensor([1., 0.5], dtype=torch.float16)",
    "bfloat16": "torch.tensor([1., 0.5], dtype=torch.bfloat16)", "double_precision": "torch.tensor([0.123456789, 1.], dtype=torch.float64)",
    "nan": "torch.tensor([NAN, 1., 2.])", "all_nan": "torch.tensor([NAN, NAN])", "inf": "torch.tensor([INF, -INF, 0.5])",
    "nan_whole": "torch.tensor([NAN, INF, 3.])", "zeros": "torch.zeros(2, 3)", "negative_zero": "torch.tensor([-0., 0.])",
    "large": "torch.tensor([1e10, 1.])", "large_whole": "torch.tensor([123456789., 1.])", "small": "torch.tensor([1e-10, 1e-5])",
    "wide_range": "torch.tensor([1e-5, 1., 1e5])", "ratio_1000": "torch.tensor([0.001, 2.])", "ratio_over_1000": "torch.tensor([0.001, 1.5])",
    "million": "torch.tensor([1e6, 0.5])", "hundred_million": "torch.tensor([1e8, 1.5])", "hundred_million_whole": "torch.tensor([1e8, 2.])",
    "huge_whole": "torch.tensor([1e9, 2.])", "tiny": "torch.tensor([1.5e-40, 0.])", "max": "torch.tensor([3.4028235e38])",
    "rounding": "torch.tensor([0.00005, 0.99995, 12.34565])", "negative": "torch.tensor([-1.5, -22.25])",
    "empty": "torch.tensor([])", "empty_matrix": "torch.zeros(0, 3)", "empty_inner": "torch.zeros(2, 0)", "empty_ints": "torch.tensor([], dtype=torch.int64)",
    "empty_bools": "torch.zeros(0, dtype=torch.bool)", "empty_int32": "torch.zeros(0, 2, dtype=torch.int32)",
    "empty_complex": "torch.zeros(0, dtype=torch.complex64)", "meta": "torch.zeros(2, 3, device='meta')",
    "meta_ints": "torch.zeros(2, device='meta', dtype=torch.int64)", "meta_bools": "torch.zeros(2, device='meta', dtype=torch.bool)",
    "summarised_vector": "torch.arange(1001)", "not_summarised": "torch.arange(1000)", "summarised_matrix": "torch.arange(1200.).reshape(30, 40)",
    "summarised_floats": "torch.arange(2000.) / 8", "summarised_cube": "torch.arange(2000).reshape(10, 10, 20)", "summarised_narrow": "torch.arange(1200).reshape(400, 3)",
    "wrapped": "torch.arange(30.)", "wrapped_ints": "torch.arange(100, 150)", "wrapped_matrix": "torch.arange(60.).reshape(2, 30) * 1.5",
    "requires_grad": "torch.tensor([1., 2.], requires_grad=True)", "requires_grad_double": "torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True)",
    "grad_fn": "torch.tensor([1., 2.], requires_grad=True) * 2", "grad_fn_sum": "torch.tensor([1., 2.], requires_grad=True).sum()",
    "grad_fn_mean": "torch.ones(2, 2, requires_grad=True).mean(0)", "detached": "(torch.ones(2, requires_grad=True) * 2).detach()",
    "transposed": "torch.arange(6.).reshape(2, 3).t()", "sliced": "torch.arange(10)[::3]", "expanded": "torch.tensor([1.]).expand(3)",
    "complex": "torch.tensor([1 + 2j, 0.5 - 1j])", "complex_double": "torch.tensor([1 + 2j], dtype=torch.complex128)",
    "wrapped_grad_fn": "(torch.arange(12., requires_grad=True) * 1000.5)", "long_vector_wrapped_dtype": "torch.arange(9, dtype=torch.float64) * 1111111.25",
}


def main():
    with Fixture("printing", "Tensors", "printing") as f:
        for name, code in TENSORS.items():
            f.case(name, expression=code, text=str(eval(code, {"torch": torch, "NAN": NAN, "INF": INF})))


if __name__ == "__main__":
    main()

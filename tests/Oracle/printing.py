"""How PyTorch prints tensors. ``code`` is Python's; the C# tests build the same tensor under the same name."""

from contextlib import nullcontext

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
    "complex_negative": "torch.tensor([-1 - 2j, 3 + 0j, complex(-0., -0.)])", "complex_nan": "torch.tensor([complex(NAN, 1), complex(INF, -INF), complex(1, NAN)])",
    "complex_zero_dim": "torch.tensor(1.5 - 2.5j)", "complex_matrix": "torch.tensor([[1 + 1j, 2 - 2j], [300 + 0.5j, -4j]])",
    "complex_wide_range": "torch.tensor([1e-6 + 1j, 1 + 1e7j])", "complex_summarised": "torch.complex(torch.arange(1200.), -torch.arange(1200.))",
    "complex_wrapped": "torch.complex(torch.arange(12.) / 8, torch.arange(12.) * 100)", "complex_conj": "torch.tensor([1 + 2j, 3 - 4j]).conj()",
    "complex_imag_of_conj": "torch.tensor([1 + 2j, 3 - 4j]).conj().imag", "complex_grad": "torch.tensor([1 + 2j], requires_grad=True)",
    "half_large": "torch.tensor([65504., 0.5], dtype=torch.float16)", "half_third": "torch.tensor([1 / 3, 2 / 3], dtype=torch.float16)",
    "bfloat16_third": "torch.tensor([1 / 3, 300.], dtype=torch.bfloat16)", "int64_extremes": "torch.tensor([-2 ** 63, 2 ** 63 - 1])",
    "bool_summarised": "torch.arange(2000) % 3 == 0", "uint8_matrix": "torch.arange(12, dtype=torch.uint8).reshape(3, 4) * 20",
    "negative_zero_small": "torch.tensor([-0., 1e-7])", "negative_zero_fraction": "torch.tensor([-0., 0.25])", "inf_only": "torch.tensor([INF, -INF])",
    "inf_large": "torch.tensor([INF, 1e12, -1e-3])", "nan_zero_dim": "torch.tensor(NAN)", "summarised_both": "torch.arange(90000.).reshape(300, 300)",
    "summarised_short_rows": "torch.arange(6000).reshape(1000, 6)", "summarised_double": "torch.arange(3000, dtype=torch.float64) * 1e6",
    "summarised_grad": "torch.arange(1500., requires_grad=True)", "ones_four_dims": "torch.ones(2, 1, 3, 1)", "empty_four_dims": "torch.zeros(1, 0, 2, 0)",
    "grad_fn_view": "torch.ones(2, 2, requires_grad=True).view(4)", "grad_fn_index": "torch.ones(3, requires_grad=True)[1]",
    "long_grad_fn": "torch.arange(16., dtype=torch.float64, requires_grad=True) + 0.125",
    "sparse": "torch.eye(2).to_sparse()", "sparse_grad": "torch.eye(2, requires_grad=True).to_sparse()", "sparse_empty": "torch.zeros(2, 3).to_sparse()",
    "sparse_hybrid": "torch.arange(4.).reshape(2, 2).to_sparse(1)", "sparse_double": "torch.eye(2, dtype=torch.float64).to_sparse()",
    "sparse_uncoalesced": "torch.sparse_coo_tensor([[1, 1, 0]], [1., 2., 3.], (2,))", "sparse_summarised": "torch.eye(1200).to_sparse()",
    "sparse_csr": "torch.eye(2).to_sparse_csr()", "sparse_csr_double": "torch.eye(2, dtype=torch.float64).to_sparse_csr()",
    "sparse_csc": "torch.eye(4).to_sparse_csc()", "sparse_bsr": "torch.eye(4).to_sparse_bsr((2, 2))", "mkldnn": "torch.ones(2, 2).to_mkldnn()",
    "dual": "torch.autograd.forward_ad.make_dual(torch.tensor([1., 2.]), torch.tensor([0.5, 1.]))",
    "dual_grad": "torch.autograd.forward_ad.make_dual(torch.tensor([1., 2.], requires_grad=True), torch.tensor([0.5, 1.])) * 2",
    "wrapped_grad_fn": "(torch.arange(12., requires_grad=True) * 1000.5)", "long_vector_wrapped_dtype": "torch.arange(9, dtype=torch.float64) * 1111111.25",
}

OPTIONS = {
    "precision": (dict(precision=2), "torch.tensor([1.23456, -0.5])"), "precision_0": (dict(precision=0), "torch.tensor([1.5, 2.5, 3.25])"),
    "precision_0_scientific": (dict(precision=0), "torch.tensor([1.5e-7, 2.5, 2.5e5])"), "precision_10": (dict(precision=10), "torch.tensor([1 / 3, 2.], dtype=torch.float64)"),
    "precision_whole": (dict(precision=2), "torch.tensor([1., 2.])"), "precision_complex": (dict(precision=1), "torch.tensor([1.25 + 2.75j])"),
    "threshold": (dict(threshold=5), "torch.arange(10)"), "threshold_not_passed": (dict(threshold=10), "torch.arange(10)"),
    "threshold_0": (dict(threshold=0), "torch.arange(4)"), "edgeitems": (dict(edgeitems=1), "torch.arange(2000.)"),
    "edgeitems_matrix": (dict(edgeitems=2, threshold=10), "torch.arange(36.).reshape(6, 6)"), "edgeitems_more": (dict(edgeitems=6), "torch.arange(1500)"),
    "linewidth": (dict(linewidth=30), "torch.arange(20.)"), "linewidth_wide": (dict(linewidth=160), "torch.arange(40.)"),
    "linewidth_narrow": (dict(linewidth=5), "torch.arange(3)"), "linewidth_suffix": (dict(linewidth=30), "torch.ones(3, dtype=torch.float64, requires_grad=True)"),
    "sci_mode": (dict(sci_mode=True), "torch.tensor([1.5, 20.25])"), "sci_mode_whole": (dict(sci_mode=True), "torch.tensor([1., 20.])"),
    "sci_mode_off": (dict(sci_mode=False), "torch.tensor([1e-7, 1.5, 1e5])"), "sci_mode_off_whole": (dict(sci_mode=False), "torch.tensor([1e10, 1.])"),
    "sci_mode_zeros": (dict(sci_mode=True), "torch.zeros(2)"), "sci_mode_ints": (dict(sci_mode=True), "torch.arange(3)"),
    "sci_mode_complex": (dict(sci_mode=True), "torch.tensor([1 + 2j])"), "sci_mode_nan": (dict(sci_mode=True), "torch.tensor([NAN, 1.5, INF])"),
    "profile_short": (dict(profile="short"), "torch.arange(2000.) / 3"), "profile_full": (dict(profile="full"), "torch.arange(1100)"),
    "profile_default": (dict(profile="default"), "torch.arange(1100)"), "profile_and_more": (dict(profile="short", precision=3, linewidth=40), "torch.arange(9.) / 7"),
}


def main():
    with Fixture("printing", "Tensors", "printing") as f:
        for name, code in TENSORS.items():
            with torch.autograd.forward_ad.dual_level() if name.startswith("dual") else nullcontext():
                f.case(name, expression=code, text=str(eval(code, {"torch": torch, "NAN": NAN, "INF": INF})))
    with Fixture("printing", "Options", "printing") as f:
        for name, (options, code) in OPTIONS.items():
            tensor = eval(code, {"torch": torch, "NAN": NAN, "INF": INF})
            torch.set_printoptions(**options)
            f.case(name, options=str(options), expression=code, text=str(tensor))
            torch.set_printoptions(profile="default")


if __name__ == "__main__":
    main()

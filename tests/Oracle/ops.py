"""A table of common operations in float64: value and gradient, for plain, strided, 0-d, empty and broadcast inputs.

An op is a name and a Python expression over ``x``, ``y`` and ``z``; the C# tests hold the same name with the C# expression.
``layouts`` tells how an input lies in memory; the values written are the logical ones. ``contiguous()`` stands where this
PyTorch itself is wrong for strided inputs: the gradient of masked_select comes in memory order, and kron refuses them.
"""

import torch
import torch.nn.functional as F

from fixture import Fixture, gradients, seed

UNARY = {
    "abs": "x.abs()", "neg": "-x", "exp": "x.exp()", "exp2": "x.exp2()", "expm1": "x.expm1()", "sin": "x.sin()",
    "cos": "x.cos()", "tan": "x.tan()", "sinh": "x.sinh()", "cosh": "x.cosh()", "tanh": "x.tanh()", "atan": "x.atan()",
    "asinh": "x.asinh()", "sigmoid": "x.sigmoid()", "logit": "x.logit(0.1)", "relu": "x.relu()", "erf": "x.erf()",
    "erfc": "x.erfc()", "floor": "x.floor()", "ceil": "x.ceil()", "round": "x.round()", "round_decimals": "x.round(decimals=1)",
    "trunc": "x.trunc()", "frac": "x.frac()", "sign": "x.sign()", "square": "x.square()", "reciprocal": "x.reciprocal()",
    "clamp": "x.clamp(-0.5, 0.5)", "clamp_min": "x.clamp(min=0.1)", "clamp_max": "x.clamp(max=0.1)", "nan_to_num": "x.nan_to_num()",
    "isnan": "x.isnan()", "isfinite": "x.isfinite()", "logical_not": "x.logical_not()", "sinc": "x.sinc()", "deg2rad": "x.deg2rad()",
    "add_number": "x + 2", "subtract_from_number": "2 - x", "multiply_number": "x * 0.5", "divide_number": "x / 3",
    "number_divided": "1 / x", "power_number": "x ** 3", "remainder_number": "x % 0.7", "greater_number": "x > 0",
    "add_alpha_number": "x.add(3, alpha=0.5)", "cumsum_flat": "x.reshape(-1).cumsum(0)", "softmax_flat": "x.reshape(-1).softmax(0)",
    "gelu": "F.gelu(x)", "silu": "F.silu(x)", "softplus": "F.softplus(x)", "elu": "F.elu(x, alpha=0.7)", "to_float32": "x.to(torch.float32)",
    "to_int64": "x.to(torch.int64)", "to_bool": "x.to(torch.bool)", "zeros_like": "torch.zeros_like(x)", "full_like": "torch.full_like(x, 1.5)",
}

# Domains of their own: positive inputs, or inputs between -1 and 1.
POSITIVE = {"log": "x.log()", "log2": "x.log2()", "log10": "x.log10()", "log1p": "x.log1p()", "sqrt": "x.sqrt()", "rsqrt": "x.rsqrt()",
            "lgamma": "x.lgamma()", "digamma": "x.digamma()", "power_half": "x ** 0.5", "acosh": "(x + 1).acosh()", "xlogy_self": "torch.xlogy(x, x)"}
UNIT = {"asin": "x.asin()", "acos": "x.acos()", "atanh": "x.atanh()", "erfinv": "x.erfinv()"}

BINARY = {
    "add": "x + y", "sub": "x - y", "mul": "x * y", "div": "x / y", "add_alpha": "x.add(y, alpha=2.5)", "sub_alpha": "x.sub(y, alpha=0.5)",
    "div_floor": "x.div(y, rounding_mode='floor')", "div_trunc": "x.div(y, rounding_mode='trunc')", "remainder": "x % y", "fmod": "x.fmod(y)",
    "floor_divide": "x.detach().floor_divide(y.detach())", "maximum": "torch.maximum(x, y)", "minimum": "torch.minimum(x, y)", "fmax": "torch.fmax(x, y)",
    "atan2": "x.atan2(y)", "hypot": "x.hypot(y)", "pow_tensor": "x.abs() ** y", "copysign": "torch.copysign(x, y)", "eq": "x.eq(y)",
    "ne": "x.ne(y)", "lt": "x < y", "le": "x <= y", "gt": "x > y", "ge": "x >= y", "logical_and": "x.logical_and(y)",
    "where": "torch.where(x > y, x, y)", "lerp": "x.lerp(y, 0.3)", "logaddexp": "torch.logaddexp(x, y)", "isclose": "x.isclose(y)",
    "addcmul": "x.addcmul(x, y, value=0.5)", "addcdiv": "x.addcdiv(x, y, value=0.5)", "mse": "F.mse_loss(*torch.broadcast_tensors(x, y))",
}

REDUCTIONS = {
    "sum": "x.sum()", "sum_dim": "x.sum(1)", "sum_dims": "x.sum((0, 2))", "sum_keepdim": "x.sum(-1, keepdim=True)", "mean": "x.mean()",
    "mean_dim": "x.mean(0)", "mean_dims_keepdim": "x.mean((1, 2), keepdim=True)", "prod": "x.prod()", "prod_dim": "x.prod(1)", "std": "x.std()",
    "std_dim_biased": "x.std(1, unbiased=False)", "var": "x.var()", "var_dims_keepdim": "x.var((0, 1), keepdim=True)",
    "var_mean": "torch.var_mean(x, 1)", "max": "x.max()", "max_dim": "x.max(1)", "max_dim_keepdim": "x.max(-1, keepdim=True)", "min": "x.min()",
    "min_dim": "x.min(0)", "amax": "x.amax((0, 2))", "amin": "x.amin(1)", "argmax": "x.argmax()", "argmax_dim": "x.argmax(1)",
    "argmin_keepdim": "x.argmin(2, keepdim=True)", "median_dim": "x.median(1)", "norm": "x.norm()", "norm_1_dim": "x.norm(1, 1)",
    "vector_norm_inf": "torch.linalg.vector_norm(x, float('inf'), (0, 1))", "logsumexp": "x.logsumexp(1)", "softmax": "x.softmax(1)",
    "log_softmax": "x.log_softmax(-1)", "cumsum": "x.cumsum(1)", "cumprod": "x.cumprod(2)", "cummax": "x.cummax(1)", "all": "(x > -9).all()",
    "any_dim": "(x > 0).any(1)", "count_nonzero": "(x > 0).count_nonzero()", "nansum": "x.nansum(1)", "aminmax": "torch.aminmax(x.detach())",
    "quantile": "x.quantile(0.3, 1)", "sort": "x.sort(1)", "sort_descending": "x.sort(2, descending=True)", "argsort": "x.argsort(1)",
    "topk": "x.topk(2, 1)", "kthvalue": "x.kthvalue(2, 1)", "diff": "x.diff(dim=1)", "logcumsumexp": "x.logcumsumexp(1)",
}

SHAPES = {
    "reshape": "x.reshape(-1, 4)", "flatten": "x.flatten(1)", "transpose": "x.transpose(0, 2)", "permute": "x.permute(2, 0, 1)",
    "unsqueeze": "x.unsqueeze(-1)", "squeeze": "x.sum(1, keepdim=True).squeeze()", "squeeze_dim": "x.sum(1, keepdim=True).squeeze(1)",
    "expand": "x.unsqueeze(0).expand(3, -1, -1, -1)", "repeat": "x.repeat(2, 1, 3)", "tile": "x.tile((2,))", "flip": "x.flip(0, 2)",
    "roll": "x.roll(1, 1)", "roll_all": "x.roll(2)", "rot90": "x.rot90(1, (0, 1))", "movedim": "x.movedim(0, 2)", "narrow": "x.narrow(1, 1, 2)",
    "select": "x.select(1, -1)", "chunk": "x.chunk(2, 1)", "split": "x.split(2, 1)", "split_sizes": "x.split((1, 2), 1)", "unbind": "x.unbind(0)",
    "unfold": "x.unfold(2, 2, 1)", "cat": "torch.cat((x, y), 1)", "stack": "torch.stack((x, y), -1)", "diagonal": "x.diagonal(0, 1, 2)",
    "diag_embed": "x.diag_embed()", "tril": "x.tril()", "triu": "x.triu(1)", "trace": "x[0].trace()", "index_select": "x.index_select(1, z)",
    "gather": "x.gather(1, z.reshape(1, 2, 1).expand(2, 2, 4))", "take": "x.take(z)", "masked_fill": "x.masked_fill(x > 0, -1.0)",
    "masked_select": "x.contiguous().masked_select(x.contiguous() > 0)", "scatter": "x.scatter(1, z.reshape(1, 2, 1).expand(2, 2, 4), y[:, :2])",
    "scatter_number": "x.scatter(1, z.reshape(1, 2, 1).expand(2, 2, 4), 5.0)", "scatter_add": "x.scatter_add(1, z.reshape(1, 2, 1).expand(2, 2, 4), y[:, :2])",
    "index_add": "x.index_add(1, z, y[:, :2], alpha=2)", "index_copy": "x.index_copy(1, z, y[:, :2])", "index_fill": "x.index_fill(1, z, 7.0)",
    "repeat_interleave": "x.repeat_interleave(2, 1)", "broadcast_to": "x[0].broadcast_to((2, 3, 4))", "nonzero": "(x > 0).nonzero()",
    "take_along_dim": "torch.take_along_dim(x, x.argsort(1), 1)", "pad": "F.pad(x, (1, 2), value=0.5)", "one_hot": "F.one_hot(z, 4)",
    "meshgrid": "torch.meshgrid(x[0, 0], y[0, 0, :2], indexing='ij')", "bincount": "torch.bincount(z, minlength=5)",
    "searchsorted": "torch.searchsorted(x.reshape(-1).sort()[0].detach(), y.detach())", "unique_dim": "torch.unique(z, return_inverse=True, dim=0)",
}

MATRICES = {
    "matmul_matrix": "x @ y", "matmul_vector": "x @ y[:, 0]", "matmul_batched": "torch.stack((x, x)) @ y", "mm": "x.mm(y)",
    "bmm": "torch.stack((x, x)).bmm(torch.stack((y, y)))", "mv": "x.mv(y[:, 0])", "dot": "x[0].dot(y[:, 0])", "outer": "x[0].outer(y[0])",
    "addmm": "torch.addmm(z, x, y, beta=0.5, alpha=2)", "baddbmm": "torch.baddbmm(z, torch.stack((x, x)), torch.stack((y, y)))",
    "einsum": "torch.einsum('ij,jk->ki', x, y)", "tensordot": "torch.tensordot(x, y, dims=1)", "kron": "torch.kron(x.contiguous(), y.contiguous())",
    "t": "x.t()", "linear": "F.linear(x, y.t())", "inverse": "torch.linalg.inv(z)", "det": "torch.linalg.det(z)", "solve": "torch.linalg.solve(z, x)",
    "matrix_power": "torch.linalg.matrix_power(z, 3)", "cholesky": "torch.linalg.cholesky(z @ z.t() + torch.eye(3, dtype=z.dtype))",
    "slogdet": "torch.linalg.slogdet(z)", "matrix_norm": "torch.linalg.norm(z)", "cross": "torch.linalg.cross(z, z.flip(0))",
    "cdist": "torch.cdist(x, y.t())", "pairwise_distance": "F.pairwise_distance(x, y.t()[:3])", "cosine_similarity": "F.cosine_similarity(x, y.t()[:3])",
    "triangular_solve": "torch.linalg.solve_triangular(z.tril() + 2 * torch.eye(3, dtype=z.dtype), x, upper=False)",
    "eigvalsh": "torch.linalg.eigvalsh(z + z.t())", "svdvals": "torch.linalg.svdvals(x)", "pinv": "torch.linalg.pinv(x)",
}


def laid_out(tensor, layout):
    """The same values, lying in memory as asked; the C# loader does the same."""
    if layout == "transposed":
        return tensor.transpose(0, -1).contiguous().transpose(0, -1)
    if layout == "sliced":
        wide = torch.full((*tensor.shape[:-1], tensor.shape[-1] * 2), -99.0, dtype=tensor.dtype)
        wide[..., ::2] = tensor
        return wide[..., ::2]
    return tensor


def run(fixture, op, variant, expression, inputs, layouts=None):
    leaves = {k: laid_out(v, (layouts or {}).get(k)) for k, v in inputs.items()}
    for value in leaves.values():
        if value.is_floating_point():
            value.requires_grad_()
    result = eval(expression, {"torch": torch, "F": F, **leaves})
    result = result if isinstance(result, (tuple, list)) else (result,)
    results = {"output%d" % i if i else "output": v for i, v in enumerate(result)}
    used = {k: v for k, v in leaves.items() if v.requires_grad}
    out_grads, in_grads = gradients(results, used)
    sections = {"op": op, "expression": expression, "inputs": leaves, "outputs": results, "outputGradients": out_grads,
                "gradients": {k: g for k, g in in_grads.items() if g is not None}}
    if layouts:
        sections["layouts"] = layouts
    fixture.case("%s_%s" % (op, variant), **sections)


def rand(*shape):
    return torch.randn(shape, dtype=torch.float64)


def elementwise():
    domains = ((UNARY, lambda *s: rand(*s) * 1.5), (POSITIVE, lambda *s: rand(*s).abs() + 0.1), (UNIT, lambda *s: rand(*s).tanh() * 0.95))
    with Fixture("ops", "Unary", "ops") as f:
        for table, make in domains:
            for op, expression in table.items():
                seed(op)
                run(f, op, "plain", expression, {"x": make(2, 3)})
                run(f, op, "transposed", expression, {"x": make(2, 3, 2)}, {"x": "transposed"})
                run(f, op, "sliced", expression, {"x": make(2, 3)}, {"x": "sliced"})
                run(f, op, "scalar", expression, {"x": make()})
                run(f, op, "empty", expression, {"x": make(0, 3)})
    with Fixture("ops", "Binary", "ops") as f:
        for op, expression in BINARY.items():
            seed(op)
            pairs = {"plain": ((2, 3), (2, 3)), "broadcast": ((2, 1, 3), (4, 1)), "scalar": ((), ()), "with_scalar": ((2, 3), ()),
                     "empty": ((0, 3), (1, 3))}
            for variant, (left, right) in pairs.items():
                run(f, op, variant, expression, {"x": rand(*left), "y": rand(*right)})
            run(f, op, "strided", expression, {"x": rand(2, 3), "y": rand(2, 3)}, {"x": "transposed", "y": "sliced"})


def structured():
    with Fixture("ops", "Reductions", "ops") as f:
        for op, expression in REDUCTIONS.items():
            seed(op)
            run(f, op, "plain", expression, {"x": rand(2, 3, 4)})
            run(f, op, "transposed", expression, {"x": rand(2, 3, 4)}, {"x": "transposed"})
    with Fixture("ops", "Shapes", "ops") as f:
        for op, expression in SHAPES.items():
            seed(op)
            for variant, layouts in (("plain", None), ("transposed", {"x": "transposed"})):
                run(f, op, variant, expression, {"x": rand(2, 3, 4), "y": rand(2, 3, 4), "z": torch.tensor([2, 0])}, layouts)
    with Fixture("ops", "Matrices", "ops") as f:
        for op, expression in MATRICES.items():
            seed(op)
            for variant, layouts in (("plain", None), ("strided", {"x": "transposed", "y": "sliced", "z": "transposed"})):
                run(f, op, variant, expression, {"x": rand(3, 4), "y": rand(4, 3), "z": rand(3, 3)}, layouts)


def empty_reductions():
    """Reductions of nothing have defined results: 0, 1, nan, or an empty tensor."""
    table = {"sum": "x.sum()", "prod": "x.prod()", "mean": "x.mean()", "std": "x.std()", "sum_dim": "x.sum(0)", "mean_dim": "x.mean(0)",
             "all": "(x > 0).all()", "any": "(x > 0).any()", "cumsum": "x.cumsum(0)", "norm": "x.norm()", "logsumexp": "x.logsumexp(0)"}
    with Fixture("ops", "EmptyReductions", "ops") as f:
        for op, expression in table.items():
            run(f, op, "empty", expression, {"x": rand(0, 3)})


if __name__ == "__main__":
    elementwise()
    structured()
    empty_reductions()

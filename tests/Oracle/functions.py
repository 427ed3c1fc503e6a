"""Functions that PyTorch writes in Python over its operators, and its rules for dtypes."""

import torch

from fixture import Fixture, dtype_name, seed

DTYPES = [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32,
          torch.float64, torch.complex64, torch.complex128]


def promotion():
    with Fixture("dtypes", "Promotion", "functions") as f:
        for left in DTYPES:
            for right in DTYPES:
                f.case("%s_%s" % (dtype_name(left), dtype_name(right)), left=left, right=right,
                       promoted=torch.promote_types(left, right), canCast=torch.can_cast(left, right),
                       tensors=torch.result_type(torch.ones(2, dtype=left), torch.ones(2, dtype=right)),
                       withScalarTensor=torch.result_type(torch.ones(2, dtype=left), torch.ones((), dtype=right)))


def scalars():
    with Fixture("dtypes", "Scalars", "functions") as f:
        for dtype in DTYPES:
            for name, number in {"bool": True, "int": 2, "float": 2.5, "complex": 1 + 2j}.items():
                f.case("%s_%s" % (dtype_name(dtype), name), tensor=dtype, number=name, result=torch.result_type(torch.ones(2, dtype=dtype), number))


def limits():
    with Fixture("dtypes", "Finfo", "functions") as f:
        for dtype in DTYPES:
            if dtype.is_floating_point or dtype.is_complex:
                info = torch.finfo(dtype)
                f.case(dtype_name(dtype), dtype=dtype, bits=info.bits, eps=info.eps, max=info.max, min=info.min, tiny=info.tiny,
                       smallestNormal=info.smallest_normal, resolution=info.resolution, of=info.dtype)
    with Fixture("dtypes", "Iinfo", "functions") as f:
        for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
            info = torch.iinfo(dtype)
            f.case(dtype_name(dtype), dtype=dtype, bits=info.bits, max=info.max, min=info.min, of=info.dtype)


UNIQUE = {
    "numbers": (torch.tensor([3, 1, 3, 2, 1, 1]), {}), "matrix": (torch.tensor([[2., 1.], [2., 3.]]), {}),
    "rows": (torch.tensor([[2, 1], [0, 5], [2, 1]]), {"dim": 0}), "columns": (torch.tensor([[2, 1, 2], [0, 5, 0]]), {"dim": 1}),
    "last": (torch.tensor([[[1, 1], [2, 2]]]), {"dim": -1}), "bool": (torch.tensor([True, False, True]), {}), "empty": (torch.zeros(0), {}),
}  # 1.13 sorts nan anywhere; a C# test checks that it comes last


def unique():
    with Fixture("ops", "Unique", "functions") as f:
        for name, (x, args) in UNIQUE.items():
            for function in (torch.unique, torch.unique_consecutive):
                values, inverse, counts = function(x, return_inverse=True, return_counts=True, **args)
                f.case("%s_%s" % (function.__name__, name), function=function.__name__, args=args, inputs={"input": x},
                       outputs={"output": values, "inverse": inverse, "counts": counts})


def low_rank():
    """The vectors depend on the random projection; the singular values of a matrix of low rank do not."""
    with Fixture("ops", "LowRank", "functions") as f:
        for name, shape, rank, args in (("tall", (9, 5), 2, {"q": 3}), ("wide", (4, 8), 2, {"q": 3}), ("batch", (2, 6, 6), 3, {}),
                                        ("niter", (7, 7), 2, {"q": 4, "niter": 0})):
            seed("low_rank_" + name)
            a = torch.randn(*shape[:-1], rank, dtype=torch.float64) @ torch.randn(*shape[:-2], rank, shape[-1], dtype=torch.float64)
            f.case("svd_" + name, function="svd_lowrank", args=args, rank=rank, inputs={"A": a}, outputs={"S": torch.svd_lowrank(a, **args)[1]})
            f.case("pca_" + name, function="pca_lowrank", args=args, rank=rank, inputs={"A": a}, outputs={"S": torch.pca_lowrank(a, **args)[1]})


def sobol():
    with Fixture("ops", "Sobol", "functions") as f:
        for dimension in (1, 3, 40):
            for scramble, number in ((False, None), (True, 7)):
                engine = torch.quasirandom.SobolEngine(dimension, scramble=scramble, seed=number)
                outputs = {"one": engine.draw(), "more": engine.draw(4), "skipped": engine.fast_forward(3).draw(2, dtype=torch.float64),
                           "again": engine.reset().draw_base2(3), "afterSkip": engine.reset().fast_forward(5).draw(2)}
                f.case("%d_%s" % (dimension, "scrambled" if scramble else "plain"), args={"dimension": dimension, "scramble": scramble, "seed": number},
                       text=repr(engine), outputs=outputs)


def sparse():
    seed("sparse")
    x = torch.randn(3, 4, dtype=torch.float64).relu().to_sparse()
    dense = torch.randn(4, 2, dtype=torch.float64)
    mat = torch.randn(3, 2, dtype=torch.float64)
    calls = {
        "sum": torch.sparse.sum(x), "sum_dim": torch.sparse.sum(x, 0), "sum_dims": torch.sparse.sum(x, (0, 1)),
        "sum_dtype": torch.sparse.sum(x, dtype=torch.float32), "sum_dim_dtype": torch.sparse.sum(x, 1, dtype=torch.float32),
        "mm": torch.sparse.mm(x, dense), "addmm": torch.sparse.addmm(mat, x, dense, beta=0.5, alpha=2.0),
        "softmax": torch.sparse.softmax(x, 1), "log_softmax": torch.sparse.log_softmax(x, 1),
        "spdiags": torch.sparse.spdiags(torch.arange(1., 10.).reshape(3, 3), torch.tensor([0, -1, 2]), (4, 3)),
    }
    with Fixture("ops", "Sparse", "functions") as f:
        for name, result in calls.items():
            f.case(name, inputs={"x": x.to_dense(), "dense": dense, "mat": mat}, isSparse=result.is_sparse,
                   outputs={"output": result.to_dense() if result.is_sparse else result})


def main():
    promotion()
    scalars()
    limits()
    unique()
    low_rank()
    sobol()
    sparse()


if __name__ == "__main__":
    main()

using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>What operators compute that are newer than the oracle, in terms of other checked ones.</summary>
internal static class OpFormulas
{
    private static readonly Dictionary<string, Func<OpArguments, object?>> Table = new()
    {
        ["all.dims"] = a => Dims(a, a.Tensor("self").LogicalNot()).Eq(0),
        ["any.dims"] = a => Dims(a, a.Tensor("self")).Ne(0),
        ["empty_permuted"] = a => Torch.Zeros([.. a.Int64s("physical_layout")!.Select(dim => a.Int64s("size")![dim])]).Permute(Inverse(a.Int64s("physical_layout")!)),
        ["hash_tensor"] = Xor,
        ["linspace.Tensor_Tensor"] = a => Torch.Linspace(Number(a, "start"), Number(a, "end"), a.Int64("steps")),
        ["linspace.Tensor_Scalar"] = a => Torch.Linspace(Number(a, "start"), a.Scalar("end"), a.Int64("steps")),
        ["linspace.Scalar_Tensor"] = a => Torch.Linspace(a.Scalar("start"), Number(a, "end"), a.Int64("steps")),
        ["logspace.Tensor_Tensor"] = a => Torch.Pow(10, Torch.Linspace(Number(a, "start"), Number(a, "end"), a.Int64("steps"))),
        ["logspace.Tensor_Scalar"] = a => Torch.Pow(10, Torch.Linspace(Number(a, "start"), a.Scalar("end"), a.Int64("steps"))),
        ["logspace.Scalar_Tensor"] = a => Torch.Pow(10, Torch.Linspace(a.Scalar("start"), Number(a, "end"), a.Int64("steps"))),
        ["nonzero_static"] = Nonzero,
        ["rand_like.generator"] = a => Torch.Rand(a.Tensor("self").Shape, a.Generator("generator"), dtype: DType.Float64),
        ["randn_like.generator"] = a => Torch.Randn(a.Tensor("self").Shape, a.Generator("generator"), dtype: DType.Float64),
        ["randint_like.generator"] = a => Torch.Randint(a.Int64("high"), a.Tensor("self").Shape, a.Generator("generator"), dtype: DType.Float64),
        ["randint_like.low_generator_dtype"] = a => Torch.Randint(a.Int64("low"), a.Int64("high"), a.Tensor("self").Shape, a.Generator("generator"), dtype: DType.Float64),
        ["randint_like.Tensor"] = Seeded(a => Torch.RandintLike(a.Tensor("self"), a.Tensor("high").Item<long>())),
        ["randint_like.Tensor_generator"] = a => Torch.Randint(a.Tensor("high").Item<long>(), a.Tensor("self").Shape, a.Generator("generator"), dtype: DType.Float64),
        ["rms_norm"] = RmsNorm,
        ["rrelu_with_noise_functional"] = a => (F.LeakyRelu(a.Tensor("self"), (0.125 + (1.0 / 3)) / 2), a.Tensor("noise")),
        ["scaled_dot_product_attention"] = Attention,
        ["squeeze_copy.dims"] = a => Squeezed(a.Tensor("self"), a.Int64s("dim")!),
        ["squeeze.dims"] = a => Squeezed(a.Tensor("self"), a.Int64s("dim")!),
    };

    /// <summary>The formula of an operator, or null where the oracle's numbers are enough.</summary>
    public static Func<OpArguments, object?>? For(string name) =>
        Table.GetValueOrDefault(name) ?? ForeachFormulas.Table.GetValueOrDefault(name) ?? FusedFormulas.Table.GetValueOrDefault(name);

    /// <summary>How many elements differ from zero along the given dimensions.</summary>
    private static Tensor Dims(OpArguments a, Tensor truth) => truth.To(DType.Int64).Sum(a.Int64s("dim"), a.Has("keepdim") && a.Boolean("keepdim"));

    private static long[] Inverse(long[] permutation) => [.. Enumerable.Range(0, permutation.Length).Select(dim => (long)Array.IndexOf(permutation, dim))];

    private static Scalar Number(OpArguments a, string name) => a.Tensor(name).Item<double>();

    private static Func<OpArguments, object?> Seeded(Func<OpArguments, object?> formula) => a =>
    {
        Torch.ManualSeed(0);
        return formula(a);
    };

    /// <summary>The bits of all elements, or of those along one dimension, taken together by exclusive or.</summary>
    private static Tensor Xor(OpArguments a)
    {
        var self = a.Tensor("self");
        var rows = a.Int64s("dim") is [var dim] ? self.Unbind(dim) : self.Reshape(-1).Unbind(0);
        var hash = rows.Aggregate((left, right) => left.BitwiseXor(right));
        return (a.Has("keepdim") ? hash.Unsqueeze(1) : hash).To(DType.Uint64);
    }

    private static Tensor Nonzero(OpArguments a)
    {
        var found = a.Tensor("self").Nonzero();
        var size = a.Int64("size");
        var filling = Torch.FullLike(found, a.Has("fill_value") ? a.Int64("fill_value") : -1).Repeat(size, 1);
        return Torch.Cat([found, filling]).Narrow(0, 0, size);
    }

    /// <summary><c>x / sqrt(mean(x²) + eps) · weight</c>; eps is that of the type where none is given.</summary>
    private static Tensor RmsNorm(OpArguments a)
    {
        var input = a.Tensor("input");
        var eps = a.OptionalDouble("eps") ?? Math.Pow(2, -52);
        var normal = input * (input.Square().Mean([-1], keepdim: true) + eps).Rsqrt();
        return a.OptionalTensor("weight") is { } weight ? normal * weight : normal;
    }

    /// <summary><c>softmax(q·kᵀ·scale + mask)·v</c>.</summary>
    private static Tensor Attention(OpArguments a)
    {
        var (query, key) = (a.Tensor("query"), a.Tensor("key"));
        var scores = query.Matmul(key.Transpose(-1, -2)) * (a.OptionalDouble("scale") ?? (1 / Math.Sqrt(query.Shape[^1])));
        if (a.Has("is_causal") && a.Boolean("is_causal"))
        {
            scores = scores.MaskedFill(Torch.OnesLike(scores).Triu(1).To(DType.Bool), double.NegativeInfinity);
        }

        return (a.OptionalTensor("attn_mask") is { } mask ? scores + mask : scores).Softmax(-1).Matmul(a.Tensor("value"));
    }

    private static Tensor Squeezed(Tensor self, long[] dims) =>
        self.Reshape([.. self.Shape.Where((size, dim) => size != 1 || !dims.Contains(dim))]);
}

namespace PyTorchCS.Tests;

/// <summary>What operators over lists compute: the operator of that name on each tensor.</summary>
internal static class ForeachFormulas
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> OfOne = new()
    {
        ["abs"] = x => x.Abs(),
        ["acos"] = x => x.Acos(),
        ["asin"] = x => x.Asin(),
        ["atan"] = x => x.Atan(),
        ["ceil"] = x => x.Ceil(),
        ["cos"] = x => x.Cos(),
        ["cosh"] = x => x.Cosh(),
        ["erf"] = x => x.Erf(),
        ["erfc"] = x => x.Erfc(),
        ["exp"] = x => x.Exp(),
        ["expm1"] = x => x.Expm1(),
        ["floor"] = x => x.Floor(),
        ["frac"] = x => x.Frac(),
        ["lgamma"] = x => x.Lgamma(),
        ["log"] = x => x.Log(),
        ["log10"] = x => x.Log10(),
        ["log1p"] = x => x.Log1p(),
        ["log2"] = x => x.Log2(),
        ["max"] = x => x.Max(),
        ["neg"] = x => x.Neg(),
        ["reciprocal"] = x => x.Reciprocal(),
        ["round"] = x => x.Round(),
        ["rsqrt"] = x => x.Rsqrt(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["sign"] = x => x.Sign(),
        ["sin"] = x => x.Sin(),
        ["sinh"] = x => x.Sinh(),
        ["sqrt"] = x => x.Sqrt(),
        ["tan"] = x => x.Tan(),
        ["tanh"] = x => x.Tanh(),
        ["trunc"] = x => x.Trunc(),
        ["zero"] = x => Torch.ZerosLike(x),
    };

    /// <summary>Two tensors, and alpha where there is one; a number is a tensor without dimensions.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor, Scalar, Tensor>> OfTwo = new()
    {
        ["add"] = (x, y, alpha) => x + (y * alpha),
        ["sub"] = (x, y, alpha) => x - (y * alpha),
        ["mul"] = (x, y, _) => x * y,
        ["div"] = (x, y, _) => x / y,
        ["maximum"] = (x, y, _) => x.Maximum(y),
        ["minimum"] = (x, y, _) => x.Minimum(y),
        ["clamp_min"] = (x, y, _) => x.Maximum(y),
        ["clamp_max"] = (x, y, _) => x.Minimum(y),
        ["pow"] = (x, y, _) => x.Pow(y),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor, Tensor>> OfThree = new()
    {
        ["addcmul"] = (x, y, z, value) => x + (value * y * z),
        ["addcdiv"] = (x, y, z, value) => x + (value * y / z),
    };

    /// <summary>By the operator's full name.</summary>
    public static IReadOnlyDictionary<string, Func<OpArguments, object?>> Table { get; } = All().ToDictionary(entry => "_foreach_" + entry.Name, entry => entry.Formula);

    private static IEnumerable<(string Name, Func<OpArguments, object?> Formula)> All()
    {
        foreach (var (name, formula) in OfOne)
        {
            yield return (name, a => Each(a, (x, _) => formula(x)));
        }

        foreach (var (name, formula) in OfTwo)
        {
            var other = name == "pow" ? "exponent" : "other";
            yield return ($"{name}.List", a => Each(a, (x, i) => formula(x, a.Tensors(other)[i], Alpha(a))));
            yield return ($"{name}.Tensor", a => Each(a, (x, _) => formula(x, a.Tensor(other), Alpha(a))));
            yield return ($"{name}.Scalar", a => Each(a, (x, _) => formula(x, Number(a.Scalar(name == "pow" ? other : "scalar")), 1)));
            yield return ($"{name}.ScalarList", a => Each(a, (x, i) => formula(x, Number(a.Scalars(name == "pow" ? other : "scalars")[i]), 1)));
        }

        foreach (var (name, formula) in OfThree)
        {
            yield return ($"{name}.Scalar", a => Each(a, (x, i) => formula(x, a.Tensors("tensor1")[i], a.Tensors("tensor2")[i], Number(a.OptionalScalar("value") ?? 1))));
            yield return ($"{name}.ScalarList", a => Each(a, (x, i) => formula(x, a.Tensors("tensor1")[i], a.Tensors("tensor2")[i], Number(a.Scalars("scalars")[i]))));
            yield return ($"{name}.Tensor", a => Each(a, (x, i) => formula(x, a.Tensors("tensor1")[i], a.Tensors("tensor2")[i], a.Tensor("scalars")[i])));
        }

        yield return ("pow.ScalarAndTensor", a => a.Tensors("exponent").Select(y => Torch.Pow(a.Scalar("self"), y)).ToArray());
        yield return ("lerp.List", a => Each(a, (x, i) => Lerp(x, a.Tensors("tensors1")[i], a.Tensors("weights")[i])));
        yield return ("lerp.Scalar", a => Each(a, (x, i) => Lerp(x, a.Tensors("tensors1")[i], Number(a.Scalar("weight")))));
        yield return ("lerp.ScalarList", a => Each(a, (x, i) => Lerp(x, a.Tensors("tensors1")[i], Number(a.Scalars("weight")[i]))));
        yield return ("norm.Scalar", a => Each(a, (x, _) => Norm(x.To(a.OptionalDType("dtype") ?? x.DType), a.OptionalScalar("ord") ?? 2)));
        yield return ("copy", a => Each(a, (x, i) => a.Tensors("src")[i].To(x.DType).Clone()));
    }

    private static Tensor[] Each(OpArguments a, Func<Tensor, int, Tensor> formula) => [.. a.Tensors("self").Select(formula)];

    private static Scalar Alpha(OpArguments a) => a.OptionalScalar("alpha") ?? 1;

    private static Tensor Number(Scalar number) => Torch.ScalarTensor(number, dtype: number.IsFloatingPoint ? DType.Float64 : DType.Int64);

    private static Tensor Lerp(Tensor x, Tensor y, Tensor weight) => x + (weight * (y - x));

    /// <summary><c>(Σ |x|ᵖ)^(1/p)</c>, and the largest of all where p is infinite.</summary>
    private static Tensor Norm(Tensor x, Scalar order)
    {
        var p = order.ToDouble();
        return double.IsInfinity(p) ? x.Abs().Max() : x.Abs().Pow(p).Sum().Pow(1 / p);
    }
}

using FluentAssertions;
using FluentAssertions.Execution;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>
/// Calls that are derived from a row, where what comes out follows from a call that the oracle has checked: the same numbers in another layout,
/// type or shape.
/// </summary>
internal static class OpDerived
{
    /// <summary>What was found of one operator: null where the derivation says nothing about it, else the differences.</summary>
    public delegate string? Derivation(OpCall call, OpRow row);

    /// <summary>By the property of the arguments.</summary>
    public static IReadOnlyDictionary<string, Derivation> All { get; } = new Dictionary<string, Derivation>
    {
        ["expanded"] = Expanded,
        ["float16"] = (call, row) => Rounded(call, row, DType.Float16),
        ["bfloat16"] = (call, row) => Rounded(call, row, DType.Bfloat16),
        ["int64"] = (call, row) => Whole(call, row, x => (x * 3).To(DType.Int64)),
        ["bool"] = (call, row) => Whole(call, row, x => x.Gt(0)),
        ["uint16"] = (call, row) => Unsigned(call, row, DType.Uint16),
        ["uint32"] = (call, row) => Unsigned(call, row, DType.Uint32),
        ["uint64"] = (call, row) => Unsigned(call, row, DType.Uint64),
        ["empty"] = Empty,
        ["0-d"] = Scalar,
        ["broadcast"] = Broadcast,
    };

    /// <summary>Rows of samples in float64, whose tensors are all strided; other rows are themselves derived.</summary>
    public static IEnumerable<OpRow> Rows(OpCall call) => OpExclusions.IsRandom(call.Name) || OpExclusions.Unwritten(call.Name) ? []
        : OpRow.All[call.Name].Where(row => row.Name.Split(' ')[^1].All(char.IsAsciiDigit) && !OpExclusions.Differs.ContainsKey(row.Name)
            && row.Arguments().AllTensors() is { Count: > 0 } tensors && tensors.All(tensor => tensor.Layout == Layout.Strided));

    /// <summary>Stride 0 along the first dimension, against the same numbers side by side.</summary>
    private static string? Expanded(OpCall call, OpRow row)
    {
        if (OpExclusions.ReadsLayout(call.Name) || !row.Arguments().AllTensors().Any(IsLong))
        {
            return null;
        }

        return Try(call, row, x => Repeat(x).Contiguous()) is { } expected ? Difference(Try(call, row, Repeat), expected) : null;

        static Tensor Repeat(Tensor x) => IsLong(x) ? x.Narrow(0, 0, 1).Expand(x.Shape) : x;

        static bool IsLong(Tensor x) => x.Dim() > 0 && x.Shape[0] > 1;
    }

    /// <summary>A type of half the width, against float32 and the same rounded numbers.</summary>
    private static string? Rounded(OpCall call, OpRow row, DType dtype)
    {
        if (!row.Arguments().AllTensors().Any(tensor => tensor.DType == DType.Float64))
        {
            return null;
        }

        var actual = Try(call, row, x => x.DType == DType.Float64 ? x.To(dtype) : x);
        if (actual is null || Try(call, row, x => x.DType == DType.Float64 ? x.To(dtype).To(DType.Float32) : x) is not { } wide)
        {
            return null;
        }

        var expected = wide.Select((result, i) => result is Tensor { DType: DType.Float32 } tensor && i < actual.Count && actual[i] is Tensor { DType: var given } && given == dtype ? tensor.To(dtype) : result);
        return Difference(actual, [.. expected], dtype == DType.Float16 ? 4e-3 : 3e-2);
    }

    /// <summary>Whole numbers or truth values, against the same ones in float64, where those give whole numbers too or both give fractions.</summary>
    private static string? Whole(OpCall call, OpRow row, Func<Tensor, Tensor> whole)
    {
        if (!AllFinite(row) || Try(call, row, whole) is not { } actual || Try(call, row, x => whole(x).To(DType.Float64)) is not { } wide || actual.Count != wide.Count)
        {
            return null;
        }

        var expected = new List<object>();
        foreach (var (result, fraction) in actual.Zip(wide))
        {
            if (result is not Tensor given || fraction is not Tensor number)
            {
                return null;
            }

            if ((given.DType == DType.Bool) != (number.DType == DType.Bool))
            {
                return null;
            }

            if (given.DType is DType.Int64 or DType.Int32 && !(number.Isfinite().All().Item<bool>() && number.Eq(number.Round()).All().Item<bool>()))
            {
                return null;
            }

            expected.Add(number.To(given.DType));
        }

        return Difference(actual, expected);
    }

    private static bool AllFinite(OpRow row) => row.Arguments().AllTensors().All(tensor => tensor.DType == DType.Float64 && tensor.Isfinite().All().Item<bool>());

    /// <summary>Unsigned numbers, against the same ones in int64.</summary>
    private static string? Unsigned(OpCall call, OpRow row, DType dtype)
    {
        Tensor Whole(Tensor x) => x.DType == DType.Float64 ? (x * 3).Abs().To(DType.Int64) : x;
        if (!AllFinite(row))
        {
            return null;
        }

        var actual = Try(call, row, x => Whole(x).To(dtype));
        if (actual is null || Try(call, row, Whole) is not { } signed)
        {
            return null;
        }

        var expected = signed.Select((result, i) => result is Tensor { DType: DType.Int64 } tensor && i < actual.Count && actual[i] is Tensor { DType: var given } && given == dtype ? tensor.To(dtype) : result);
        return Difference(actual, [.. expected]);
    }

    /// <summary>Where one more dimension in front makes one more in front of the results: none along it makes none there.</summary>
    private static string? Empty(OpCall call, OpRow row)
    {
        if (Try(call, row, x => x) is not { } plain || Try(call, row, x => x.Unsqueeze(0)) is not { } batch || Difference(batch, Map(plain, x => x.Unsqueeze(0))) is not "")
        {
            return null;
        }

        return Try(call, row, x => x.Unsqueeze(0).Narrow(0, 0, 0)) is { } empty ? Difference(empty, Map(plain, x => x.Unsqueeze(0).Narrow(0, 0, 0))) : null;
    }

    /// <summary>Where each element depends on those of its place alone: one number alone gives what it gives among others.</summary>
    private static string? Scalar(OpCall call, OpRow row)
    {
        var tensors = row.Arguments().AllTensors();
        if (tensors[0].Dim() == 0 || tensors[0].Numel() < 2 || tensors.Any(tensor => !tensor.Shape.SequenceEqual(tensors[0].Shape)) || Try(call, row, x => x) is not { } all
            || all.OfType<Tensor>().Any(result => !result.Shape.SequenceEqual(tensors[0].Shape)))
        {
            return null;
        }

        foreach (var place in new long[] { 0, tensors[0].Numel() - 1 })
        {
            if (Try(call, row, x => x.Reshape(-1).Narrow(0, place, 1)) is not { } one || Difference(one, Map(all, x => x.Reshape(-1).Narrow(0, place, 1))) is not "")
            {
                return null;
            }
        }

        return Try(call, row, x => x.Reshape(-1)[0]) is { } scalar ? Difference(scalar, Map(all, x => x.Reshape(-1)[0])) : null;
    }

    /// <summary>One column of the second tensor, against as many copies of it as the first has columns.</summary>
    private static string? Broadcast(OpCall call, OpRow row)
    {
        var arguments = row.Arguments();
        var names = arguments.Names().Where(name => arguments.OptionalTensor(name) is not null).Take(2).ToList();
        if (names.Count < 2 || arguments.Tensor(names[0]) is not { } first || first.Dim() == 0 || first.Shape[^1] < 2 || !arguments.Tensor(names[1]).Shape.SequenceEqual(first.Shape))
        {
            return null;
        }

        var narrow = Try(call, row, x => x, Second(x => x));
        if (narrow is null || Try(call, row, x => x, Second(x => x.Expand(first.Shape).Contiguous())) is not { } wide)
        {
            return null;
        }

        // What does not broadcast gives another shape, or reads the tensors in another way.
        return narrow.Zip(wide).All(pair => pair.First is Tensor left && pair.Second is Tensor right && left.Shape.SequenceEqual(right.Shape)) ? Difference(narrow, wide) : null;

        Action<OpArguments> Second(Func<Tensor, Tensor> shape) => given => given.Set(names[1], shape(given.Tensor(names[1]).Narrow(-1, 0, 1)));
    }

    private static List<object> Map(IReadOnlyList<object> results, Func<Tensor, Tensor> change) => [.. results.Select(result => result is Tensor tensor ? Safely(tensor, change) : result)];

    private static Tensor Safely(Tensor tensor, Func<Tensor, Tensor> change) => tensor.Numel() == 0 && tensor.Dim() > 0 ? tensor : change(tensor);

    /// <summary>The results, or null where the operator does not take such arguments, or gives what has no places in a row.</summary>
    private static IReadOnlyList<object>? Try(OpCall call, OpRow row, Func<Tensor, Tensor> prepare, Action<OpArguments>? further = null)
    {
        try
        {
            var arguments = row.Arguments(prepare);
            further?.Invoke(arguments);
            var results = OpResults.Call(call.Forms[0], arguments);
            return results.OfType<Tensor>().All(result => result.Layout == Layout.Strided) ? results : null;
        }
        catch (Exception exception) when (exception is TorchException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Empty where both are the same; null where the derived call is refused, which says nothing.</summary>
    private static string? Difference(IReadOnlyList<object>? actual, IReadOnlyList<object> expected, double? tolerance = null)
    {
        if (actual is null)
        {
            return null;
        }

        if (actual.Count != expected.Count)
        {
            return $"{actual.Count} results for {expected.Count}";
        }

        using var assertions = new AssertionScope();
        for (var i = 0; i < expected.Count; i++)
        {
            if (tolerance is { } allowed && actual[i] is Tensor tensor && expected[i] is Tensor wanted)
            {
                tensor.Should().BeCloseTo(wanted, allowed, allowed);
            }
            else
            {
                OpResults.ShouldBe(actual[i], expected[i], $"it is result {i}");
            }
        }

        return string.Join(' ', assertions.Discard());
    }
}

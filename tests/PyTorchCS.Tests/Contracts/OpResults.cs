using System.Runtime.CompilerServices;
using System.Text.Json;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>What an operator gave, one element a tensor or number, and how that is compared.</summary>
internal static class OpResults
{
    /// <summary>Calls with the seed that the oracle used, and flattens tuples and arrays.</summary>
    public static IReadOnlyList<object> Call(Func<OpArguments, object?> form, OpArguments arguments)
    {
        Torch.ManualSeed(0);
        return [.. Flatten(form(arguments))];
    }

    public static IEnumerable<object> Flatten(object? value) => value switch
    {
        null => [],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i])),
        Tensor[] tensors => tensors,
        _ => [value],
    };

    /// <summary>A tensor by value, type, shape and layout; a tensor without data by all but its value; everything else by equality.</summary>
    public static void ShouldBe(object actual, JsonElement expected, string because, bool isFreeOfSign = false)
    {
        if (actual is not Tensor tensor)
        {
            Text(actual).Should().Be(Text(expected), because);
            return;
        }

        if (!expected.TryGetProperty("data", out _))
        {
            long[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            tensor.Should().HaveShape(shape);
            tensor.Should().HaveDType(FixtureTensor.ParseDType(expected.GetProperty("dtype").GetString()!));
            return;
        }

        var layout = expected.TryGetProperty("layout", out var name) ? OpArguments.ParseLayout(name.GetString()!) : Layout.Strided;
        tensor.Layout.Should().Be(layout, because);
        var wanted = FixtureTensor.Create(expected);
        var (left, right) = isFreeOfSign ? (tensor.Abs(), wanted.Abs()) : (tensor, wanted);
        left.Should().BeCloseTo(right, absolute: Absolute(tensor), because: because);
    }

    /// <summary>The same, against what another call gave.</summary>
    public static void ShouldBe(object actual, object expected, string because)
    {
        if (actual is Tensor tensor && expected is Tensor other)
        {
            tensor.Should().BeCloseTo(other, absolute: Absolute(other), because: because);
            return;
        }

        Text(actual).Should().Be(Text(expected), because);
    }

    /// <summary>Results that cancel to nothing keep the rounding of their terms, which are of order one in every row.</summary>
    private static double? Absolute(Tensor tensor) => tensor.DType switch
    {
        DType.Float64 or DType.Complex128 => 1e-12,
        DType.Float32 or DType.Complex64 => 2e-6,
        DType.Float16 => 4e-3,
        DType.Bfloat16 => 3e-2,
        _ => null,
    };

    private static string Text(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } complex => $"({complex.GetProperty("complex")[0].GetDouble():R}, {complex.GetProperty("complex")[1].GetDouble():R})",
        JsonElement { ValueKind: JsonValueKind.Number } number => number.GetDouble().ToString("R", null),
        JsonElement other => other.ToString().ToLowerInvariant(),
        Scalar { IsComplex: true } scalar => $"({scalar.ToComplex().Real:R}, {scalar.ToComplex().Imaginary:R})",
        Scalar { IsBoolean: true } scalar => scalar.ToBoolean() ? "true" : "false",
        Scalar scalar => scalar.ToDouble().ToString("R", null),
        bool truth => truth ? "true" : "false",
        long or double => Convert.ToDouble(value, null).ToString("R", null),
        _ => value.ToString()!.ToLowerInvariant(),
    };
}

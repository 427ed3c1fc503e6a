using System.Globalization;
using System.Text.Json;

namespace PyTorchCS.Testing;

/// <summary>Turns <c>{"dtype", "shape", "data"}</c> into a tensor.</summary>
public static class FixtureTensor
{
    /// <summary>A fresh tensor with the written dtype, shape and values.</summary>
    public static Tensor Create(JsonElement json)
    {
        var dtype = ParseDType(json.GetProperty("dtype").GetString()!);
        long[] shape = [.. json.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
        using var flat = Flat(dtype, json.GetProperty("data"));
        return flat.Reshape(shape);
    }

    /// <summary><c>float32</c> -> <see cref="DType.Float32"/>.</summary>
    public static DType ParseDType(string name) => Enum.Parse<DType>(name, ignoreCase: true);

    /// <summary>A JSON number, or one of the strings nan, inf and -inf.</summary>
    public static double ParseDouble(JsonElement value) => value.ValueKind != JsonValueKind.String ? value.GetDouble() : value.GetString() switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var other => double.Parse(other!, CultureInfo.InvariantCulture),
    };

    private static Tensor Flat(DType dtype, JsonElement data)
    {
        if (dtype == DType.Bool)
        {
            return Torch.Tensor([.. data.EnumerateArray().Select(e => e.GetBoolean())]);
        }

        if (dtype.IsComplex)
        {
            using var parts = Torch.Tensor([.. data.EnumerateArray().SelectMany(e => e.EnumerateArray()).Select(ParseDouble)]);
            using var pairs = parts.Reshape(-1, 2);
            using var complex = Torch.ViewAsComplex(pairs);
            return complex.To(dtype);
        }

        if (!dtype.IsFloatingPoint)
        {
            using var whole = Torch.Tensor([.. data.EnumerateArray().Select(e => e.GetInt64())]);
            return whole.To(dtype);
        }

        double[] numbers = [.. data.EnumerateArray().Select(ParseDouble)];
        using var wide = Torch.Tensor(numbers);
        return wide.To(dtype);
    }
}

using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PyTorchCS.Optim;

/// <summary>Reads values of state dicts, which may come from a file and so be of any numeric or list type.</summary>
internal static class OptionValue
{
    /// <summary>The value as a property of type <paramref name="type"/> holds it.</summary>
    internal static object? To(Type type, object? value, string key)
    {
        if (value is null)
        {
            return Nullable.GetUnderlyingType(type) is not null ? null : throw Unfit(type, value, key);
        }

        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted switch
        {
            _ when wanted.IsInstanceOfType(value) => value,
            _ when wanted == typeof(double) => ToDouble(value, key),
            _ when wanted == typeof(long) => ToLong(value, key),
            _ when wanted == typeof((double, double)) => ToPair(value, key),
            _ when wanted == typeof(IReadOnlyList<double>) => Items(value, key).Select(item => ToDouble(item, key)).ToArray(),
            _ when wanted == typeof(IReadOnlyList<long>) => ToNumbers(value, key),
            _ when wanted.IsEnum && value is string text && Enum.TryParse(wanted, text, ignoreCase: true, out var member) => member,
            _ => throw Unfit(type, value, key),
        };
    }

    internal static double ToDouble(object? value, string key) => value switch
    {
        double or float or long or int or short or byte or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),

        // A learning rate or step may be a tensor of one element in Python.
        Tensor tensor when tensor.Numel() == 1 => tensor.To(DType.Float64).Item<double>(),
        _ => throw Unfit(typeof(double), value, key),
    };

    internal static long[] ToNumbers(object? value, string key) =>
        [.. Items(value, key).Select(item => ToLong(item, key))];

    private static long ToLong(object? value, string key) => value is long or int or short or byte
        ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
        : throw Unfit(typeof(long), value, key);

    private static (double, double) ToPair(object? value, string key)
    {
        var items = Items(value, key).Select(item => ToDouble(item, key)).ToArray();
        return items.Length == 2 ? (items[0], items[1]) : throw Unfit(typeof((double, double)), value, key);
    }

    private static IEnumerable<object?> Items(object? value, string key) => value switch
    {
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]),
        IEnumerable items and not string => items.Cast<object?>(),
        _ => throw Unfit(typeof(IEnumerable), value, key),
    };

    private static ArgumentException Unfit(Type type, object? value, string key) =>
        new($"'{key}' of the state dict is {value?.GetType().Name ?? "null"}, which cannot be read as {type.Name}.");
}

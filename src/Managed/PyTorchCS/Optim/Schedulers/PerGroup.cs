using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Optim;

/// <summary>One value for all groups of an optimizer, or one for each: write a value or an array.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "An argument type; the conversions are its point.")]
public readonly struct PerGroup<T>
{
    private readonly T? _single;
    private readonly T[]? _each;

    private PerGroup(T? single, T[]? each)
    {
        _single = single;
        _each = each;
    }

    /// <summary>The same value for every group.</summary>
    public static implicit operator PerGroup<T>(T value) => new(value, null);

    /// <summary>A value for each group.</summary>
    public static implicit operator PerGroup<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(default, values);
    }

    /// <summary>Whether one value stands for all groups, also for those that are added later.</summary>
    internal bool IsSingle => _each is null;

    /// <summary>A value for each group of <paramref name="optimizer"/>.</summary>
    /// <exception cref="ArgumentException">There are not as many values as groups.</exception>
    internal T[] For(Optimizer optimizer, string name)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var groups = optimizer.ParamGroups.Count;
        if (_each is null)
        {
            var values = new T[groups];
            Array.Fill(values, _single!);
            return values;
        }

        return _each.Length == groups
            ? [.. _each]
            : throw new ArgumentException($"{name} has {_each.Length} values, the optimizer has {groups} parameter groups.", name);
    }
}

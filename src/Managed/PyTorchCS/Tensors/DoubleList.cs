using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>Several numbers, or nothing: what PyTorch takes for <c>scale_factor</c> and the like.</summary>
[CollectionBuilder(typeof(DoubleList), nameof(Create))]
public readonly ref struct DoubleList
{
    private readonly ReadOnlySpan<double> _values;

    private DoubleList(ReadOnlySpan<double> values)
    {
        _values = values;
        HasValue = true;
    }

    /// <summary>False when nothing was given.</summary>
    public bool HasValue { get; }

    /// <summary>How many numbers there are.</summary>
    public int Length => _values.Length;

    /// <summary>Several numbers.</summary>
    public static implicit operator DoubleList(double[]? values) => values is null ? default : new(values);

    /// <summary>Several numbers.</summary>
    public static implicit operator DoubleList(ReadOnlySpan<double> values) => new(values);

    /// <summary>Several numbers: what a collection expression becomes.</summary>
    public static DoubleList Create(ReadOnlySpan<double> values) => new(values);

    /// <summary>A copy as an array, or null when nothing was given.</summary>
    public double[]? ToArray() => HasValue ? _values.ToArray() : null;

    /// <summary>Lets a <c>fixed</c> statement pin the numbers.</summary>
    [UnscopedRef]
    public ref readonly double GetPinnableReference() => ref MemoryMarshal.GetReference(_values);

    /// <summary>Goes through the numbers.</summary>
    public ReadOnlySpan<double>.Enumerator GetEnumerator() => _values.GetEnumerator();
}

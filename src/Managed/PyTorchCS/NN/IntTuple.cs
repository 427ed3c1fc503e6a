using System.Collections;
using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>One size for all dimensions, or one for each: what PyTorch calls "int or tuple".</summary>
/// <remarks><c>3</c>, <c>(3, 5)</c>, <c>(1, 3, 3)</c>, <c>[3, 5]</c> and arrays convert implicitly.</remarks>
[CollectionBuilder(typeof(IntTuple), nameof(Create))]
public readonly struct IntTuple : IEquatable<IntTuple>, IReadOnlyList<long>
{
    private readonly long[]? _values;
    private readonly bool _isTuple;

    private IntTuple(long[] values, bool isTuple)
    {
        _values = values;
        _isTuple = isTuple;
    }

    /// <summary>How many sizes were given.</summary>
    public int Count => _values?.Length ?? 0;

    /// <summary>The sizes.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>The size at a position.</summary>
    /// <param name="index">The position.</param>
    public long this[int index] => Values[index];

    /// <summary>A tuple of the given sizes; what a collection expression calls.</summary>
    /// <param name="values">The sizes.</param>
    /// <returns>The tuple.</returns>
    public static IntTuple Create(ReadOnlySpan<long> values) => new(values.ToArray(), isTuple: true);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="value">The size.</param>
    public static implicit operator IntTuple(long value) => new([value], isTuple: false);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="value">The size.</param>
    public static implicit operator IntTuple(int value) => new([value], isTuple: false);

    /// <summary>Two sizes.</summary>
    /// <param name="values">The sizes.</param>
    public static implicit operator IntTuple((long First, long Second) values) => new([values.First, values.Second], isTuple: true);

    /// <summary>Three sizes.</summary>
    /// <param name="values">The sizes.</param>
    public static implicit operator IntTuple((long First, long Second, long Third) values) =>
        new([values.First, values.Second, values.Third], isTuple: true);

    /// <summary>One size for each item of the array.</summary>
    /// <param name="values">The sizes.</param>
    public static implicit operator IntTuple(long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Create(values);
    }

    /// <summary>Whether two values have the same sizes.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(IntTuple left, IntTuple right) => left.Equals(right);

    /// <summary>Whether two values have different sizes.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(IntTuple left, IntTuple right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(IntTuple other) => _isTuple == other._isTuple && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IntTuple other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (long value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)(_values ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Prints as Python does: <c>3</c>, or <c>(3, 5)</c> where sizes were given one by one.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _isTuple ? Python.Repr(Values) : Python.Repr(Values[0]);

    /// <summary>A tuple with one size for each of <paramref name="dimensions"/> dimensions.</summary>
    internal IntTuple Expand(int dimensions, string operation, string name)
    {
        if (Count == dimensions)
        {
            return new IntTuple(_values!, isTuple: true);
        }

        if (Count != 1)
        {
            throw new ArgumentException($"{operation}: {name} takes one size or {dimensions}, got {(Count == 0 ? "none" : ToString())}.", name);
        }

        var values = new long[dimensions];
        Array.Fill(values, this[0]);
        return new IntTuple(values, isTuple: true);
    }
}

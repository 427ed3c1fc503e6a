using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>The size that adaptive pooling is to produce: one for all dimensions or one for each; <c>null</c> keeps the input's.</summary>
/// <remarks><c>1</c>, <c>(7, 7)</c>, <c>(7, null)</c> and arrays convert implicitly.</remarks>
[CollectionBuilder(typeof(OutputSize), nameof(Create))]
public readonly struct OutputSize
{
    private readonly long?[]? _sizes;
    private readonly bool _isTuple;

    private OutputSize(long?[] sizes, bool isTuple)
    {
        _sizes = sizes;
        _isTuple = isTuple;
    }

    /// <summary>The sizes; <c>null</c> keeps the size of the input.</summary>
    public ReadOnlySpan<long?> Sizes => _sizes;

    /// <summary>One size for each dimension; what a collection expression calls.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <returns>The output size.</returns>
    public static OutputSize Create(ReadOnlySpan<long?> sizes) => new(sizes.ToArray(), isTuple: true);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator OutputSize(long size) => new([size], isTuple: false);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator OutputSize(int size) => new([size], isTuple: false);

    /// <summary>Two sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator OutputSize((long? First, long? Second) sizes) => new([sizes.First, sizes.Second], isTuple: true);

    /// <summary>Three sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator OutputSize((long? First, long? Second, long? Third) sizes) =>
        new([sizes.First, sizes.Second, sizes.Third], isTuple: true);

    /// <summary>One size for each item of the array.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator OutputSize(long?[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return Create(sizes);
    }

    /// <summary>Enumerates the sizes.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<long?> GetEnumerator() => ((IEnumerable<long?>)(_sizes ?? [])).GetEnumerator();

    /// <summary>Prints as Python does: <c>7</c> or <c>(7, None)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string[] texts = [.. (_sizes ?? []).Select(size => Python.Repr(size))];
        return _isTuple || texts.Length != 1 ? Python.Tuple(texts) : texts[0];
    }

    /// <summary>The sizes to produce for an input, whose last dimensions stand in for <c>null</c>.</summary>
    internal long[] Resolve(Tensor input, int dimensions, string operation)
    {
        long[] shape = input.Shape;
        int given = Sizes.Length;
        if (given != 1 && given != dimensions)
        {
            throw new ArgumentException($"{operation}: output_size takes one size or {dimensions}, got {this}.");
        }

        if (shape.Length < dimensions)
        {
            throw new ArgumentException($"{operation}: the input needs at least {dimensions} dimensions, got [{string.Join(", ", shape)}].", nameof(input));
        }

        var sizes = new long[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = Sizes[given == 1 ? 0 : i] ?? shape[shape.Length - dimensions + i];
        }

        return sizes;
    }
}

using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>The padding of a convolution: a size, a size for each dimension, or the words <c>"same"</c> and <c>"valid"</c>.</summary>
/// <remarks><c>1</c>, <c>(1, 2)</c>, <c>[1, 2]</c>, <c>"same"</c> and <see cref="ConvolutionPadding"/> convert implicitly.</remarks>
[CollectionBuilder(typeof(ConvPadding), nameof(Create))]
public readonly struct ConvPadding
{
    private ConvPadding(IntTuple size, ConvolutionPadding? word)
    {
        Size = size;
        Word = word;
    }

    /// <summary>The sizes; without meaning where <see cref="Word"/> is set.</summary>
    public IntTuple Size { get; }

    /// <summary>The word, where one was given.</summary>
    public ConvolutionPadding? Word { get; }

    /// <summary>One size for each dimension; what a collection expression calls.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <returns>The padding.</returns>
    public static ConvPadding Create(ReadOnlySpan<long> sizes) => IntTuple.Create(sizes);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator ConvPadding(int size) => new(size, null);

    /// <summary>One size for all dimensions.</summary>
    /// <param name="size">The size.</param>
    public static implicit operator ConvPadding(long size) => new(size, null);

    /// <summary>Two sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator ConvPadding((long First, long Second) sizes) => new(sizes, null);

    /// <summary>Three sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator ConvPadding((long First, long Second, long Third) sizes) => new(sizes, null);

    /// <summary>One size for each item of the array.</summary>
    /// <param name="sizes">The sizes.</param>
    public static implicit operator ConvPadding(long[] sizes) => new(sizes, null);

    /// <summary>One size or one for each dimension.</summary>
    /// <param name="size">The sizes.</param>
    public static implicit operator ConvPadding(IntTuple size) => new(size, null);

    /// <summary>Padding by a rule.</summary>
    /// <param name="word">The rule.</param>
    public static implicit operator ConvPadding(ConvolutionPadding word) => new(0, word);

    /// <summary>Padding by a rule, <c>"same"</c> or <c>"valid"</c>.</summary>
    /// <param name="word">The rule.</param>
    public static implicit operator ConvPadding(string word) => word switch
    {
        "same" => ConvolutionPadding.Same,
        "valid" => ConvolutionPadding.Valid,
        _ => throw new ArgumentException($"The padding of a convolution is \"same\", \"valid\" or numbers, not \"{word}\".", nameof(word)),
    };

    /// <summary>Enumerates the sizes.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<long> GetEnumerator() => Size.GetEnumerator();

    /// <summary>Prints as Python does: <c>1</c>, <c>(1, 2)</c> or <c>same</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Word switch
    {
        ConvolutionPadding.Same => "same",
        ConvolutionPadding.Valid => "valid",
        _ => Size.ToString(),
    };
}

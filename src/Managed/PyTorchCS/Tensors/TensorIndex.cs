namespace PyTorchCS;

/// <summary>One entry of an index: a number, a range, a tensor, <c>Ellipsis</c> or <c>NewAxis</c>.</summary>
/// <remarks>
/// <c>x[0, ^1, 1..3, Ellipsis]</c>: numbers (<c>-1</c> or <c>^1</c> count from the end), C#'s ranges, boolean masks and integer tensors.
/// Steps are given by <see cref="Slice"/>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_view.html"/>
public readonly struct TensorIndex
{
    /// <summary>What <c>^0</c> stands for: where a range ends, and where no element is.</summary>
    internal const long BeyondEnd = long.MaxValue;

    // So counted, the default value is all of a dimension.
    private readonly long _stepBeyondOne;

    private TensorIndex(Form kind, long? start = null, long? stop = null, long step = 1, Tensor? tensor = null)
    {
        Kind = kind;
        Start = start;
        Stop = stop;
        _stepBeyondOne = step - 1;
        Tensor = tensor;
    }

    /// <summary>What an entry does.</summary>
    internal enum Form
    {
        Slice,
        Number,
        Ellipsis,
        NewAxis,
        Truth,
        Tensor,
    }

    /// <summary>All dimensions that the other entries leave: Python's <c>...</c>.</summary>
    public static TensorIndex Ellipsis { get; } = new(Form.Ellipsis);

    /// <summary>A new dimension of size 1: Python's <c>None</c>.</summary>
    public static TensorIndex NewAxis { get; } = new(Form.NewAxis);

    internal Form Kind { get; }

    /// <summary>True for a slice that leaves something out.</summary>
    internal bool IsPart => Kind == Form.Slice && (Start is not null || Stop is not null || Step != 1);

    internal long? Start { get; }

    internal long? Stop { get; }

    internal long Step => _stepBeyondOne + 1;

    internal Tensor? Tensor { get; }

    /// <summary>One position; negative ones count from the end.</summary>
    public static implicit operator TensorIndex(long index) => new(Form.Number, index);

    /// <summary>One position, such as <c>^1</c>.</summary>
    public static implicit operator TensorIndex(Index index) => new(Form.Number, FromIndex(index));

    /// <summary>Positions from a start to before a stop, such as <c>1..^1</c>.</summary>
    public static implicit operator TensorIndex(Range range) => new(
        Form.Slice,
        range.Start.Equals(Index.Start) ? null : FromIndex(range.Start),
        range.End.Equals(Index.End) ? null : FromIndex(range.End));

    /// <summary>A mask, where it is boolean, or positions.</summary>
    public static implicit operator TensorIndex(Tensor tensor) => new(Form.Tensor, tensor: tensor ?? throw new ArgumentNullException(nameof(tensor)));

    /// <summary>Positions along one dimension.</summary>
    public static implicit operator TensorIndex(long[] positions) => Torch.Tensor(positions ?? throw new ArgumentNullException(nameof(positions)), device: Device.Cpu);

    /// <summary>A new dimension of size 1 or 0: Python's <c>x[True]</c> and <c>x[False]</c>.</summary>
    public static implicit operator TensorIndex(bool truth) => new(Form.Truth, truth ? 1 : 0);

    /// <summary>Positions from a start to before a stop in steps: Python's <c>start:stop:step</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static TensorIndex Slice(long? start = null, long? stop = null, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return new(Form.Slice, start, stop, step);
    }

    /// <summary>C# counts <c>^0</c> as one past the end, which no negative number names.</summary>
    private static long FromIndex(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? BeyondEnd : -index.Value;
}

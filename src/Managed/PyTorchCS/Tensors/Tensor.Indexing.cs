using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>Reads or writes a part: <c>x[0, ^1, 1..3, Ellipsis]</c>, <c>x[mask]</c>, <c>x[.., NewAxis]</c>.</summary>
    /// <remarks>
    /// Numbers, ranges, <c>Ellipsis</c> and <c>NewAxis</c> give views; masks and index tensors give copies, so that what is done in place to
    /// <c>x[mask]</c> does not reach <c>x</c>. What is assigned is broadcast and gets the dtype. C# converts no number to a tensor:
    /// <see cref="Set"/> assigns one.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A position is out of range, there are more entries than dimensions, or masks or index tensors do not fit: Python's <c>IndexError</c>.
    /// </exception>
    /// <exception cref="TorchException">An index tensor has a dtype that is none of positions, or what is assigned does not fit.</exception>
    [IndexerName("At")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            if (indices.Length == 1 && indices[0].Kind == TensorIndex.Form.Number)
            {
                return SelectOne(this, 0, indices[0].Start!.Value);
            }
            if (indices.Length == 1 && indices[0] is { IsPart: true } slice && Ndim > 0)
            {
                return Ops.SliceTensor(this, 0, slice.Start, slice.Stop, slice.Step);
            }
            using var temporaries = new Temporaries();
            var (view, tensors) = ApplyViews(indices, temporaries);
            if (tensors.Count > 0)
            {
                return IndexByTensors(view, tensors, null);
            }
            return ReferenceEquals(view, this) ? Ops.Alias(this) : temporaries.Keep(view);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            using var temporaries = new Temporaries();
            var (view, tensors) = ApplyViews(indices, temporaries);
            var source = WithoutLeadingOnes(value, temporaries);
            if (tensors.Count > 0)
            {
                IndexByTensors(view, tensors, OfDType(source, view.DType, temporaries));
            }
            else
            {
                Ops.Copy_(view, source);
            }
        }
    }

    /// <summary>Writes one number to a part: <c>x[mask] = 0</c> is <c>x.Set(0, mask)</c>, and <c>x[0, 1:3] = 0</c> is <c>x.Set(0, 0, 1..3)</c>.</summary>
    /// <param name="value">The number, which gets the dtype.</param>
    /// <param name="indices">The part, as the indexer takes it.</param>
    /// <remarks>Not to be confused with <c>Set_</c>, which makes a tensor share another's storage.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A position is out of range, or there are more entries than dimensions.</exception>
    public void Set(Scalar value, params ReadOnlySpan<TensorIndex> indices)
    {
        using var number = Ops.ScalarTensor(value, DType, device: Device);
        this[indices] = number;
    }

    /// <summary>Positions out of range are C#'s own exception; the message stays LibTorch's.</summary>
    private static Tensor SelectOne(Tensor tensor, long dim, long index)
    {
        if (index == TensorIndex.BeyondEnd)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"select: ^0 is beyond the last element of dimension {dim} of {tensor.Describe()}");
        }
        try
        {
            return Ops.SelectInt(tensor, dim, index);
        }
        catch (TorchException exception) when (exception.Kind == TorchErrorKind.Index)
        {
            throw new ArgumentOutOfRangeException(exception.Message, exception);
        }
    }

    private static Tensor IndexByTensors(Tensor view, List<Tensor?> tensors, Tensor? value)
    {
        try
        {
            var indices = CollectionsMarshal.AsSpan(tensors);
            return value is null ? Ops.IndexTensor(view, indices) : Ops.IndexPut_(view, indices, value);
        }
        catch (TorchException exception) when (exception.Kind == TorchErrorKind.Index)
        {
            throw new ArgumentOutOfRangeException(exception.Message, exception);
        }
    }

    /// <summary>A value as the kernel wants it, which takes no other dtype. What does not fit into the dtype stays, and is refused.</summary>
    // Differs from PyTorch: integers of literals are int32 here, and positions int64. As an assignment to a view does, this one converts.
    private static Tensor OfDType(Tensor value, DType dtype, Temporaries temporaries) =>
        value.DType == dtype || !Torch.CanCast(value.DType, dtype) ? value : temporaries.Add(Ops.ToDtype(value, dtype));

    /// <summary>PyTorch lets a value have further leading dimensions of size 1; those that are wanted broadcasting brings back.</summary>
    private static Tensor WithoutLeadingOnes(Tensor value, Temporaries temporaries)
    {
        var shape = value.Shape.AsSpan();
        var ones = shape.IndexOfAnyExcept(1L) is var first and >= 0 ? first : shape.Length;
        return ones == 0 ? value : temporaries.Add(Ops.View(value, shape[ones..]));
    }

    /// <summary>Applies what gives views, and collects the tensors with the dimension that each stands for.</summary>
    private (Tensor View, List<Tensor?> Tensors) ApplyViews(ReadOnlySpan<TensorIndex> indices, Temporaries temporaries)
    {
        var remaining = Ndim - CountDimensions(indices);
        if (remaining < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(indices), $"too many indices for a tensor of dimension {Ndim}: {Describe()}");
        }
        var view = this;
        var tensors = new List<Tensor?>();
        var dim = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            var entry = indices[i];
            switch (entry.Kind)
            {
                case TensorIndex.Form.Number:
                    view = temporaries.Add(SelectOne(view, dim, entry.Start!.Value));
                    break;
                case TensorIndex.Form.Slice:
                    if (entry.IsPart)
                    {
                        view = temporaries.Add(Ops.SliceTensor(view, dim, entry.Start, entry.Stop, entry.Step));
                    }
                    dim++;
                    break;
                case TensorIndex.Form.Ellipsis:
                    dim += remaining;
                    break;
                case TensorIndex.Form.NewAxis:
                    view = temporaries.Add(Ops.Unsqueeze(view, dim++));
                    break;
                case TensorIndex.Form.Truth:
                    view = temporaries.Add(Ops.Unsqueeze(view, dim));
                    Place(tensors, dim++, temporaries.Add(Ops.Full([1], entry.Start!.Value != 0, DType.Bool, device: view.Device)));
                    break;
                default:
                    PlaceTensor(entry.Tensor!, isLast: i == indices.Length - 1, ref view, ref dim, tensors, temporaries);
                    break;
            }
        }
        return (view, tensors);
    }

    private static void PlaceTensor(Tensor index, bool isLast, ref Tensor view, ref int dim, List<Tensor?> tensors, Temporaries temporaries)
    {
        var isMask = IsMask(index);
        if (index.Ndim == 0 && !isMask && !index.IsFloatingPoint() && !index.IsComplex())
        {
            view = temporaries.Add(SelectOne(view, dim, index.Item().ToInt64()));
        }
        else if (index.Ndim == 0 && isMask)
        {
            view = temporaries.Add(Ops.Unsqueeze(view, dim));
            Place(tensors, dim++, temporaries.Add(Ops.Reshape(index, [1])));
        }
        else if (isMask && index.Ndim > 1 && !isLast)
        {
            // A mask of several dimensions stands for as many positions, so that what follows meets the right dimension.
            CheckMask(index, view, dim);
            foreach (var positions in Ops.UnbindInt(temporaries.Add(Ops.Nonzero(index)), 1))
            {
                Place(tensors, dim++, temporaries.Add(positions));
            }
        }
        else
        {
            Place(tensors, dim++, index);
        }
    }

    /// <summary>LibTorch checks the masks that it is given, but not the positions that stand for one.</summary>
    private static void CheckMask(Tensor mask, Tensor view, int dim)
    {
        if (!mask.Shape.AsSpan().SequenceEqual(view.Shape.AsSpan(dim, mask.Ndim)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(mask), $"a mask of shape {ShapeText(mask)} does not fit dimension {dim} and those after it of shape {ShapeText(view)}");
        }
        static string ShapeText(Tensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
    }

    private static void Place(List<Tensor?> tensors, int dim, Tensor tensor)
    {
        while (tensors.Count < dim)
        {
            tensors.Add(null);
        }
        tensors.Add(tensor);
    }

    private static int CountDimensions(ReadOnlySpan<TensorIndex> indices)
    {
        var count = 0;
        foreach (var entry in indices)
        {
            count += entry.Kind switch
            {
                TensorIndex.Form.Number or TensorIndex.Form.Slice => 1,
                TensorIndex.Form.Tensor => IsMask(entry.Tensor!) ? entry.Tensor!.Ndim : 1,
                _ => 0,
            };
        }
        return count;
    }

    private static bool IsMask(Tensor index) => index.DType is DType.Bool or DType.Uint8;

    /// <summary>Views made on the way, which are freed at the end.</summary>
    private sealed class Temporaries : IDisposable
    {
        private readonly List<Tensor> _tensors = [];

        public Tensor Add(Tensor tensor)
        {
            _tensors.Add(tensor);
            return tensor;
        }

        public Tensor Keep(Tensor tensor)
        {
            _tensors.Remove(tensor);
            return tensor;
        }

        public void Dispose()
        {
            foreach (var tensor in _tensors)
            {
                tensor.Dispose();
            }
        }
    }
}

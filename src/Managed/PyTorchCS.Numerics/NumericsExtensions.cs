using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyTorchCS.Interop;
using NumericsTensor = System.Numerics.Tensors.Tensor;

namespace PyTorchCS.Numerics;

/// <summary>From <c>System.Numerics.Tensors</c> and back: <c>To...</c> copies, <c>As...</c> shares the elements.</summary>
/// <seealso href="https://learn.microsoft.com/dotnet/api/system.numerics.tensors"/>
public static class NumericsExtensions
{
    /// <summary>Copies all elements into a tensor of .NET, from whatever device and with whatever strides.</summary>
    /// <remarks>A tensor of .NET has a dimension at least, so that one without dimensions becomes one of one element.</remarks>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    public static Tensor<T> ToNumericsTensor<T>(this Tensor tensor)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return NumericsTensor.Create(tensor.ToArray<T>(), Lengths(tensor));
    }

    /// <summary>The elements where they lie, as a span of several dimensions: each sees what the other writes.</summary>
    /// <remarks>It lives as long as what <see cref="Tensor.AsSpan{T}"/> gives, and needs the same.</remarks>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    /// <exception cref="TorchException">
    /// The elements are not on the processor or do not lie in a row, or the tensor requires gradients: <see cref="Tensor.Detach"/> it first.
    /// </exception>
    public static TensorSpan<T> AsTensorSpan<T>(this Tensor tensor)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new TensorSpan<T>(tensor.AsSpan<T>(), Lengths(tensor));
    }

    /// <summary>A tensor with a copy of the elements. The dtype follows their type.</summary>
    /// <exception cref="ArgumentException">There is no dtype for the elements.</exception>
    public static Tensor ToTorch<T>(this Tensor<T> tensor)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.AsReadOnlyTensorSpan().ToTorch();
    }

    /// <summary>A tensor with a copy of the elements. The dtype follows their type.</summary>
    /// <exception cref="ArgumentException">There is no dtype for the elements.</exception>
    public static Tensor ToTorch<T>(this in ReadOnlyTensorSpan<T> span)
        where T : unmanaged
    {
        var dtype = DTypeExtensions.Of<T>("ToTorch");
        var result = Torch.Empty(Longs(span.Lengths), dtype: dtype, device: Device.Cpu);
        span.FlattenTo(result.AsSpan<T>());
        return Torch.Finish(result, null, null, requiresGrad: false);
    }

    /// <summary>A tensor over the elements of a tensor of .NET, whatever its strides: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>The elements stay pinned, and kept, as those of <see cref="Torch.FromMemory{T}(Memory{T}, bool)"/>.</remarks>
    /// <exception cref="ArgumentException">There is no dtype for the elements.</exception>
    public static unsafe Tensor AsTorch<T>(this Tensor<T> tensor, bool requiresGrad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var dtype = DTypeExtensions.Of<T>("AsTorch");
        var pinned = tensor.GetPinnedHandle();
        // The handle of a slice points to the first element of all, and not to its own.
        ref var first = ref Unsafe.AsRef(in TensorMarshal.GetReference(tensor.AsReadOnlyTensorSpan()));
        return PinnedMemory.Share(pinned, Unsafe.AsPointer(ref first), Longs(tensor.Lengths), Longs(tensor.Strides), dtype, "AsTorch").WithGradient(requiresGrad);
    }

    private static nint[] Lengths(Tensor tensor) => tensor.Ndim == 0 ? [1] : Array.ConvertAll(tensor.Shape, size => checked((nint)size));

    private static long[] Longs(ReadOnlySpan<nint> values)
    {
        var result = new long[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[i];
        }
        return result;
    }
}

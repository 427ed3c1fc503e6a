using System.Globalization;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>The one-dimensional memory behind a tensor. Tensors told apart only by offset, shape and strides share one.</summary>
/// <remarks>
/// It keeps the memory, also when its tensor is disposed. Two are equal when they begin at the same address; one without memory, of an empty
/// tensor or on <c>meta</c>, is equal to none but itself.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/storage.html"/>
public sealed unsafe class Storage : IEquatable<Storage>
{
    private readonly Tensor _tensor;
    private readonly nint _address;

    internal Storage(Tensor tensor)
    {
        using var operand = Operand.Of(tensor, "self");
        void* data;
        long bytes;
        Errors.Check(Native.Storage(&data, &bytes, operand.Handle), "storage");
        _address = (nint)data;
        Nbytes = bytes;

        // A reference of its own, which no scope frees.
        using var unscoped = TensorScope.Suspend();
        _tensor = tensor.Detach();
    }

    /// <summary>Its length, in bytes.</summary>
    public long Nbytes { get; }

    /// <summary>Its length, in elements of the tensor that it was taken from.</summary>
    public long Length => Nbytes / _tensor.Itemsize;

    /// <summary>The dtype of the tensor that it was taken from.</summary>
    public DType DType => _tensor.DType;

    /// <summary>Copies all elements as they lie in memory, also those that the tensor skips.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the tensor's dtype is stored.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        using var scope = Torch.Scope();
        var flat = Ops.AsStrided(_tensor, [Length], [1], 0);
        // What a lazy conjugation or negation would make of the elements does not lie in memory: a second one takes it back.
        flat = flat.IsConj() ? flat.Conj() : flat;
        flat = flat.IsNeg() ? flat.Neg() : flat;
        return flat.ToArray<T>();
    }

    /// <inheritdoc/>
    public bool Equals(Storage? other) => ReferenceEquals(this, other) || (other is not null && _address != 0 && _address == other._address);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Storage);

    /// <inheritdoc/>
    public override int GetHashCode() => _address.GetHashCode();

    /// <summary>Length and dtype.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Storage of {Length} {DType.PythonName()}");
}

using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>The only element, as a number of the kind of the dtype.</summary>
    /// <exception cref="TorchException">There is not exactly one element.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.item.html"/>
    public Scalar Item()
    {
        using var self = Operand.Of(this, "self");
        Scalar result;
        var error = Native.Item(&result, self.Handle);
        if (error is not null)
        {
            throw Errors.Raise(error, "item", "self", [this]);
        }
        return result;
    }

    /// <summary>The only element as a <typeparamref name="T"/>.</summary>
    /// <remarks>Any number is read as a floating-point one; a whole one, also 3.0, is read as an integer that can hold it; a fraction is not.</remarks>
    /// <exception cref="TorchException">There is not exactly one element.</exception>
    /// <exception cref="InvalidOperationException">The number cannot be read as a <typeparamref name="T"/>.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.item.html"/>
    public T Item<T>()
        where T : unmanaged => Item().To<T>();

    /// <summary>Copies all elements, row after row, from whatever device and with whatever strides.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    /// <exception cref="InvalidOperationException">There are more elements than an array can have.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        CheckElementType<T>("ToArray");
        var array = GC.AllocateUninitializedArray<T>(CheckLength(Numel(), "ToArray"));
        CopyElements(array.AsSpan(), "ToArray");
        return array;
    }

    /// <summary>Copies all elements, row after row, into existing memory.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored, or the memory is too short.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        CheckElementType<T>("CopyTo");
        var count = Numel();
        if (destination.Length < count)
        {
            throw new ArgumentException($"CopyTo: {count} elements of {Describe()} do not fit into {destination.Length}", nameof(destination));
        }
        CopyElements(destination[..(int)count], "CopyTo");
    }

    /// <summary>This tensor with another dtype; the same elements where it has it already.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.to.html"/>
    public Tensor To(DType dtype, bool nonBlocking = false, bool copy = false, MemoryFormat? memoryFormat = null) =>
        Ops.ToDtype(this, dtype, nonBlocking, copy, memoryFormat);

    /// <summary>This tensor on the device and with the dtype that are given; null leaves one as it is.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.to.html"/>
    public Tensor To(Device? device = null, DType? dtype = null, bool nonBlocking = false, bool copy = false, MemoryFormat? memoryFormat = null) =>
        Ops.ToDtypeLayout(this, dtype, device: device, nonBlocking: nonBlocking, copy: copy, memoryFormat: memoryFormat);

    /// <summary>This tensor with the dtype and on the device of another.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.to.html"/>
    public Tensor To(Tensor other, bool nonBlocking = false, bool copy = false) => Ops.ToOther(this, other, nonBlocking, copy);

    /// <summary>This tensor on the processor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.cpu.html"/>
    public Tensor Cpu(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(Device.Cpu, memoryFormat: memoryFormat);

    /// <summary>This tensor on a CUDA device, by default the current one.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.cuda.html"/>
    public Tensor Cuda(int? device = null, bool nonBlocking = false, MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) =>
        To(new Device(DeviceType.Cuda, device ?? -1), nonBlocking: nonBlocking, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Float32"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.float.html"/>
    public Tensor Float(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Float32, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Float64"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.double.html"/>
    public Tensor Double(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Float64, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Float16"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.half.html"/>
    public Tensor Half(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Float16, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Bfloat16"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.bfloat16.html"/>
    public Tensor Bfloat16(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Bfloat16, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Complex64"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.cfloat.html"/>
    public Tensor Cfloat(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Complex64, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Complex128"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.cdouble.html"/>
    public Tensor Cdouble(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Complex128, memoryFormat: memoryFormat);

    /// <summary>This tensor with another dtype; the same elements where it has it already.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.type.html"/>
    public Tensor Type(DType dtype, bool nonBlocking = false) => To(dtype, nonBlocking);

    /// <summary>This tensor as <see cref="DType.Int64"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.long.html"/>
    public Tensor Long(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Int64, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Int32"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.int.html"/>
    public Tensor Int(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Int32, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Int16"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.short.html"/>
    public Tensor Short(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Int16, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Int8"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.char.html"/>
    public Tensor Char(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Int8, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Uint8"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.byte.html"/>
    public Tensor Byte(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Uint8, memoryFormat: memoryFormat);

    /// <summary>This tensor as <see cref="DType.Bool"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.bool.html"/>
    public Tensor Bool(MemoryFormat memoryFormat = MemoryFormat.PreserveFormat) => To(DType.Bool, memoryFormat: memoryFormat);

    private void CheckElementType<T>(string operation)
        where T : unmanaged
    {
        if (DTypeExtensions.OfOrNull(typeof(T)) != DType)
        {
            throw new ArgumentException($"{operation}: elements of {Describe()} cannot be read as {typeof(T).Name}; convert the tensor first");
        }
    }

    private void CopyElements<T>(Span<T> destination, string operation)
        where T : unmanaged
    {
        using var self = Operand.Of(this, "self");
        fixed (T* address = destination)
        {
            var error = Native.CopyTo(self.Handle, address, (long)destination.Length * sizeof(T));
            if (error is not null)
            {
                throw Errors.Raise(error, operation, "self", [this]);
            }
        }
    }
}

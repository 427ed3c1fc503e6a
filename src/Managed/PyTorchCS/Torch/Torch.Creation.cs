using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Torch
{
    /// <summary>A tensor without dimensions, of one number. The dtype follows the number's type.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensor.html"/>
    public static Tensor Tensor<T>(T data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => FromElements(new ReadOnlySpan<T>(in data), [], dtype, device, requiresGrad);

    /// <summary>A tensor of one dimension with a copy of the elements. The dtype follows their type.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensor.html"/>
    public static Tensor Tensor<T>(ReadOnlySpan<T> data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => FromElements(data, [data.Length], dtype, device, requiresGrad);

    /// <summary>A tensor of one dimension with a copy of the elements. The dtype follows their type.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensor.html"/>
    public static Tensor Tensor<T>(T[] data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return FromElements<T>(data, [data.Length], dtype, device, requiresGrad);
    }

    /// <summary>A tensor with the given shape and a copy of the elements, row after row.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    public static Tensor Tensor<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged
    {
        CheckCount("tensor", shape, data.Length);
        return FromElements(data, shape, dtype, device, requiresGrad);
    }

    /// <summary>A matrix of rows of equal length: <c>Torch.Tensor([[1f, 2f], [3f, 4f]])</c>.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Tensor Tensor<T>(T[][] data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => Tensor((Array)data, dtype, device, requiresGrad);

    /// <summary>A tensor with a copy of an array of several dimensions, or of arrays within arrays of equal lengths.</summary>
    /// <exception cref="ArgumentException">Arrays of one level differ in length, or there is no dtype for the elements.</exception>
    public static Tensor Tensor(Array data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (shape, elements) = NestedArray.Measure(data);
        var tensor = Empty(shape, dtype: elements, device: Device.Cpu);
        try
        {
            NestedArray.Copy(data, shape, AddressOf(tensor));
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
        return Finish(tensor, dtype, device, requiresGrad);
    }

    private static byte* AddressOf(Tensor tensor)
    {
        using var operand = Operand.Of(tensor, "self");
        void* address;
        long bytes;
        Errors.Check(Native.Storage(&address, &bytes, operand.Handle), "tensor");
        return (byte*)address;
    }

    private static Tensor FromElements<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, DType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged
    {
        // No span of bytes: an array may have more than 2 GiB of them.
        fixed (T* address = data)
        {
            fixed (long* sizes = shape)
            {
                var elements = DTypeExtensions.Of<T>("tensor");
                nint result;
                Errors.Check(Native.FromData(&result, address, (long)data.Length * sizeof(T), new NativeSpan(sizes, shape.Length), (sbyte)elements), "tensor");
                return Finish(PyTorchCS.Tensor.Adopt(result), dtype, device, requiresGrad);
            }
        }
    }

    /// <summary>A tensor with elements made on the processor, with the dtype and on the device that are asked for, or on the default one.</summary>
    internal static Tensor Finish(Tensor tensor, DType? dtype, Device? device, bool requiresGrad)
    {
        device ??= DefaultDevice.Current;
        if ((dtype is null || dtype == tensor.DType) && (device is null || device.Value.Type == DeviceType.Cpu))
        {
            return tensor.WithGradient(requiresGrad);
        }
        using (tensor)
        {
            return tensor.To(device, dtype).WithGradient(requiresGrad);
        }
    }

    /// <summary>Refuses a shape that the elements do not fill.</summary>
    private static void CheckCount(string operation, ReadOnlySpan<long> shape, long elements)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            // What is too large for a number stays the largest one: no memory has as many elements.
            count = size > 0 && count > long.MaxValue / size ? long.MaxValue : count * Math.Max(size, 0);
        }
        if (count != elements || shape.ContainsAnyInRange(long.MinValue, -1))
        {
            throw new ArgumentException($"{operation}: {elements} elements do not fill the shape [{string.Join(", ", shape.ToArray())}]", nameof(shape));
        }
    }
}

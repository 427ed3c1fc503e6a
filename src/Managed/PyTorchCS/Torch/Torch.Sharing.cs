using PyTorchCS.Interop;

namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>A tensor of one dimension over an array: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>As <see cref="FromMemory{T}(Memory{T}, ReadOnlySpan{long}, bool)"/>.</remarks>
    /// <exception cref="ArgumentException">There is no dtype for the elements, or the shape does not have as many.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.from_numpy.html"/>
    public static Tensor FromMemory<T>(T[] memory, bool requiresGrad = false)
        where T : unmanaged => FromMemory(memory, [memory?.Length ?? 0], requiresGrad);

    /// <summary>A tensor of the given shape over an array: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>As <see cref="FromMemory{T}(Memory{T}, ReadOnlySpan{long}, bool)"/>.</remarks>
    /// <exception cref="ArgumentException">There is no dtype for the elements, or the shape does not have as many.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.from_numpy.html"/>
    public static Tensor FromMemory<T>(T[] memory, ReadOnlySpan<long> shape, bool requiresGrad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(memory);
        return FromMemory(memory.AsMemory(), shape, requiresGrad);
    }

    /// <summary>A tensor of one dimension over managed memory: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>As <see cref="FromMemory{T}(Memory{T}, ReadOnlySpan{long}, bool)"/>.</remarks>
    /// <exception cref="ArgumentException">There is no dtype for the elements, or the shape does not have as many.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.from_numpy.html"/>
    public static Tensor FromMemory<T>(Memory<T> memory, bool requiresGrad = false)
        where T : unmanaged => FromMemory(memory, [memory.Length], requiresGrad);

    /// <summary>A tensor of the given shape over managed memory, row after row: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>
    /// The memory is pinned, and kept, until the last tensor over it has gone: views of the tensor and what autograd saves count, and
    /// disposing the tensor alone does not end it. It is not counted for <see cref="SetMemoryLimit"/>. What is written past autograd changes values that a graph may have saved.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no dtype for the elements, or the shape does not have as many.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.from_numpy.html"/>
    public static Tensor FromMemory<T>(Memory<T> memory, ReadOnlySpan<long> shape, bool requiresGrad = false)
        where T : unmanaged
    {
        var dtype = DTypeExtensions.Of<T>("from_memory");
        CheckCount("from_memory", shape, memory.Length);
        return PinnedMemory.Share(memory, shape, dtype, "from_memory").WithGradient(requiresGrad);
    }

    /// <summary>A tensor of one dimension over bytes that are taken for elements of the given dtype: nothing is copied.</summary>
    /// <param name="buffer">The bytes. They stay pinned as those of <see cref="FromMemory{T}(Memory{T}, bool)"/>.</param>
    /// <param name="dtype">What the bytes hold.</param>
    /// <param name="count">How many elements; -1 takes all there are.</param>
    /// <param name="offset">How many bytes to pass over first.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <exception cref="ArgumentException">There are not as many bytes, or what is left is no whole number of elements.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.frombuffer.html"/>
    public static Tensor Frombuffer(Memory<byte> buffer, DType dtype, long count = -1, long offset = 0, bool requiresGrad = false)
    {
        if (buffer.Length == 0 || count == 0)
        {
            throw new ArgumentException($"frombuffer: neither the length of the buffer ({buffer.Length}) nor count ({count}) may be 0");
        }
        if (offset < 0 || offset >= buffer.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"frombuffer: the offset must lie within the buffer of {buffer.Length} bytes");
        }
        var size = dtype.Itemsize;
        if (size == 0)
        {
            throw new ArgumentException($"frombuffer: {dtype} is no dtype", nameof(dtype));
        }
        if (dtype is DType.Qint8 or DType.Quint8 or DType.Qint32)
        {
            throw new ArgumentException($"frombuffer: elements of {dtype.PythonName()} mean nothing without scale and zero point", nameof(dtype));
        }
        var rest = buffer.Length - offset;
        if (count < 0 && rest % size != 0)
        {
            throw new ArgumentException($"frombuffer: {rest} bytes are no whole number of {dtype.PythonName()}, which have {size}", nameof(buffer));
        }
        var taken = count < 0 ? rest / size : count;
        if (taken > rest / size)
        {
            throw new ArgumentException($"frombuffer: {taken} elements of {dtype.PythonName()} need more than {rest} bytes", nameof(count));
        }
        return PinnedMemory.Share(buffer[(int)offset..], [taken], dtype, "frombuffer").WithGradient(requiresGrad);
    }

    /// <summary>The tensor with the given dtype and device; the same elements where it has them already.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.as_tensor.html"/>
    public static Tensor AsTensor(Tensor data, DType? dtype = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.To(device, dtype);
    }

    /// <summary>A tensor over an array of one or several dimensions; a copy where dtype or device differ, or arrays lie within arrays.</summary>
    /// <remarks>What is not copied is shared as by <see cref="FromMemory{T}(T[], bool)"/>.</remarks>
    /// <exception cref="ArgumentException">Arrays of one level differ in length, or there is no dtype for the elements.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.as_tensor.html"/>
    public static Tensor AsTensor(Array data, DType? dtype = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Asarray(data, dtype, device);
    }

    /// <summary>The tensor with the given dtype and device: its own elements where <paramref name="copy"/> is not true and they serve.</summary>
    /// <remarks>Unless gradients are required, the result has no history, also where it shares the elements of a tensor that has.</remarks>
    /// <exception cref="ArgumentException"><paramref name="copy"/> is false and only a copy would serve.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.asarray.html"/>
    public static Tensor Asarray(Tensor obj, DType? dtype = null, Device? device = null, bool? copy = null, bool requiresGrad = false)
    {
        ArgumentNullException.ThrowIfNull(obj);
        var isOther = (dtype is { } type && type != obj.DType) || (device is { } place && IsElsewhere(obj, place));
        if (copy == false && isOther)
        {
            throw new ArgumentException($"asarray: {obj.Describe()} has another dtype or device and cannot be had without a copy", nameof(copy));
        }
        var result = obj.To(device, dtype, copy: copy == true);
        if (requiresGrad || !result.RequiresGrad)
        {
            return result.WithGradient(requiresGrad && !result.RequiresGrad);
        }
        using (result)
        {
            return result.Detach();
        }
    }

    /// <summary>A tensor over an array of one or several dimensions where <paramref name="copy"/> is not true and its elements serve; otherwise a copy.</summary>
    /// <remarks>What is not copied is shared as by <see cref="FromMemory{T}(T[], bool)"/>. Arrays within arrays are always copied.</remarks>
    /// <exception cref="ArgumentException"><paramref name="copy"/> is false and only a copy would serve, or there is no dtype for the elements.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.asarray.html"/>
    public static Tensor Asarray(Array obj, DType? dtype = null, Device? device = null, bool? copy = null, bool requiresGrad = false)
    {
        ArgumentNullException.ThrowIfNull(obj);
        device ??= DefaultDevice.Current;
        var elements = DTypeExtensions.OfOrNull(obj.GetType().GetElementType()!);
        var serves = elements is not null && (dtype ?? elements) == elements && (device ?? Device.Cpu).Type == DeviceType.Cpu;
        if (copy == false && !serves)
        {
            throw new ArgumentException($"asarray: an array of {obj.GetType().GetElementType()!.Name} cannot be had as asked without a copy", nameof(copy));
        }
        if (copy == true || !serves)
        {
            return Tensor(obj, dtype, device, requiresGrad);
        }
        var shape = new long[obj.Rank];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = obj.GetLength(i);
        }
        return PinnedMemory.ShareArray(obj, 0, shape, elements!.Value, "asarray").WithGradient(requiresGrad);
    }

    /// <summary>The tensor that another library, or <see cref="Tensor.ToDlpack"/>, has put into a capsule: nothing is copied unless it is asked for.</summary>
    /// <remarks>The tensor goes over to the result, and the capsule is closed. Where it cannot be taken, the capsule keeps it.</remarks>
    /// <exception cref="InvalidOperationException">The capsule is empty or closed.</exception>
    /// <exception cref="ArgumentException"><paramref name="copy"/> is false and the tensor lies on another device.</exception>
    /// <exception cref="TorchException">LibTorch has no such dtype or device, or the description of the tensor makes no sense.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.from_dlpack.html"/>
    public static Tensor FromDlpack(DLPackCapsule extTensor, Device? device = null, bool? copy = null)
    {
        ArgumentNullException.ThrowIfNull(extTensor);
        var isElsewhere = false;
        var tensor = extTensor.Take(taken =>
        {
            isElsewhere = device is { } place && IsElsewhere(taken, place);
            if (isElsewhere && copy == false)
            {
                throw new ArgumentException($"from_dlpack: {taken.Describe()} cannot be had on {device} without a copy", nameof(copy));
            }
        });
        if (copy != true && !isElsewhere)
        {
            return tensor;
        }
        using (tensor)
        {
            return tensor.To(device, copy: true);
        }
    }

    private static bool IsElsewhere(Tensor tensor, Device device)
    {
        var current = tensor.Device;
        return device.Type != current.Type || (device.Type != DeviceType.Cpu && device.Index >= 0 && device.Index != current.Index);
    }
}

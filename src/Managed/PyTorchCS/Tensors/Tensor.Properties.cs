using System.Globalization;
using System.Runtime.CompilerServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>The size of each dimension.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.shape.html"/>
    public long[] Shape
    {
        get
        {
            using var self = Operand.Of(this, "self");
            long* sizes;
            long* strides;
            long dim;
            Errors.Check(Native.Geometry(self.Handle, &sizes, &strides, &dim), "shape");
            return new ReadOnlySpan<long>(sizes, (int)dim).ToArray();
        }
    }

    /// <summary>How many elements of the storage lie from one index to the next, for each dimension.</summary>
    public long[] Strides
    {
        get
        {
            using var self = Operand.Of(this, "self");
            long* sizes;
            long* strides;
            long dim;
            Errors.Check(Native.Geometry(self.Handle, &sizes, &strides, &dim), "stride");
            return strides is null && dim > 0
                ? throw new InvalidOperationException($"stride: {Describe()} with layout {Native.Layout(self.Handle)} has no strides")
                : new ReadOnlySpan<long>(strides, (int)dim).ToArray();
        }
    }

    /// <summary>The number of dimensions.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.ndim.html"/>
    public int Ndim => (int)Dim();

    /// <summary>The dtype of the elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.dtype"/>
    public DType DType
    {
        get
        {
            using var self = Operand.Of(this, "self");
            return Native.DType(self.Handle);
        }
    }

    /// <summary>The device that holds the elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.device.html"/>
    public Device Device
    {
        get
        {
            using var self = Operand.Of(this, "self");
            return Native.Device(self.Handle);
        }
    }

    /// <summary>Dense with strides, or one of the sparse layouts.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.layout"/>
    public Layout Layout
    {
        get
        {
            using var self = Operand.Of(this, "self");
            return Native.Layout(self.Handle);
        }
    }

    /// <summary>The place of the first element in the storage, counted in elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.storage_offset.html"/>
    public long StorageOffset
    {
        get
        {
            using var self = Operand.Of(this, "self");
            long offset;
            Errors.Check(Native.StorageOffset(&offset, self.Handle), "storage_offset");
            return offset;
        }
    }

    /// <summary>The one-dimensional memory in which the elements lie, and which views share.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.storage.html"/>
    public Storage Storage => new(this);

    /// <summary>The bytes that the elements take: their number times their size.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.nbytes.html"/>
    public long Nbytes => Numel() * Itemsize;

    /// <summary>The size of an element, in bytes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.itemsize.html"/>
    public int Itemsize => DType.Itemsize;

    /// <summary>How many times the elements were changed in place; views share the count.</summary>
    public long Version
    {
        get
        {
            using var self = Operand.Of(this, "self");
            long version;
            Errors.Check(Native.Version(&version, self.Handle), "_version");
            return version;
        }
    }

    /// <summary>True where the elements live in the processor's memory.</summary>
    public bool IsCpu => Device.Type == DeviceType.Cpu;

    /// <summary>True where the elements live on a CUDA device.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_cuda.html"/>
    public bool IsCuda => Device.Type == DeviceType.Cuda;

    /// <summary>True where there are no elements, only shape and dtype.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_meta.html"/>
    public bool IsMeta => Device.Type == DeviceType.Meta;

    /// <summary>True for a sparse tensor in coordinate format.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_sparse.html"/>
    public bool IsSparse => Layout == Layout.SparseCoo;

    /// <summary>True for a sparse tensor in compressed row format.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_sparse_csr.html"/>
    public bool IsSparseCsr => Layout == Layout.SparseCsr;

    /// <summary>True for a tensor in oneDNN's own blocks.</summary>
    public bool IsMkldnn => Layout == Layout.Mkldnn;

    /// <summary>True for the quantized dtypes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_quantized.html"/>
    public bool IsQuantized => DType is DType.Qint8 or DType.Quint8 or DType.Qint32;

    /// <summary>This tensor with its dimensions reversed: <c>torch.Tensor.T</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensors.html#torch.Tensor.T"/>
    public Tensor T => Ops.NumpyT(this);

    /// <summary>Each matrix of the last two dimensions transposed: <c>torch.Tensor.mT</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensors.html#torch.Tensor.mT"/>
    public Tensor MT => Ops.MT(this);

    /// <summary>A matrix transposed and conjugated: <c>torch.Tensor.H</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensors.html#torch.Tensor.H"/>
    public Tensor H => Ops.MatrixH(this);

    /// <summary>Each matrix of the last two dimensions transposed and conjugated: <c>torch.Tensor.mH</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/tensors.html#torch.Tensor.mH"/>
    public Tensor MH => Ops.MH(this);

    /// <summary>The real part, as a view.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.real.html"/>
    public Tensor Real => Ops.Real(this);

    /// <summary>The imaginary part, as a view.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.imag.html"/>
    public Tensor Imag => Ops.Imag(this);

    /// <summary>Whether both tensors have the same shape.</summary>
    internal bool HasShapeOf(Tensor other)
    {
        using var self = Operand.Of(this, "self");
        using var another = Operand.Of(other, "other");
        long* sizes;
        long* otherSizes;
        long* strides;
        long dim;
        long otherDim;
        Errors.Check(Native.Geometry(self.Handle, &sizes, &strides, &dim), "shape");
        Errors.Check(Native.Geometry(another.Handle, &otherSizes, &strides, &otherDim), "shape");
        return new ReadOnlySpan<long>(sizes, (int)dim).SequenceEqual(new ReadOnlySpan<long>(otherSizes, (int)otherDim));
    }

    /// <summary>The number of dimensions.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.dim.html"/>
    public long Dim()
    {
        using var self = Operand.Of(this, "self");
        return Native.Dim(self.Handle);
    }

    /// <summary>The number of elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.numel.html"/>
    public long Numel()
    {
        using var self = Operand.Of(this, "self");
        return Native.Numel(self.Handle);
    }

    /// <summary>The sizes of all dimensions.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.size.html"/>
    public long[] Size() => Shape;

    /// <summary>The size of one dimension; negative ones count from the end.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.size.html"/>
    public long Size(long dim)
    {
        var shape = Shape;
        return shape[Wrap(dim, shape.Length, "size")];
    }

    /// <summary>The strides of all dimensions.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.stride.html"/>
    public long[] Stride() => Strides;

    /// <summary>The stride of one dimension; negative ones count from the end.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.stride.html"/>
    public long Stride(long dim)
    {
        var strides = Strides;
        return strides[Wrap(dim, strides.Length, "stride")];
    }

    /// <summary>True for the real floating-point dtypes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_floating_point.html"/>
    public bool IsFloatingPoint() => DType.IsFloatingPoint;

    /// <summary>True for the complex dtypes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_complex.html"/>
    public bool IsComplex() => DType.IsComplex;

    /// <summary>True where the elements lie row after row, or in another order of dimensions that is given, without gaps.</summary>
    /// <exception cref="ArgumentException">The format is no order.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_contiguous.html"/>
    public bool IsContiguous(MemoryFormat memoryFormat = MemoryFormat.ContiguousFormat)
    {
        switch (memoryFormat)
        {
            case MemoryFormat.ContiguousFormat:
                using (var self = Operand.Of(this, "self"))
                {
                    bool result;
                    Errors.Check(Native.IsContiguous(&result, self.Handle), "is_contiguous");
                    return result;
                }
            case MemoryFormat.ChannelsLast: return IsDenseIn([1, 3, 2, 0]);
            case MemoryFormat.ChannelsLast3d: return IsDenseIn([1, 4, 3, 2, 0]);
            default: throw new ArgumentException($"is_contiguous: {memoryFormat} is no order of dimensions", nameof(memoryFormat));
        }
    }

    /// <summary>Dtype, shape and, off the processor, the device, for messages.</summary>
    internal string Describe()
    {
        var device = Device;
        return string.Create(CultureInfo.InvariantCulture, $"{DType.PythonName()} [{string.Join(", ", Shape)}]{(device.Type == DeviceType.Cpu ? "" : " on " + device)}");
    }

    /// <summary>Whether the dimensions, of which as many are there, lie in this order without gaps, the first innermost.</summary>
    private bool IsDenseIn(ReadOnlySpan<int> fromInnermost)
    {
        var shape = Shape;
        if (shape.Length != fromInnermost.Length || Layout != Layout.Strided)
        {
            return false;
        }
        var strides = Strides;
        var expected = 1L;
        foreach (var dim in fromInnermost)
        {
            if (shape[dim] != 1 && strides[dim] != expected)
            {
                return false;
            }
            expected *= shape[dim];
        }
        return true;
    }

    private int Wrap(long dim, int ndim, string operation, [CallerArgumentExpression(nameof(dim))] string name = "") =>
        dim >= -ndim && dim < ndim
            ? (int)(dim < 0 ? dim + ndim : dim)
            : throw new ArgumentOutOfRangeException(
                name, dim, $"{operation}: {(ndim == 0 ? "there is no dimension in" : $"dimension out of range [{-ndim}, {ndim - 1}] of")} {Describe()}");
}

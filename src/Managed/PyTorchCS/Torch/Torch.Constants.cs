namespace PyTorchCS;

/// <content>PyTorch's numbers, dtypes, layouts and memory formats by their names in <c>torch</c>.</content>
public static partial class Torch
{
    /// <summary>Infinity.</summary>
    public const double Inf = double.PositiveInfinity;

    /// <summary>Not a number.</summary>
    public const double Nan = double.NaN;

    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    public const double Pi = Math.PI;

    /// <summary>The base of natural logarithms.</summary>
    public const double E = Math.E;

    /// <summary><c>torch.float16</c>.</summary>
    public const DType Float16 = DType.Float16;

    /// <summary><c>torch.bfloat16</c>.</summary>
    public const DType Bfloat16 = DType.Bfloat16;

    /// <summary><c>torch.float32</c>.</summary>
    public const DType Float32 = DType.Float32;

    /// <summary><c>torch.float64</c>.</summary>
    public const DType Float64 = DType.Float64;

    /// <summary><c>torch.complex32</c>.</summary>
    public const DType Complex32 = DType.Complex32;

    /// <summary><c>torch.complex64</c>.</summary>
    public const DType Complex64 = DType.Complex64;

    /// <summary><c>torch.complex128</c>.</summary>
    public const DType Complex128 = DType.Complex128;

    /// <summary><c>torch.bool</c>.</summary>
    public const DType Bool = DType.Bool;

    /// <summary><c>torch.uint8</c>.</summary>
    public const DType Uint8 = DType.Uint8;

    /// <summary><c>torch.uint16</c>.</summary>
    public const DType Uint16 = DType.Uint16;

    /// <summary><c>torch.uint32</c>.</summary>
    public const DType Uint32 = DType.Uint32;

    /// <summary><c>torch.uint64</c>.</summary>
    public const DType Uint64 = DType.Uint64;

    /// <summary><c>torch.int8</c>.</summary>
    public const DType Int8 = DType.Int8;

    /// <summary><c>torch.int16</c>.</summary>
    public const DType Int16 = DType.Int16;

    /// <summary><c>torch.int32</c>.</summary>
    public const DType Int32 = DType.Int32;

    /// <summary><c>torch.int64</c>.</summary>
    public const DType Int64 = DType.Int64;

    /// <summary><c>torch.float8_e4m3fn</c>.</summary>
    public const DType Float8E4m3fn = DType.Float8E4m3fn;

    /// <summary><c>torch.float8_e4m3fnuz</c>.</summary>
    public const DType Float8E4m3fnuz = DType.Float8E4m3fnuz;

    /// <summary><c>torch.float8_e5m2</c>.</summary>
    public const DType Float8E5m2 = DType.Float8E5m2;

    /// <summary><c>torch.float8_e5m2fnuz</c>.</summary>
    public const DType Float8E5m2fnuz = DType.Float8E5m2fnuz;

    /// <summary><c>torch.float8_e8m0fnu</c>.</summary>
    public const DType Float8E8m0fnu = DType.Float8E8m0fnu;

    /// <summary><c>torch.float4_e2m1fn_x2</c>.</summary>
    public const DType Float4E2m1fnX2 = DType.Float4E2m1fnX2;

    /// <summary><c>torch.half</c>: another name of <see cref="Float16"/>.</summary>
    public const DType Half = DType.Float16;

    /// <summary><c>torch.float</c>: another name of <see cref="Float32"/>.</summary>
    public const DType Float = DType.Float32;

    /// <summary><c>torch.double</c>: another name of <see cref="Float64"/>.</summary>
    public const DType Double = DType.Float64;

    /// <summary><c>torch.short</c>: another name of <see cref="Int16"/>.</summary>
    public const DType Short = DType.Int16;

    /// <summary><c>torch.int</c>: another name of <see cref="Int32"/>.</summary>
    public const DType Int = DType.Int32;

    /// <summary><c>torch.long</c>: another name of <see cref="Int64"/>.</summary>
    public const DType Long = DType.Int64;

    /// <summary><c>torch.chalf</c>: another name of <see cref="Complex32"/>.</summary>
    public const DType Chalf = DType.Complex32;

    /// <summary><c>torch.cfloat</c>: another name of <see cref="Complex64"/>.</summary>
    public const DType Cfloat = DType.Complex64;

    /// <summary><c>torch.cdouble</c>: another name of <see cref="Complex128"/>.</summary>
    public const DType Cdouble = DType.Complex128;

    /// <summary><c>torch.strided</c>: dense, with strides.</summary>
    public const Layout Strided = Layout.Strided;

    /// <summary><c>torch.sparse_coo</c>: sparse, in coordinate format.</summary>
    public const Layout SparseCoo = Layout.SparseCoo;

    /// <summary><c>torch.sparse_csr</c>: sparse, in compressed row format.</summary>
    public const Layout SparseCsr = Layout.SparseCsr;

    /// <summary><c>torch.sparse_csc</c>: sparse, in compressed column format.</summary>
    public const Layout SparseCsc = Layout.SparseCsc;

    /// <summary><c>torch.sparse_bsr</c>: sparse, in compressed rows of blocks.</summary>
    public const Layout SparseBsr = Layout.SparseBsr;

    /// <summary><c>torch.sparse_bsc</c>: sparse, in compressed columns of blocks.</summary>
    public const Layout SparseBsc = Layout.SparseBsc;

    /// <summary><c>torch.jagged</c>: ragged.</summary>
    public const Layout Jagged = Layout.Jagged;

    /// <summary><c>torch.contiguous_format</c>.</summary>
    public const MemoryFormat ContiguousFormat = MemoryFormat.ContiguousFormat;

    /// <summary><c>torch.preserve_format</c>.</summary>
    public const MemoryFormat PreserveFormat = MemoryFormat.PreserveFormat;

    /// <summary><c>torch.channels_last</c>.</summary>
    public const MemoryFormat ChannelsLast = MemoryFormat.ChannelsLast;

    /// <summary><c>torch.channels_last_3d</c>.</summary>
    public const MemoryFormat ChannelsLast3d = MemoryFormat.ChannelsLast3d;
}

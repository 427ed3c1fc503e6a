using System.Numerics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Facts about dtypes.</summary>
public static class DTypeExtensions
{
    extension(DType dtype)
    {
        /// <summary>True for the real floating-point dtypes.</summary>
        public bool IsFloatingPoint => dtype is DType.Float16 or DType.Float32 or DType.Float64 or DType.Bfloat16
            or (>= DType.Float8E5m2 and <= DType.Float8E4m3fnuz) or DType.Float8E8m0fnu or DType.Float4E2m1fnX2;

        /// <summary>True for the complex dtypes.</summary>
        public bool IsComplex => dtype is DType.Complex32 or DType.Complex64 or DType.Complex128;

        /// <summary>True for the dtypes with negative numbers.</summary>
        public bool IsSigned => dtype is not (DType.Bool or DType.Uint8 or DType.Uint16 or DType.Uint32 or DType.Uint64 or DType.Quint8 or DType.Float8E8m0fnu);

        /// <summary>The size of an element, in bytes.</summary>
        public int Itemsize => (int)Native.DTypeSize(dtype);

        /// <summary>The dtype of a complex dtype's parts; any other dtype itself.</summary>
        public DType ToReal() => dtype switch
        {
            DType.Complex32 => DType.Float16,
            DType.Complex64 => DType.Float32,
            DType.Complex128 => DType.Float64,
            _ => dtype,
        };

        /// <summary>The complex dtype whose parts hold the numbers of this one.</summary>
        public DType ToComplex() => dtype switch
        {
            DType.Float16 or DType.Complex32 => DType.Complex32,
            DType.Float64 or DType.Complex128 => DType.Complex128,
            _ => DType.Complex64,
        };
    }

    /// <summary>PyTorch's name, as in <c>torch.float32</c> without the module.</summary>
    internal static string PythonName(this DType dtype) => dtype switch
    {
        DType.Float8E5m2 => "float8_e5m2",
        DType.Float8E4m3fn => "float8_e4m3fn",
        DType.Float8E5m2fnuz => "float8_e5m2fnuz",
        DType.Float8E4m3fnuz => "float8_e4m3fnuz",
        DType.Float8E8m0fnu => "float8_e8m0fnu",
        DType.Float4E2m1fnX2 => "float4_e2m1fn_x2",
        _ => dtype.ToString().ToLowerInvariant(),
    };

    /// <summary>The dtype whose elements are stored as <typeparamref name="T"/>.</summary>
    internal static DType Of<T>(string operation)
        where T : unmanaged => OfOrNull(typeof(T))
        ?? throw new ArgumentException($"{operation}: there is no dtype with elements of type {typeof(T).Name}");

    internal static DType? OfOrNull(Type type) =>
        type == typeof(float) ? DType.Float32
        : type == typeof(double) ? DType.Float64
        : type == typeof(long) ? DType.Int64
        : type == typeof(int) ? DType.Int32
        : type == typeof(short) ? DType.Int16
        : type == typeof(sbyte) ? DType.Int8
        : type == typeof(byte) ? DType.Uint8
        : type == typeof(bool) ? DType.Bool
        : type == typeof(Half) ? DType.Float16
        : type == typeof(BFloat16) ? DType.Bfloat16
        : type == typeof(ushort) ? DType.Uint16
        : type == typeof(uint) ? DType.Uint32
        : type == typeof(ulong) ? DType.Uint64
        : type == typeof(ComplexFloat) ? DType.Complex64
        : type == typeof(Complex) ? DType.Complex128
        : null;

    /// <summary>The type of .NET that elements are stored as; the inverse of <see cref="OfOrNull"/>.</summary>
    internal static Type? ElementTypeOrNull(this DType dtype) => dtype switch
    {
        DType.Float32 => typeof(float),
        DType.Float64 => typeof(double),
        DType.Int64 => typeof(long),
        DType.Int32 => typeof(int),
        DType.Int16 => typeof(short),
        DType.Int8 => typeof(sbyte),
        DType.Uint8 => typeof(byte),
        DType.Bool => typeof(bool),
        DType.Float16 => typeof(Half),
        DType.Bfloat16 => typeof(BFloat16),
        DType.Uint16 => typeof(ushort),
        DType.Uint32 => typeof(uint),
        DType.Uint64 => typeof(ulong),
        DType.Complex64 => typeof(ComplexFloat),
        DType.Complex128 => typeof(Complex),
        _ => null,
    };
}

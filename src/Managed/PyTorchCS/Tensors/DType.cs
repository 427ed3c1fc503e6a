namespace PyTorchCS;

/// <summary>The type of a tensor's elements.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.dtype"/>
public enum DType : sbyte
{
    /// <summary>8-bit unsigned integer.</summary>
    Uint8 = 0,

    /// <summary>8-bit signed integer.</summary>
    Int8 = 1,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 2,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 3,

    /// <summary>64-bit signed integer.</summary>
    Int64 = 4,

    /// <summary>16-bit floating point with 10 bits of significand (IEEE half).</summary>
    Float16 = 5,

    /// <summary>32-bit floating point.</summary>
    Float32 = 6,

    /// <summary>64-bit floating point.</summary>
    Float64 = 7,

    /// <summary>Complex number of two <see cref="Float16"/>.</summary>
    Complex32 = 8,

    /// <summary>Complex number of two <see cref="Float32"/>.</summary>
    Complex64 = 9,

    /// <summary>Complex number of two <see cref="Float64"/>.</summary>
    Complex128 = 10,

    /// <summary>Boolean.</summary>
    Bool = 11,

    /// <summary>Quantized 8-bit signed integer.</summary>
    Qint8 = 12,

    /// <summary>Quantized 8-bit unsigned integer.</summary>
    Quint8 = 13,

    /// <summary>Quantized 32-bit signed integer.</summary>
    Qint32 = 14,

    /// <summary>16-bit floating point with 7 bits of significand and the range of <see cref="Float32"/>.</summary>
    Bfloat16 = 15,

    /// <summary>8-bit floating point, 5 bits of exponent.</summary>
    Float8E5m2 = 23,

    /// <summary>8-bit floating point, 4 bits of exponent, finite.</summary>
    Float8E4m3fn = 24,

    /// <summary>8-bit floating point, 5 bits of exponent, no negative zero.</summary>
    Float8E5m2fnuz = 25,

    /// <summary>8-bit floating point, 4 bits of exponent, finite, no negative zero.</summary>
    Float8E4m3fnuz = 26,

    /// <summary>16-bit unsigned integer.</summary>
    Uint16 = 27,

    /// <summary>32-bit unsigned integer.</summary>
    Uint32 = 28,

    /// <summary>64-bit unsigned integer.</summary>
    Uint64 = 29,

    /// <summary>8-bit power of two.</summary>
    Float8E8m0fnu = 44,

    /// <summary>Two 4-bit floating-point numbers in a byte, each with 2 bits of exponent. LibTorch stores them and has next to no kernels for them.</summary>
    Float4E2m1fnX2 = 45,
}

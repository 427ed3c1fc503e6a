namespace PyTorchCS;

/// <summary>PyTorch's <c>torch</c>: functions that make and combine tensors, and the settings of this process and thread.</summary>
/// <remarks>With <c>using static PyTorchCS.Torch;</c> one writes <c>Zeros(2, 3)</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/torch.html"/>
public static partial class Torch
{
    /// <summary><c>torch.float16</c>.</summary>
    public const DType Float16 = DType.Float16;

    /// <summary><c>torch.bfloat16</c>.</summary>
    public const DType Bfloat16 = DType.Bfloat16;

    /// <summary><c>torch.float32</c>.</summary>
    public const DType Float32 = DType.Float32;

    /// <summary><c>torch.float64</c>.</summary>
    public const DType Float64 = DType.Float64;

    /// <summary><c>torch.uint8</c>.</summary>
    public const DType Uint8 = DType.Uint8;

    /// <summary><c>torch.int8</c>.</summary>
    public const DType Int8 = DType.Int8;

    /// <summary><c>torch.int16</c>.</summary>
    public const DType Int16 = DType.Int16;

    /// <summary><c>torch.int32</c>.</summary>
    public const DType Int32 = DType.Int32;

    /// <summary><c>torch.int64</c>.</summary>
    public const DType Int64 = DType.Int64;

    /// <summary><c>torch.bool</c>.</summary>
    public const DType Bool = DType.Bool;

    /// <summary><c>torch.complex64</c>.</summary>
    public const DType Complex64 = DType.Complex64;

    /// <summary><c>torch.complex128</c>.</summary>
    public const DType Complex128 = DType.Complex128;

    /// <summary>In an index, all dimensions that the other entries leave: Python's <c>...</c>.</summary>
    public static TensorIndex Ellipsis => TensorIndex.Ellipsis;

    /// <summary>In an index, a new dimension of size 1: Python's <c>None</c>.</summary>
    public static TensorIndex NewAxis => TensorIndex.NewAxis;

    /// <summary>Opens a scope: at its end it frees every tensor that this thread made inside it, apart from what <see cref="TensorScope.Keep{T}"/> handed on.</summary>
    public static TensorScope Scope() => new();
}

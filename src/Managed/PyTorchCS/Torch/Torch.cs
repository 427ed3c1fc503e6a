namespace PyTorchCS;

/// <summary>PyTorch's <c>torch</c>: functions that make and combine tensors, and the settings of this process and thread.</summary>
/// <remarks>With <c>using static PyTorchCS.Torch;</c> one writes <c>Zeros(2, 3)</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/torch.html"/>
public static partial class Torch
{
    /// <summary>In an index, all dimensions that the other entries leave: Python's <c>...</c>.</summary>
    public static TensorIndex Ellipsis => TensorIndex.Ellipsis;

    /// <summary>In an index, a new dimension of size 1: Python's <c>None</c>.</summary>
    public static TensorIndex NewAxis => TensorIndex.NewAxis;

    /// <summary>Opens a scope: at its end it frees every tensor that this thread made inside it, apart from what <see cref="TensorScope.Keep{T}"/> handed on.</summary>
    public static TensorScope Scope() => new();
}

namespace PyTorchCS.Optim;

/// <summary>Where and how a parameter lay in memory when a step was planned.</summary>
/// <remarks>
/// LibTorch's fused kernels run over memory and take parameter, gradient and state to have the same shape and strides,
/// without checking it; so only parameters whose gradients lie as they do go there.
/// </remarks>
internal readonly struct ParameterPlace
{
    private readonly DType _dtype;
    private readonly Device _device;
    private readonly long[] _shape;
    private readonly long[] _strides;

    internal ParameterPlace(Tensor parameter, bool batched)
    {
        _dtype = parameter.DType;
        _device = parameter.Device;
        var isStrided = parameter.Layout == Layout.Strided;
        _shape = parameter.Shape;
        _strides = isStrided ? parameter.Strides : [];
        CanBatch = batched && isStrided && _dtype.IsFloatingPoint && Optimizer.HasFusedKernels(_device)
            && IsDense(_shape, _strides);
    }

    /// <summary>Whether the parameter is one that can be updated together with others.</summary>
    internal bool CanBatch { get; }

    /// <summary>Whether the parameter is still there.</summary>
    internal bool Holds(Tensor parameter) =>
        parameter.DType == _dtype
        && parameter.Device == _device
        && parameter.HasGeometry(_shape, _strides);

    // Whether the elements fill a piece of memory without gaps or overlap, in whatever order of dimensions.
    private static bool IsDense(long[] shape, long[] strides)
    {
        long expected = 1;
        if (shape.Contains(0))
        {
            return true;
        }

        foreach (var dim in Enumerable.Range(0, shape.Length).Where(dim => shape[dim] != 1).OrderBy(dim => strides[dim]))
        {
            if (strides[dim] != expected)
            {
                return false;
            }

            expected *= shape[dim];
        }

        return true;
    }
}

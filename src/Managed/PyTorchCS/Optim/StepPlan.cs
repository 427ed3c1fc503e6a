using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>
/// How the parameters of a group are updated, kept from step to step: which go together in which batch. It holds as
/// long as the same parameters have gradients of the same kind and none has moved to another type, device or order.
/// </summary>
/// <remarks>
/// LibTorch's fused kernels run over memory and take parameter, gradient and state to have the same shape and strides,
/// without checking it; so only parameters whose gradients lie as they do go there.
/// </remarks>
internal sealed class StepPlan
{
    private readonly HeldTensors _parameters;
    private readonly ulong[] _places;
    private readonly bool[] _canBatch;

    /// <summary>Plans for parameters that lie at <paramref name="places"/>, of which some may be updated in batches.</summary>
    internal StepPlan(Tensor[] parameters, HeldTensors held, ReadOnlySpan<ulong> places, Predicate<Tensor> batched)
    {
        _parameters = held;
        _places = places.ToArray();
        _canBatch = Array.ConvertAll(parameters, parameter => batched(parameter) && CanBatch(parameter));
        Routes = new Route[parameters.Length];
    }

    /// <summary>What happens to each parameter.</summary>
    internal Route[] Routes { get; }

    /// <summary>The parameters that are updated together.</summary>
    internal TensorBatch[] Batches { get; set; } = [];

    /// <summary>Whether a parameter is updated for the first time, after which other batches are right.</summary>
    internal bool HasNew { get; set; }

    /// <summary>Whether the plan holds for these parameters and gradients.</summary>
    internal bool Fits(HeldTensors parameters, StepGradients gradients)
    {
        if (!ReferenceEquals(parameters, _parameters) || !gradients.Places.SequenceEqual(_places))
        {
            return false;
        }

        for (var i = 0; i < Routes.Length; i++)
        {
            if (Routes[i] != RouteOf(i, gradients))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What has to happen to a parameter with its gradient.</summary>
    internal Route RouteOf(int index, StepGradients gradients) =>
        gradients.Impl(index) == 0 ? Route.Skip
        : gradients.IsAlike(index) && _canBatch[index] ? Route.Batch
        : Route.Single;

    private static bool CanBatch(Tensor parameter) =>
        parameter.Layout == Layout.Strided
        && parameter.DType.IsFloatingPoint
        && Optimizer.HasFusedKernels(parameter.Device)
        && IsDense(parameter.Shape, parameter.Strides);

    // Whether the elements fill a piece of memory without gaps or overlap, in whatever order of dimensions.
    private static bool IsDense(long[] shape, long[] strides)
    {
        if (shape.Contains(0))
        {
            return true;
        }

        long expected = 1;
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

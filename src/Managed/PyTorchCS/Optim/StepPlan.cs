namespace PyTorchCS.Optim;

/// <summary>
/// How the parameters of a group are updated, kept from step to step: which go together in which batch. It holds as
/// long as the same parameters have gradients of the same kind and none has moved to another type, device or order.
/// </summary>
internal sealed class StepPlan
{
    private readonly ParameterPlace[] _places;

    internal StepPlan(Tensor[] parameters, Predicate<Device> batched)
    {
        _places = Array.ConvertAll(parameters, parameter => new ParameterPlace(parameter, batched(parameter.Device)));
        Routes = new Route[parameters.Length];
    }

    /// <summary>What happens to each parameter.</summary>
    internal Route[] Routes { get; }

    /// <summary>The parameters that are updated together, and the place of each in the group.</summary>
    internal (TensorBatch Batch, int[] Places)[] Batches { get; set; } = [];

    /// <summary>Whether a parameter is updated for the first time, after which other batches are right.</summary>
    internal bool HasNew { get; set; }

    /// <summary>Whether the plan holds for these gradients, each of which lies as its parameter does or not.</summary>
    internal bool Fits(Tensor[] parameters, Tensor?[] gradients, bool[] alike)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!_places[i].Holds(parameters[i]) || Routes[i] != RouteOf(i, gradients[i], alike[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What has to happen to a parameter with this gradient.</summary>
    internal Route RouteOf(int index, Tensor? gradient, bool isAlike) =>
        gradient is null ? Route.Skip
        : isAlike && _places[index].CanBatch ? Route.Batch
        : Route.Single;
}

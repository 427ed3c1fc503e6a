namespace PyTorchCS.NN;

/// <summary>What the losses with weights share: the weights, which move and are saved with the module.</summary>
/// <param name="weight">The weights, or null for 1.</param>
/// <param name="reduction">How to make one number of the elements.</param>
public abstract class WeightedLoss(Tensor? weight, Reduction reduction) : Loss(reduction)
{
    /// <summary>The weights, or null for 1.</summary>
    [Buffer]
    public Tensor? Weight { get; } = Own(weight);

    // An object of its own over the same elements, so that moving the loss leaves the caller's tensor where it is; only one
    // that is trained stays itself, as gradients are to reach it.
    private protected static Tensor? Own(Tensor? weight) => weight is { RequiresGrad: false } ? weight.Detach() : weight;
}

namespace PyTorchCS.NN;

/// <summary>What the losses share: an input, a target, and how to make one number of the elements.</summary>
/// <param name="reduction">How to make one number of the elements.</param>
public abstract class Loss(Reduction reduction) : Module<Tensor, Tensor, Tensor>
{
    /// <summary>How one number is made of the elements.</summary>
    public Reduction Reduction { get; } = reduction;
}

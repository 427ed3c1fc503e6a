namespace PyTorchCS.NN;

/// <summary>What the kinds of dropout share: the probability.</summary>
public abstract class DropoutNd : Module<Tensor, Tensor>
{
    private protected DropoutNd(double p, bool inplace)
    {
        P = F.CheckProbability(p);
        Inplace = inplace;
    }

    /// <summary>The probability with which something is dropped.</summary>
    public double P { get; }

    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; }

    /// <inheritdoc/>
    public override string ExtraRepr() => $"p={Python.Repr(P)}, inplace={Python.Repr(Inplace)}";
}

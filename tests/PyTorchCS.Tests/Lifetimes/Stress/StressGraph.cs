namespace PyTorchCS.Tests;

/// <summary>A recorded computation that is differentiated several times.</summary>
internal sealed class StressGraph
{
    private readonly Tensor _leaf;
    private readonly Tensor _loss;
    private int _passesLeft;

    internal StressGraph(Tensor input, Tensor weight, int passes, ILifetimes lifetimes)
    {
        _passesLeft = passes;
        _leaf = input.Clone().RequiresGrad_();
        var factor = weight.Clone();
        var hidden = (_leaf * factor).Sin();
        _loss = (hidden * hidden).Sum();
        lifetimes.End(factor);
        lifetimes.End(hidden);
    }

    internal bool IsSpent => _passesLeft == 0;

    /// <summary>Goes through the graph once more and gives a copy of the gradients' sum.</summary>
    internal Tensor Backward()
    {
        _passesLeft--;
        _loss.Backward(retainGraph: _passesLeft > 0);
        return _leaf.Grad!.Clone();
    }

    internal void Keep(TensorScope scope) => scope.Keep(_leaf, _loss);

    internal void End(ILifetimes lifetimes)
    {
        lifetimes.End(_loss);
        lifetimes.End(_leaf);
    }
}

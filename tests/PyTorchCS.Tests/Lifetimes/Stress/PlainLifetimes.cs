namespace PyTorchCS.Tests;

/// <summary>Drops everything and leaves it to the collector: how the expected numbers are made.</summary>
internal sealed class PlainLifetimes : ILifetimes
{
    public void End(Tensor tensor)
    {
    }

    public void Lend(Tensor tensor)
    {
    }

    public Tensor InScopes(Func<Tensor> compute, Action<TensorScope> keep) => compute();

    public void InDoomedScopes(Action work) => work();

    public Tensor Race(Func<Tensor> make, Func<Tensor, Tensor> use) => use(make());
}

namespace PyTorchCS;

/// <summary>Brings, when disposed, default generators back to the states that they had when it was made.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/random.html#torch.random.fork_rng"/>
public sealed class RngFork : IDisposable
{
    private readonly List<(Generator Generator, Tensor State)> _states = [];

    internal RngFork(IEnumerable<Device> devices)
    {
        // The states belong to the guard, not to a scope that may end before it.
        using var unscoped = TensorScope.Suspend();
        foreach (var device in devices)
        {
            var generator = Generator.DefaultOf(device);
            _states.Add((generator, generator.GetState()));
        }
    }

    /// <summary>Restores the states; a second call does nothing.</summary>
    public void Dispose()
    {
        foreach (var (generator, state) in _states)
        {
            generator.SetState(state);
            state.Dispose();
            generator.Dispose();
        }
        _states.Clear();
    }
}

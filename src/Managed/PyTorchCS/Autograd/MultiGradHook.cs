using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What arrives at a tensor of a <see cref="MultiGradHook"/>; null where the node of the tensor ran without a gradient.</summary>
internal delegate void GradientArrival(Tensor? gradient);

/// <summary>A hook on several tensors: one on each, which meet here.</summary>
internal sealed unsafe class MultiGradHook : IDisposable
{
    /// <summary>Passes that failed halfway are forgotten when so many newer ones have begun.</summary>
    private const int MostPasses = 64;

    private readonly Lock _gate = new();

    // By number; null for a pass whose hook has run, so that later gradients of it are told apart from those of a new one.
    private readonly SortedDictionary<int, Pass?> _passes = [];
    private readonly Action<Tensor?[]> _hook;
    private readonly MultiGradHookMode _mode;
    private readonly IDisposable?[] _registrations;

    internal MultiGradHook(ReadOnlySpan<Tensor> tensors, Action<Tensor?[]> hook, MultiGradHookMode mode)
    {
        (_hook, _mode) = (hook, mode);
        _registrations = new IDisposable?[tensors.Length];
        try
        {
            for (var i = 0; i < tensors.Length; i++)
            {
                var index = i;
                _registrations[i] = tensors[i].RegisterArrival(gradient => Receive(index, gradient));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration?.Dispose();
        }
    }

    private void Receive(int index, Tensor? gradient)
    {
        if (gradient is null && _mode == MultiGradHookMode.Any)
        {
            return;
        }
        var number = Native.EnginePass();
        Tensor?[]? complete = null;
        lock (_gate)
        {
            if (!_passes.TryGetValue(number, out var pass))
            {
                _passes[number] = pass = new Pass(new Tensor?[_registrations.Length], _mode == MultiGradHookMode.Any ? 1 : CountArrivals());
                Forget();
            }
            if (pass is null)
            {
                return;
            }
            pass.Gradients[index] = gradient;
            if (++pass.Arrived == pass.Expected)
            {
                complete = pass.Gradients;
                _passes[number] = null;
            }
        }
        if (complete is not null)
        {
            _hook(complete);
        }
    }

    private void Forget()
    {
        while (_passes.Count > MostPasses)
        {
            _passes.Remove(_passes.Keys.First());
        }
    }

    /// <summary>At how many of the tensors something arrives in the pass that runs: what the nodes of the pass have, the pass keeps.</summary>
    private int CountArrivals()
    {
        nint* lists;
        long length;
        Errors.Check(Native.EngineHooks(&lists, &length), "register_multi_grad_hook");
        try
        {
            var reached = 0;
            for (var i = 0L; i < length; i++)
            {
                reached += ManagedCallbacks.Target<TensorHooks>(lists[i]).Count(_registrations);
            }
            return reached;
        }
        finally
        {
            Native.FreeMemory(lists);
        }
    }

    private sealed record Pass(Tensor?[] Gradients, int Expected)
    {
        public int Arrived { get; set; }
    }
}

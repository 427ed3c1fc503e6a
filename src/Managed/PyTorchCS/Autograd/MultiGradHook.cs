using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A hook on several tensors: one on each, which meet here.</summary>
internal sealed class MultiGradHook : IDisposable
{
    /// <summary>Passes that failed halfway are forgotten when so many newer ones have begun.</summary>
    private const int MostPasses = 64;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Pass> _passes = [];
    private readonly Action<Tensor?[]> _hook;
    private readonly MultiGradHookMode _mode;
    private readonly Place[] _places;
    private readonly IDisposable[] _registrations;

    internal MultiGradHook(ReadOnlySpan<Tensor> tensors, Action<Tensor?[]> hook, MultiGradHookMode mode)
    {
        (_hook, _mode) = (hook, mode);
        _places = new Place[tensors.Length];
        _registrations = new IDisposable[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            _places[i] = new Place(tensors[i]);
        }
        for (var i = 0; i < tensors.Length; i++)
        {
            var index = i;
            _registrations[i] = tensors[i].RegisterHook(gradient => Receive(index, gradient));
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Receive(int index, Tensor gradient)
    {
        var number = Native.EnginePass();
        Tensor?[]? complete = null;
        lock (_gate)
        {
            if (!_passes.TryGetValue(number, out var pass))
            {
                _passes[number] = pass = new Pass(new Tensor?[_places.Length], _mode == MultiGradHookMode.Any ? 1 : _places.Count(place => place.IsReached));
                Forget();
            }
            pass.Gradients[index] = gradient;
            if (++pass.Arrived == pass.Expected)
            {
                complete = pass.Gradients;
                // The entry of a pass that is done stays for Any, whose later gradients are to be told apart from a first one.
                _passes[number] = pass with { Gradients = new Tensor?[_places.Length], Arrived = pass.Arrived };
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

    private sealed record Pass(Tensor?[] Gradients, int Expected)
    {
        public int Arrived { get; set; }
    }

    /// <summary>Where the gradient of a tensor arrives. It holds neither the tensor nor its node, since both hold the hook.</summary>
    private sealed class Place
    {
        private readonly nint _node;
        private readonly WeakReference<Tensor>? _leaf;

        internal Place(Tensor tensor)
        {
            if (tensor.IsLeaf)
            {
                // Its node may be made anew for each graph.
                _leaf = new WeakReference<Tensor>(tensor);
            }
            else
            {
                _node = tensor.GradFn!.Identity();
            }
        }

        internal bool IsReached
        {
            get
            {
                if (_leaf is null)
                {
                    return Native.EngineReaches(_node);
                }
                return _leaf.TryGetTarget(out var tensor) && !tensor.IsDisposed && Native.EngineReaches(GradientEdge.FromTensor(tensor).Node.Identity());
            }
        }
    }
}

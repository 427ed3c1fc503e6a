using PyTorchCS.Interop;
using PyTorchCS.NN;

namespace PyTorchCS;

/// <summary>Frees at its end every tensor that its thread made while it was the innermost one.</summary>
/// <remarks>
/// Scopes nest. Parameters, the buffers of modules and the state of optimizers are never captured. A scope belongs to the thread that opened
/// it: do not <c>await</c> inside one.
/// </remarks>
public sealed class TensorScope : IDisposable
{
    private readonly ThreadContext _thread = ThreadContext.Current;
    private readonly TensorScope? _outer;
    private readonly bool _isSuspended;
    private readonly List<Tensor> _tensors;
    private List<Module>? _modules;
    private bool _isDisposed;

    internal TensorScope(bool isSuspended = false)
    {
        _isSuspended = isSuspended;
        _tensors = _thread.RentTensors();
        _outer = _thread.Scope;
        _thread.Scope = this;
    }

    /// <summary>How many tensors the scope holds at the moment, those disposed by hand included.</summary>
    public int Count => _isDisposed ? 0 : _tensors.Count;

    /// <summary>Hands a tensor to the outer scope, or to the collector where there is none, and gives it back.</summary>
    /// <exception cref="InvalidOperationException">The call comes from another thread than the one that opened the scope.</exception>
    public T Keep<T>(T tensor)
        where T : Tensor
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (_isDisposed)
        {
            return tensor;
        }
        CheckThread();
        // Tensors to keep are mostly among the last ones made.
        var place = _tensors.LastIndexOf(tensor);
        if (place >= 0)
        {
            _tensors.RemoveAt(place);
            _outer?.Add(tensor);
        }
        return tensor;
    }

    /// <summary>Hands two tensors to the outer scope and gives them back.</summary>
    public (Tensor First, Tensor Second) Keep(Tensor first, Tensor second) => (Keep(first), Keep(second));

    /// <summary>Hands tensors to the outer scope and gives them back.</summary>
    public Tensor[] Keep(Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
        {
            Keep(tensor);
        }
        return tensors;
    }

    /// <summary>Frees what the scope holds. Scopes opened inside this one and not ended are ended with it; a second call does nothing.</summary>
    /// <exception cref="InvalidOperationException">The call comes from another thread than the one that opened the scope.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }
        CheckThread();
        while (_thread.Scope is { } inner && !ReferenceEquals(inner, this))
        {
            inner.Dispose();
        }
        _isDisposed = true;
        _thread.Scope = _outer;
        Free();
    }

    /// <summary>Lets what is made until the end escape every scope: state that outlives a step.</summary>
    internal static TensorScope Suspend() => new(isSuspended: true);

    /// <summary>Remembers a module made in the current scope, whose parameters and buffers are to survive it.</summary>
    internal static void Shelter(Module module)
    {
        if (ThreadContext.Current.Scope is { _isSuspended: false } scope)
        {
            (scope._modules ??= []).Add(module);
        }
    }

    internal void Add(Tensor tensor)
    {
        if (!_isSuspended)
        {
            _tensors.Add(tensor);
        }
    }

    private void CheckThread()
    {
        // The state of a thread that has ended goes over to another one, and not the scopes that were left open on it.
        var scope = ReferenceEquals(ThreadContext.Current, _thread) ? _thread.Scope : null;
        while (scope is not null && !ReferenceEquals(scope, this))
        {
            scope = scope._outer;
        }
        if (scope is null)
        {
            throw new InvalidOperationException("a Torch.Scope() is used, and ends, on the thread that opened it; do not await inside one");
        }
    }

    private void Free()
    {
        var sheltered = _modules is null ? null : new HashSet<Tensor>(_modules.SelectMany(module => module.OwnTensors()), ReferenceEqualityComparer.Instance);
        var last = _thread.RentHandles();
        foreach (var tensor in _tensors)
        {
            if ((sheltered is null || !sheltered.Contains(tensor)) && tensor.LetGo() is { } handle && handle.TryDisown())
            {
                last.Add(handle);
            }
        }
        TensorRegistry.Release(last);
        _thread.Return(last);
        _thread.Return(_tensors);
    }
}

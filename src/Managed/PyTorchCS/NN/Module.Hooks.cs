namespace PyTorchCS.NN;

public abstract partial class Module
{
    // Copied on every change, so a hook may remove itself while the hooks run.
    private Hook[] _preHooks = [];
    private Hook[] _hooks = [];

    /// <summary>Whether a call may go straight to <c>Forward</c>.</summary>
    private protected bool HasNoHooks => _preHooks.Length == 0 && _hooks.Length == 0;

    private protected Hook[] PreHooks => _preHooks;

    private protected Hook[] Hooks => _hooks;

    /// <summary>Runs <paramref name="hook"/> before each <c>Call</c> of this module, whatever its types.</summary>
    /// <param name="hook">Receives the module and its inputs; it observes and cannot replace them.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Action<Module, object?[]> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return AddPreHook(new PreObserver(hook));
    }

    /// <summary>Runs <paramref name="hook"/> after each <c>Call</c> of this module, whatever its types.</summary>
    /// <param name="hook">Receives the module, its inputs and its output; it observes and cannot replace them.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Action<Module, object?[], object?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return AddHook(new Observer(hook));
    }

    // Types of their own: an action on object?[] would pass for the typed hook of a module whose input is an array.
    private protected delegate void PreObserver(Module module, object?[] inputs);

    private protected delegate void Observer(Module module, object?[] inputs, object? output);

    private protected IDisposable AddPreHook(Delegate hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var added = new Hook(this, hook);
        _preHooks = [.. _preHooks, added];
        return added;
    }

    private protected IDisposable AddHook(Delegate hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var added = new Hook(this, hook);
        _hooks = [.. _hooks, added];
        return added;
    }

    /// <summary>One registration: the same delegate may be registered several times and removed one by one.</summary>
    private protected sealed class Hook(Module owner, Delegate callback) : IDisposable
    {
        public Delegate Callback => callback;

        public void Dispose()
        {
            owner._preHooks = [.. owner._preHooks.Where(hook => hook != this)];
            owner._hooks = [.. owner._hooks.Where(hook => hook != this)];
        }
    }
}

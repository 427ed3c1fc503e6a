namespace PyTorchCS.NN;

/// <summary>A module with one input: override <see cref="Forward"/>, invoke <see cref="Call"/>.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the result.</typeparam>
public abstract class Module<TInput, TOutput> : Module
{
    /// <summary>Computes the output; called by <see cref="Call"/>, which also runs the hooks.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The output.</returns>
    public abstract TOutput Forward(TInput input);

    /// <summary>Runs the module with its hooks: forward pre-hooks, <see cref="Forward"/>, forward hooks.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The output.</returns>
    public TOutput Call(TInput input)
    {
        if (HasNoHooks)
        {
            return Forward(input);
        }

        foreach (Hook hook in PreHooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, TInput, TInput> replace:
                    input = replace(this, input);
                    break;
                case Action<Module, TInput> observe:
                    observe(this, input);
                    break;
                case PreObserver observe:
                    observe(this, [input]);
                    break;
            }
        }

        TOutput output = Forward(input);
        foreach (Hook hook in Hooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, TInput, TOutput, TOutput> replace:
                    output = replace(this, input, output);
                    break;
                case Action<Module, TInput, TOutput> observe:
                    observe(this, input, output);
                    break;
                case Observer observe:
                    observe(this, [input], output);
                    break;
            }
        }

        return output;
    }

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call"/>.</summary>
    /// <param name="hook">Receives the module and the input.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Action<Module, TInput> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call"/>; what it returns replaces the input.</summary>
    /// <param name="hook">Receives the module and the input, returns the input to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Func<Module, TInput, TInput> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call"/>.</summary>
    /// <param name="hook">Receives the module, the input and the output.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Action<Module, TInput, TOutput> hook) => AddHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call"/>; what it returns replaces the output.</summary>
    /// <param name="hook">Receives the module, the input and the output, returns the output to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Func<Module, TInput, TOutput, TOutput> hook) => AddHook(hook);
}

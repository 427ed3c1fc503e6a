namespace PyTorchCS.NN;

/// <summary>A module with two inputs: override <see cref="Forward"/>, invoke <see cref="Call(T1, T2)"/>.</summary>
/// <typeparam name="T1">The type of the first input.</typeparam>
/// <typeparam name="T2">The type of the second input.</typeparam>
/// <typeparam name="TOutput">The type of the result.</typeparam>
public abstract class Module<T1, T2, TOutput> : Module
{
    /// <summary>Computes the output; called by <see cref="Call(T1, T2)"/>, which also runs the hooks.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input2">The second input.</param>
    /// <returns>The output.</returns>
    public abstract TOutput Forward(T1 input1, T2 input2);

    /// <summary>Runs the module with its hooks: forward pre-hooks, <see cref="Forward"/>, forward hooks.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input2">The second input.</param>
    /// <returns>The output.</returns>
    public TOutput Call(T1 input1, T2 input2)
    {
        if (HasNoHooks)
        {
            return Forward(input1, input2);
        }

        foreach (Hook hook in PreHooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, T1, T2, (T1 Input1, T2 Input2)> replace:
                    (input1, input2) = replace(this, input1, input2);
                    break;
                case Action<Module, T1, T2> observe:
                    observe(this, input1, input2);
                    break;
                case PreObserver observe:
                    observe(this, [input1, input2]);
                    break;
            }
        }

        TOutput output = Forward(input1, input2);
        foreach (Hook hook in Hooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, T1, T2, TOutput, TOutput> replace:
                    output = replace(this, input1, input2, output);
                    break;
                case Action<Module, T1, T2, TOutput> observe:
                    observe(this, input1, input2, output);
                    break;
                case Observer observe:
                    observe(this, [input1, input2], output);
                    break;
            }
        }

        return output;
    }

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call(T1, T2)"/>.</summary>
    /// <param name="hook">Receives the module and the inputs.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Action<Module, T1, T2> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call(T1, T2)"/>; what it returns replaces the inputs.</summary>
    /// <param name="hook">Receives the module and the inputs, returns the inputs to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Func<Module, T1, T2, (T1 Input1, T2 Input2)> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call(T1, T2)"/>.</summary>
    /// <param name="hook">Receives the module, the inputs and the output.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Action<Module, T1, T2, TOutput> hook) => AddHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call(T1, T2)"/>; what it returns replaces the output.</summary>
    /// <param name="hook">Receives the module, the inputs and the output, returns the output to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Func<Module, T1, T2, TOutput, TOutput> hook) => AddHook(hook);
}

namespace PyTorchCS.NN;

/// <summary>A module with three inputs: override <see cref="Forward"/>, invoke <see cref="Call(T1, T2, T3)"/>.</summary>
/// <typeparam name="T1">The type of the first input.</typeparam>
/// <typeparam name="T2">The type of the second input.</typeparam>
/// <typeparam name="T3">The type of the third input.</typeparam>
/// <typeparam name="TOutput">The type of the result.</typeparam>
public abstract class Module<T1, T2, T3, TOutput> : Module
{
    /// <summary>Computes the output; called by <see cref="Call(T1, T2, T3)"/>, which also runs the hooks.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input2">The second input.</param>
    /// <param name="input3">The third input.</param>
    /// <returns>The output.</returns>
    public abstract TOutput Forward(T1 input1, T2 input2, T3 input3);

    /// <summary>Runs the module with its hooks: forward pre-hooks, <see cref="Forward"/>, forward hooks.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input2">The second input.</param>
    /// <param name="input3">The third input.</param>
    /// <returns>The output.</returns>
    public TOutput Call(T1 input1, T2 input2, T3 input3) => CallWith(input1, input2, input3, Forward);

    /// <summary>Runs a form of <see cref="Forward"/> that takes more options, between the hooks.</summary>
    /// <param name="input1">The first input.</param>
    /// <param name="input2">The second input.</param>
    /// <param name="input3">The third input.</param>
    /// <param name="forward">What to run.</param>
    /// <returns>The output.</returns>
    protected TOutput CallWith(T1 input1, T2 input2, T3 input3, Func<T1, T2, T3, TOutput> forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        foreach (Hook hook in PreHooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, T1, T2, T3, (T1 Input1, T2 Input2, T3 Input3)> replace:
                    (input1, input2, input3) = replace(this, input1, input2, input3);
                    break;
                case Action<Module, T1, T2, T3> observe:
                    observe(this, input1, input2, input3);
                    break;
                case PreObserver observe:
                    observe(this, [input1, input2, input3]);
                    break;
            }
        }

        TOutput output = forward(input1, input2, input3);
        foreach (Hook hook in Hooks)
        {
            switch (hook.Callback)
            {
                case Func<Module, T1, T2, T3, TOutput, TOutput> replace:
                    output = replace(this, input1, input2, input3, output);
                    break;
                case Action<Module, T1, T2, T3, TOutput> observe:
                    observe(this, input1, input2, input3, output);
                    break;
                case Observer observe:
                    observe(this, [input1, input2, input3], output);
                    break;
            }
        }

        return output;
    }

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call(T1, T2, T3)"/>.</summary>
    /// <param name="hook">Receives the module and the inputs.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Action<Module, T1, T2, T3> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> before each <see cref="Call(T1, T2, T3)"/>; what it returns replaces the inputs.</summary>
    /// <param name="hook">Receives the module and the inputs, returns the inputs to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardPreHook(Func<Module, T1, T2, T3, (T1 Input1, T2 Input2, T3 Input3)> hook) => AddPreHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call(T1, T2, T3)"/>.</summary>
    /// <param name="hook">Receives the module, the inputs and the output.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Action<Module, T1, T2, T3, TOutput> hook) => AddHook(hook);

    /// <summary>Runs <paramref name="hook"/> after each <see cref="Call(T1, T2, T3)"/>; what it returns replaces the output.</summary>
    /// <param name="hook">Receives the module, the inputs and the output, returns the output to use.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    public IDisposable RegisterForwardHook(Func<Module, T1, T2, T3, TOutput, TOutput> hook) => AddHook(hook);
}

namespace PyTorchCS;

/// <summary>Where the time of a program goes: <c>torch.autograd.profiler</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#profiler"/>
public static class Profiler
{
    /// <summary>Records each operator, each node of backward passes and each range of the program, until the result is disposed.</summary>
    /// <param name="enabled">Whether to record; otherwise nothing is done, and the result is empty.</param>
    /// <param name="recordShapes">Whether to keep the shapes and dtypes of inputs.</param>
    /// <param name="profileMemory">Whether to keep how much of the processor's memory tensors take and give back.</param>
    /// <param name="withStack">Whether to keep the lines of the program that call; it makes each call some ten microseconds slower.</param>
    /// <remarks>
    /// All threads are recorded. Recording is done by native code, some hundred nanoseconds an event, and takes some hundred bytes an event, so that
    /// a few steps of a training are what to profile. Work on a device shows as the time of handing it over. Without a profiler nothing is spent.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A profiler is active already.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.profiler.profile"/>
    // Differs from PyTorch: records all threads, since the tasks of .NET change threads, and begins at once, since there is no __enter__.
    public static Profile Profile(bool enabled = true, bool recordShapes = false, bool profileMemory = false, bool withStack = false) =>
        new(enabled, recordShapes, profileMemory, withStack);

    /// <summary>Names what this thread does until the guard is disposed, for the profiler. Without one it does nothing.</summary>
    /// <param name="name">The name of the range.</param>
    /// <param name="args">What else to say of it, for the trace.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler.record_function.html"/>
    public static RecordFunctionGuard RecordFunction(string name, string? args = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new RecordFunctionGuard(name, args);
    }
}

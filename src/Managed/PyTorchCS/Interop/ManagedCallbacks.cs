using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS.Interop;

/// <summary>The way from native code back into hooks and custom functions: <c>ManagedCallbacks</c> of managed.h.</summary>
/// <remarks>
/// The graph holds managed objects by <c>GCHandle</c>s, which it gives back when a node or a tensor goes. An exception leaves a callback as a
/// handle, too, and is thrown again by the call that started the backward pass.
/// </remarks>
internal static unsafe class ManagedCallbacks
{
    internal static void Attach(nint shim)
    {
        var callbacks = new Table { Release = &Release, Pack = &Pack, Unpack = &Unpack, RunHooks = &RunHooks, RunBackward = &RunBackward, RunNodeHooks = &RunNodeHooks, CaptureSite = &CaptureSite, ReportAnomaly = &ReportAnomaly, RunJvp = &RunJvp };
        var attach = (delegate* unmanaged<Table*, NativeError*>)NativeLibrary.GetExport(shim, "torch_managed_attach");
        Errors.Check(attach(&callbacks), "torch_managed_attach");
    }

    /// <summary>A handle for a native owner, which gives it back through <see cref="Release"/>.</summary>
    internal static nint Hold(object target) => GCHandle<object>.ToIntPtr(new GCHandle<object>(target));

    internal static T Target<T>(nint handle) => (T)GCHandle<object>.FromIntPtr(handle).Target;

    /// <summary>Drops a handle that no native owner has taken.</summary>
    internal static void Drop(nint handle) => GCHandle<object>.FromIntPtr(handle).Dispose();

    internal static ExceptionDispatchInfo Exception(nint handle) => Target<ExceptionDispatchInfo>(handle);

    /// <summary>Comes from any thread, and while any lock is held.</summary>
    [UnmanagedCallersOnly]
    private static void Release(nint handle) => Drop(handle);

    [UnmanagedCallersOnly]
    private static nint Pack(nint hooks, nint tensor, nint* packed)
    {
        try
        {
            *packed = Hold(Target<SavedTensorsHooks>(hooks).Pack(tensor));
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [UnmanagedCallersOnly]
    private static nint Unpack(nint packed, nint* tensor)
    {
        try
        {
            *tensor = Target<PackedTensor>(packed).Unpack();
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [UnmanagedCallersOnly]
    private static nint RunHooks(nint hooks, nint tensor, nint* replacement)
    {
        try
        {
            var result = Target<TensorHooks>(hooks).Run(tensor);
            if (result != 0)
            {
                *replacement = result;
            }
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [UnmanagedCallersOnly]
    private static nint RunBackward(nint context, nint node, NativeSpan gradients, nint* results, long count)
    {
        try
        {
            var gradOutputs = Array.ConvertAll(gradients.AsSpan<nint>().ToArray(), Tensor.Adopt);
            Target<FunctionCtx>(context).RunBackward(node, gradOutputs, new Span<nint>(results, checked((int)count)));
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [UnmanagedCallersOnly]
    private static nint RunNodeHooks(nint hooks, bool isBefore, NativeSpan outputs, NativeSpan inputs, nint* replacements, bool* isReplaced)
    {
        try
        {
            var given = inputs.AsSpan<nint>().ToArray();
            var gradOutputs = Array.ConvertAll(given, Tensor.Adopt);
            var gradInputs = isBefore ? null : Array.ConvertAll(outputs.AsSpan<nint>().ToArray(), Tensor.Adopt);
            if (Target<NodeHooks>(hooks).Run(gradInputs, gradOutputs) is { } replaced)
            {
                for (var i = 0; i < replaced.Length; i++)
                {
                    replacements[i] = replaced[i]?.Share() ?? 0;
                }
                *isReplaced = true;
            }
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [UnmanagedCallersOnly]
    private static nint CaptureSite()
    {
        try
        {
            return Hold(new ForwardSite());
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 0;
        }
    }

    /// <summary>Takes over the report that it adds to.</summary>
    [UnmanagedCallersOnly]
    private static nint ReportAnomaly(NativeSpan name, nint site, nint report)
    {
        try
        {
            var before = report == 0 ? null : Target<AnomalyReport>(report);
            var added = new AnomalyReport(Encoding.UTF8.GetString(name.AsSpan<byte>()), site == 0 ? null : Target<ForwardSite>(site), before);
            var handle = Hold(added);
            if (report != 0)
            {
                Drop(report);
            }
            return handle;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return report;
        }
    }

    [UnmanagedCallersOnly]
    private static nint RunJvp(nint context, NativeSpan tangents, nint* results, long count)
    {
        try
        {
            var gradInputs = Array.ConvertAll(tangents.AsSpan<nint>().ToArray(), Tensor.Adopt);
            Target<FunctionCtx>(context).RunJvp(gradInputs, new Span<nint>(results, checked((int)count)));
            return 0;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Hold(ExceptionDispatchInfo.Capture(exception));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Table
    {
        internal delegate* unmanaged<nint, void> Release;
        internal delegate* unmanaged<nint, nint, nint*, nint> Pack;
        internal delegate* unmanaged<nint, nint*, nint> Unpack;
        internal delegate* unmanaged<nint, nint, nint*, nint> RunHooks;
        internal delegate* unmanaged<nint, nint, NativeSpan, nint*, long, nint> RunBackward;
        internal delegate* unmanaged<nint, bool, NativeSpan, NativeSpan, nint*, bool*, nint> RunNodeHooks;
        internal delegate* unmanaged<nint> CaptureSite;
        internal delegate* unmanaged<NativeSpan, nint, nint, nint> ReportAnomaly;
        internal delegate* unmanaged<nint, NativeSpan, nint*, long, nint> RunJvp;
    }
}

using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Ends a named range of the profiler when disposed.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly unsafe ref struct RecordFunctionGuard : IDisposable
{
    private readonly NativeRange _range;

    internal RecordFunctionGuard(string name, string? args)
    {
        if (!Profile.IsActive)
        {
            return;
        }
        var nameBytes = Utf8.Of(name, nameof(name));
        var argsBytes = Utf8.Of(args ?? "", nameof(args));
        NativeRange range;
        fixed (byte* nameText = nameBytes, argsText = argsBytes)
        {
            Errors.Check(Native.EnterRange(&range, new NativeSpan(nameText, nameBytes.Length), new NativeSpan(argsText, argsBytes.Length)), "profiler.record_function");
        }
        _range = range;
    }

    /// <summary>Ends the range.</summary>
    public void Dispose()
    {
        if (_range.IsRecorded)
        {
            var range = _range;
            Native.LeaveRange(&range);
        }
    }
}

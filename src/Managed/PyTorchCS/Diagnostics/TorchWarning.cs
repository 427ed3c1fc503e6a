using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A warning of LibTorch.</summary>
/// <param name="Message">What it says.</param>
/// <param name="IsDeprecation">True where it is about something that a later version will not have.</param>
public sealed record TorchWarning(string Message, bool IsDeprecation)
{
    private static readonly ConcurrentDictionary<string, bool> Seen = new();
    private static Action<TorchWarning> s_handler = WriteOnce;

    /// <summary>Receives each warning of LibTorch and of this library, on whatever thread it arises; by default each text goes once to standard error.</summary>
    /// <remarks>An exception of the handler is written to standard error and goes no further, since native code waits for its return.</remarks>
    public static Action<TorchWarning> Handler
    {
        get => s_handler;
        set => s_handler = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Prints a warning to standard error unless the same text was printed before: the default handler.</summary>
    public static void WriteOnce(TorchWarning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        if (Seen.TryAdd(warning.Message, true))
        {
            Console.Error.WriteLine($"LibTorch {(warning.IsDeprecation ? "deprecation" : "warning")}: {warning.Message}");
        }
    }

    /// <summary>Hands the library's own warning to the handler.</summary>
    internal static void Emit(string message) => s_handler(new TorchWarning(message, IsDeprecation: false));

    internal static unsafe void Install(nint shim)
    {
        var set = (delegate* unmanaged<delegate* unmanaged<int, byte*, long, void>, NativeError*>)NativeLibrary.GetExport(shim, "torch_warning_set_handler");
        Errors.Check(set(&Receive), "torch_warning_set_handler");
    }

    [UnmanagedCallersOnly]
    private static unsafe void Receive(int kind, byte* message, long length)
    {
        try
        {
            s_handler(new TorchWarning(Encoding.UTF8.GetString(message, checked((int)length)), kind == 1));
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"the handler of TorchWarning failed: {exception.Message}");
        }
    }
}

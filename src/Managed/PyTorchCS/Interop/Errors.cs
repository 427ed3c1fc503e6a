using System.Text;

namespace PyTorchCS.Interop;

/// <summary>The one place where a native error becomes an exception.</summary>
internal static unsafe class Errors
{
    /// <summary>What LibTorch's operators say, each in its way, where a device of CUDA is meant and there is none.</summary>
    /// <summary>Throws when a call of a hand-written export failed.</summary>
    internal static void Check(NativeError* error, string operation)
    {
        if (error is not null)
        {
            throw Raise(error, operation);
        }
    }

    /// <summary>
    /// The exception for a failed operator; the names of its tensor operands are separated by blanks. What managed code has thrown on the way is
    /// thrown again from here, as it is.
    /// </summary>
    internal static TorchException Raise(NativeError* error, string operation, string names = "", ReadOnlySpan<Tensor?> operands = default)
    {
        var report = error->Report == 0 ? null : ManagedCallbacks.Target<AnomalyReport>(error->Report);
        if (error->Managed != 0)
        {
            var thrown = ManagedCallbacks.Exception(error->Managed);
            Native.FreeError((nint)error);
            report?.Note(thrown.SourceException);
            thrown.Throw();
        }
        var text = Encoding.UTF8.GetString(error->Message, checked((int)error->MessageLength)).TrimEnd();
        var kind = ErrorKinds.Of((TorchErrorKind)error->Kind, text);
        var message = new StringBuilder(operation).Append(": ").Append(ErrorText.Of(text));
        if (operands.Length > 0)
        {
            message.Append(" [").Append(Describe(names.Split(' '), operands)).Append(']');
        }
        if (kind == TorchErrorKind.OutOfMemory && CreationSite.IsTracked)
        {
            message.Append("; most is held by ").Append(TensorReport.Take().Largest(5));
        }
        if (report is not null)
        {
            message.Append(". ").Append(report.Summary);
        }
        var exception = new TorchException(kind, operation, message.ToString(), new NativeErrorHandle((nint)error));
        report?.Note(exception);
        return exception;
    }

    private static string Describe(string[] names, ReadOnlySpan<Tensor?> operands)
    {
        var parts = new List<string>();
        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i] is not { } operand)
            {
                continue;
            }
            try
            {
                parts.Add($"{names[i]}: {operand.Describe()}");
            }
            catch (ObjectDisposedException)
            {
                // Of one that another thread disposes in this moment nothing can be said; the error is what matters.
            }
        }
        return string.Join(", ", parts);
    }
}

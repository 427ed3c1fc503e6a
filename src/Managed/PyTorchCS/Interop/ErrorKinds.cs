using System.Text.RegularExpressions;

namespace PyTorchCS.Interop;

/// <summary>Tells apart what LibTorch reports as one kind of error, by its words.</summary>
internal static class ErrorKinds
{
    // What no caller can do anything about.
    private static readonly Regex Fault = new("INTERNAL ASSERT|please report a bug|unknown type was thrown", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // What is wrong in this moment only, whatever else the message explains.
    private static readonly Regex State = new(@"\binplace\b|in-place|second time|does not require grad|differentiated tensors|scalar outputs|is a view|inference|\bvmap\b|\bhook\b|not resizable|same device",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Index = new("is out of bounds|out of range|smaller than num_classes|exceeds dimension size", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Type = new(@"\bdtypes?\b|scalar types?\b|\bdata ?types?\b|be cast|bool tensors?|boolean|same type|floating[ -]point",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Shape = new(@"\bshapes?\b|sizes? of tensors?|\bsizes\b|broadcast|expanded size|size mismatch|equal size|different size|input of size|storage of size|weight of size"
        + @"|output size|view size|kernel size|batch_?size|\bdimensions?\b|\b\d-?d\b|\bchannels\b|must be a (matrix|vector)|square matri|elements? cannot be converted",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Value = new(@"must be|must not|should be|\bexpect|at least|greater than|less than|negative|not allowed|cannot be converted|cannot sample|only supports|contains either|output subscript",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The kind of an error with a message, where LibTorch has said one.</summary>
    internal static TorchErrorKind Of(TorchErrorKind reported, string message)
    {
        if (reported == TorchErrorKind.Index && message.Contains("tensors used as indices must be", StringComparison.Ordinal))
        {
            return TorchErrorKind.Type;
        }
        // Of errors with a type of their own LibTorch says what they are.
        return reported != TorchErrorKind.Internal || Fault.IsMatch(message) ? reported
            : State.IsMatch(message) ? TorchErrorKind.Runtime
            : Index.IsMatch(message) ? TorchErrorKind.Index
            : Type.IsMatch(message) ? TorchErrorKind.Type
            : Shape.IsMatch(message) ? TorchErrorKind.Shape
            : Value.IsMatch(message) ? TorchErrorKind.Value
            : TorchErrorKind.Runtime;
    }
}

using System.Text;

namespace PyTorchCS.Interop;

/// <summary>Strings cross the border as UTF-8 with a length.</summary>
internal static class Utf8
{
    internal static byte[] Of(string? text, string name) => text is null ? throw new ArgumentNullException(name) : Encoding.UTF8.GetBytes(text);
}

using System.Text;

namespace PyTorchCS.Vision.Tests;

/// <summary>Makes of Debian's file the one that was published: gzip's own header, with name and date, before the same data.</summary>
internal static class PublishedFile
{
    private const int HeaderBytes = 10;

    /// <summary>The files were compressed on 31 August 2017, the training part 21 seconds before the test part.</summary>
    public static byte[] Restore(string directory, IdxSpec spec)
    {
        uint compressedAt = spec.Name.StartsWith("train", StringComparison.Ordinal) ? 1504176606u : 1504176627u;
        byte[] data = File.ReadAllBytes(Path.Combine(directory, spec.Name))[HeaderBytes..];
        return [0x1f, 0x8b, 8, 8, .. BitConverter.GetBytes(compressedAt), 0, 3, .. Encoding.ASCII.GetBytes(Path.GetFileNameWithoutExtension(spec.Name)), 0, .. data];
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace PyTorchCS.Vision.Tests;

/// <summary>A small IDX file of three pictures of 2 by 2, and what is to be known about it.</summary>
internal sealed class IdxSample : IDisposable
{
    public static readonly byte[] Pixels = [.. Enumerable.Range(1, 12).Select(value => (byte)value)];

    public IdxSample()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("idx-").FullName;
        Content = [.. BigEndian(0x0803), .. BigEndian(3), .. BigEndian(2), .. BigEndian(2), .. Pixels];
        Spec = new IdxSpec("pictures.gz", [3, 2, 2], Convert.ToHexStringLower(SHA256.HashData(Content)), DownloadBytes: 0);
        WriteContent(Content);
    }

    public string Directory { get; }

    public IdxSpec Spec { get; }

    public byte[] Content { get; }

    public string FilePath => Path.Combine(Directory, Spec.Name);

    public void WriteContent(byte[] content)
    {
        using GZipStream gzip = new(File.Create(FilePath), CompressionMode.Compress);
        gzip.Write(content);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static byte[] BigEndian(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace PyTorchCS.Vision;

/// <summary>What a file in the IDX format must hold: its name, the sizes of its dimensions and the digest of its content.</summary>
/// <param name="Name">The file's name, with <c>.gz</c>.</param>
/// <param name="Shape">The sizes of the dimensions, the first being the number of items.</param>
/// <param name="Sha256">The SHA-256 of the decompressed content, in lower-case hexadecimal digits.</param>
/// <param name="DownloadBytes">The compressed size of the file as published.</param>
internal sealed record IdxSpec(string Name, int[] Shape, string Sha256, long DownloadBytes)
{
    /// <summary>Zero, zero, the code of unsigned bytes, the number of dimensions.</summary>
    public uint Magic => 0x0800u | (uint)Shape.Length;

    public int HeaderBytes => sizeof(uint) * (1 + Shape.Length);

    public int ContentBytes => HeaderBytes + Shape.Aggregate(1, (product, size) => checked(product * size));
}

/// <summary>Reads gzip-compressed IDX files of unsigned bytes and refuses one that is not exactly what it should be.</summary>
internal static class IdxFile
{
    /// <summary>The items' bytes of <paramref name="directory"/>/<c>spec.Name</c>, without the header.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is cut short, altered, or of another kind.</exception>
    public static ReadOnlyMemory<byte> Read(string directory, IdxSpec spec)
    {
        string path = Path.Combine(directory, spec.Name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"'{path}' is missing.", path);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] content = Decompress(file, path, spec);
        CheckHeader(content, path, spec);
        CheckDigest(content, path, spec);
        return content.AsMemory(spec.HeaderBytes, spec.ContentBytes - spec.HeaderBytes);
    }

    private static byte[] Decompress(FileStream file, string path, IdxSpec spec)
    {
        // One byte more than expected shows a file that goes on after its data.
        byte[] content = new byte[spec.ContentBytes + 1];
        int read;
        try
        {
            using GZipStream gzip = new(file, CompressionMode.Decompress);
            read = gzip.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' is damaged: it does not decompress ({e.Message})", e);
        }

        if (read >= sizeof(uint))
        {
            CheckMagic(content, path, spec);
        }

        if (read < spec.ContentBytes)
        {
            throw new InvalidDataException($"'{path}' is cut short: {read} of {spec.ContentBytes} bytes of content.");
        }

        if (read > spec.ContentBytes)
        {
            throw new InvalidDataException($"'{path}' is too long: its content goes on after {spec.ContentBytes} bytes.");
        }

        return content;
    }

    private static void CheckMagic(byte[] content, string path, IdxSpec spec)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(content);
        if (magic != spec.Magic)
        {
            throw new InvalidDataException($"'{path}' starts with 0x{magic:x8}, expected 0x{spec.Magic:x8} (IDX, unsigned bytes, {spec.Shape.Length} dimensions).");
        }
    }

    private static void CheckHeader(byte[] content, string path, IdxSpec spec)
    {
        int[] shape = [.. spec.Shape.Select((_, i) => BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(sizeof(uint) * (i + 1))))];
        if (!shape.SequenceEqual(spec.Shape))
        {
            throw new InvalidDataException($"'{path}' has the shape [{string.Join(", ", shape)}], expected [{string.Join(", ", spec.Shape)}].");
        }
    }

    private static void CheckDigest(byte[] content, string path, IdxSpec spec)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, spec.ContentBytes)));
        if (digest != spec.Sha256)
        {
            throw new InvalidDataException($"'{path}' has been altered: the SHA-256 of its content is {digest}, expected {spec.Sha256}.");
        }
    }
}

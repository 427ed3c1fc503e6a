using System.Buffers.Binary;
using System.Text;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>
/// Edits which symbol versions a 64-bit little-endian ELF library insists on. The loader refuses a library that needs a
/// version the installed one does not define, unless the need is marked weak.
/// </summary>
internal static class ElfSymbolVersions
{
    private const uint SectionOfNeededVersions = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks the need for <paramref name="version"/> weak. The file is replaced, never edited: it may be a hard link.</summary>
    public static void MarkWeak(string path, string version)
    {
        byte[] file = File.ReadAllBytes(path);
        int sectionTable = (int)Read64(file, 0x28);
        int sectionSize = Read16(file, 0x3A);
        int sectionCount = Read16(file, 0x3C);
        int Section(int index) => sectionTable + index * sectionSize;

        for (int i = 0; i < sectionCount; i++)
        {
            int section = Section(i);
            if (Read32(file, section + 4) == SectionOfNeededVersions)
            {
                int names = (int)Read64(file, Section((int)Read32(file, section + 0x28)) + 0x18);
                MarkWeak(file, (int)Read64(file, section + 0x18), names, Encoding.ASCII.GetBytes(version + "\0"));
            }
        }

        string replacement = path + ".new";
        File.WriteAllBytes(replacement, file);
        File.Move(replacement, path, overwrite: true);
    }

    // A chain of libraries, each with a chain of the versions that are needed of it; links are relative, 0 ends a chain.
    private static void MarkWeak(byte[] file, int library, int names, byte[] version)
    {
        for (int step = -1; step != 0; library += step)
        {
            int need = library + (int)Read32(file, library + 8);
            for (int i = 0; i < Read16(file, library + 2); i++)
            {
                int name = names + (int)Read32(file, need + 8);
                if (file.AsSpan(name).StartsWith(version))
                {
                    Span<byte> flags = file.AsSpan(need + 4, 2);
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(Read16(file, need + 4) | WeakFlag));
                }
                need += (int)Read32(file, need + 12);
            }
            step = (int)Read32(file, library + 12);
        }
    }

    private static ushort Read16(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));

    private static uint Read32(byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    private static ulong Read64(byte[] file, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(offset));
}

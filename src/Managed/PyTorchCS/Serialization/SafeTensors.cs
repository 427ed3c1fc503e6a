using System.Buffers.Binary;
using System.Text.Json;

namespace PyTorchCS;

/// <summary>Writes and reads state dicts in the safetensors format: an 8-byte little-endian header length, a JSON header, the raw data.</summary>
/// <remarks>
/// The format holds numbers and nothing that runs, so a file of unknown origin is safe to open. Tensors are written row-major and
/// read to the CPU. A broken file gives an <see cref="InvalidDataException"/> that names the file and what is wrong with it.
/// </remarks>
/// <seealso href="https://huggingface.co/docs/safetensors/index"/>
public static class SafeTensors
{
    private const int MaxHeaderBytes = 100_000_000;
    private const int ChunkBytes = 16 << 20;
    private const string MetadataKey = "__metadata__";

    private static readonly Dictionary<DType, string> Codes = new()
    {
        [DType.Float64] = "F64", [DType.Float32] = "F32", [DType.Float16] = "F16", [DType.Bfloat16] = "BF16",
        [DType.Int64] = "I64", [DType.Int32] = "I32", [DType.Int16] = "I16", [DType.Int8] = "I8",
        [DType.Uint64] = "U64", [DType.Uint32] = "U32", [DType.Uint16] = "U16", [DType.Uint8] = "U8",
        [DType.Float8E4m3fn] = "F8_E4M3", [DType.Float8E5m2] = "F8_E5M2", [DType.Float8E8m0fnu] = "F8_E8M0",
        [DType.Bool] = "BOOL", [DType.Complex64] = "C64",
    };

    private static readonly Dictionary<string, DType> DTypes = Codes.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Writes <paramref name="state"/> to <paramref name="path"/>, replacing the file only when all is written.</summary>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="state">The tensors by name; their order is kept.</param>
    /// <param name="metadata">Texts to store beside the tensors.</param>
    /// <exception cref="ArgumentException">A tensor's type has no place in the format, or a name is reserved.</exception>
    public static void Save(string path, StateDict state, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(state);
        byte[] header = BuildHeader(state, metadata);

        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Span<byte> length = stackalloc byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
                stream.Write(length);
                stream.Write(header);
                foreach ((_, Tensor tensor) in state)
                {
                    WriteData(stream, tensor);
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads every tensor of <paramref name="path"/> to the CPU, in the file's order.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is cut short, or contradicts its own header.</exception>
    public static StateDict Load(string path)
    {
        using FileStream stream = OpenRead(path);
        List<Entry> entries = ReadHeader(stream, path, out _);
        StateDict state = [];
        foreach (Entry entry in entries)
        {
            state.Add(entry.Name, ReadData(stream, path, entry));
        }

        return state;
    }

    /// <summary>Reads the texts stored beside the tensors of <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is cut short, or contradicts its own header.</exception>
    public static IReadOnlyDictionary<string, string> LoadMetadata(string path)
    {
        using FileStream stream = OpenRead(path);
        ReadHeader(stream, path, out Dictionary<string, string> metadata);
        return metadata;
    }

    private static FileStream OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    private static byte[] BuildHeader(StateDict state, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long offset = 0;
            foreach ((string name, Tensor tensor) in state)
            {
                long end = offset + tensor.Numel() * tensor.DType.Itemsize;
                WriteEntry(json, name, tensor, offset, end);
                offset = end;
            }

            json.WriteEndObject();
        }

        // Readers that map the file want the data on an 8-byte boundary; the format allows trailing spaces for that.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject(MetadataKey);
        foreach ((string key, string value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin, long end)
    {
        if (name == MetadataKey)
        {
            throw new ArgumentException($"SafeTensors.Save: the name '{MetadataKey}' is reserved by the format.", nameof(name));
        }

        if (!Codes.TryGetValue(tensor.DType, out string? code))
        {
            throw new ArgumentException($"SafeTensors.Save: '{name}' has type {tensor.DType}, which is not written.", nameof(tensor));
        }

        json.WriteStartObject(name);
        json.WriteString("dtype", code);
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteData(FileStream stream, Tensor tensor)
    {
        using TensorScope scope = Torch.Scope();
        Tensor plain = tensor.Detach().Cpu().ResolveConj().ResolveNeg().Contiguous();
        // In a row they lie, but a single element may have any stride, of which bytes cannot be seen.
        Tensor bytes = plain.AsStrided([plain.Numel()], [1]).View(DType.Uint8);
        long total = bytes.Numel();
        byte[] buffer = new byte[Math.Min(total, ChunkBytes)];
        for (long offset = 0; offset < total; offset += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, total - offset);
            using Tensor chunk = bytes.Narrow(0, offset, count);
            chunk.CopyTo<byte>(buffer.AsSpan(0, count));
            stream.Write(buffer, 0, count);
        }
    }

    private static Tensor ReadData(FileStream stream, string path, Entry entry)
    {
        using TensorScope scope = Torch.Scope();
        long total = entry.End - entry.Begin;
        Tensor bytes = Torch.Empty([total], dtype: DType.Uint8, device: Device.Cpu);
        byte[] buffer = new byte[Math.Min(total, ChunkBytes)];
        stream.Position = entry.FileOffset;
        for (long offset = 0; offset < total; offset += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, total - offset);
            ReadExactly(stream, buffer.AsSpan(0, count), path, $"the data of '{entry.Name}'");
            using Tensor target = bytes.Narrow(0, offset, count);
            using Tensor source = Torch.Tensor(buffer.AsSpan(0, count), device: Device.Cpu);
            target.Copy_(source);
        }

        return scope.Keep(bytes.View(entry.DType).Reshape(entry.Shape));
    }

    private static List<Entry> ReadHeader(FileStream stream, string path, out Dictionary<string, string> metadata)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        ReadExactly(stream, lengthBytes, path, "the header's length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaxHeaderBytes || (long)length > stream.Length - sizeof(ulong))
        {
            throw Broken(path, $"its header is said to have {length} bytes, the whole file has {stream.Length}");
        }

        byte[] header = new byte[length];
        ReadExactly(stream, header, path, "the header");
        metadata = [];
        List<Entry> entries = [];
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            foreach (JsonProperty property in json.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                {
                    metadata = property.Value.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString() ?? "");
                }
                else
                {
                    entries.Add(ReadEntry(property, path, stream.Position));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw Broken(path, $"its header cannot be read ({e.Message})", e);
        }

        CheckCoverage(entries, path, stream.Length - stream.Position);
        return entries;
    }

    private static Entry ReadEntry(JsonProperty property, string path, long dataStart)
    {
        string name = property.Name;
        string code = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!DTypes.TryGetValue(code, out DType dtype))
        {
            throw Broken(path, $"'{name}' has the type '{code}', which is not known");
        }

        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
        {
            throw Broken(path, $"'{name}' has the data offsets [{string.Join(", ", offsets)}]");
        }

        if (ByteCount(shape, dtype) != offsets[1] - offsets[0])
        {
            throw Broken(path, $"'{name}' of shape [{string.Join(", ", shape)}] and type {code} is given {offsets[1] - offsets[0]} bytes");
        }

        return new Entry(name, dtype, shape, offsets[0], offsets[1], dataStart + offsets[0]);
    }

    /// <summary>The bytes a tensor takes, or -1 where the shape is impossible.</summary>
    private static long ByteCount(long[] shape, DType dtype)
    {
        if (shape.Any(size => size < 0))
        {
            return -1;
        }

        try
        {
            return shape.Aggregate((long)dtype.Itemsize, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    /// <summary>The data must be covered once and wholly: an overlap or a gap is where something else could hide.</summary>
    private static void CheckCoverage(List<Entry> entries, string path, long dataBytes)
    {
        HashSet<string> names = [];
        long offset = 0;
        foreach (Entry entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (!names.Add(entry.Name))
            {
                throw Broken(path, $"'{entry.Name}' is there twice");
            }

            if (entry.Begin != offset)
            {
                throw Broken(path, $"'{entry.Name}' begins at byte {entry.Begin} of the data, expected {offset}");
            }

            offset = entry.End;
        }

        if (offset != dataBytes)
        {
            throw Broken(path, $"its header describes {offset} bytes of data, the file has {dataBytes}");
        }
    }

    private static void ReadExactly(FileStream stream, Span<byte> buffer, string path, string what)
    {
        int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read < buffer.Length)
        {
            throw Broken(path, $"it ends within {what}");
        }
    }

    private static InvalidDataException Broken(string path, string what, Exception? inner = null) =>
        new($"'{path}' is not a readable safetensors file: {what}.", inner);

    private sealed record Entry(string Name, DType DType, long[] Shape, long Begin, long End, long FileOffset);
}

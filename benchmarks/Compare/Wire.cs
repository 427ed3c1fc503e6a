using System.Text.Json;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>What peers answer, and what the runner writes for other programs: JSON, a line each.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions s_format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(object value) => JsonSerializer.Serialize(value, s_format);

    public static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, s_format) ?? throw new JsonException($"not an answer: {line}");
}

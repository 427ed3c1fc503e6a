namespace PyTorchCS.Benchmarks.Compare;

/// <summary>What a time of section "data" is measured by.</summary>
internal enum DataBar
{
    /// <summary>A plain copy of as many bytes, in the same process.</summary>
    Memcpy,

    /// <summary>The fastest C++ variant.</summary>
    Cpp,

    /// <summary>The clock.</summary>
    Microsecond,
}

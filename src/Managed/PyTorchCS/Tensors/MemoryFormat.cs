namespace PyTorchCS;

/// <summary>The order of the dimensions in memory.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.memory_format"/>
public enum MemoryFormat : sbyte
{
    /// <summary>Row after row, the last dimension innermost.</summary>
    ContiguousFormat = 0,

    /// <summary>As the input lies.</summary>
    PreserveFormat = 1,

    /// <summary>Channels innermost, for <c>(N, C, H, W)</c>.</summary>
    ChannelsLast = 2,

    /// <summary>Channels innermost, for <c>(N, C, D, H, W)</c>.</summary>
    ChannelsLast3d = 3,
}

namespace PyTorchCS;

/// <summary>The kind of a device.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.device"/>
public enum DeviceType : sbyte
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>A CUDA device.</summary>
    Cuda = 1,

    /// <summary>No memory at all: shapes and dtypes only.</summary>
    Meta = 14,
}

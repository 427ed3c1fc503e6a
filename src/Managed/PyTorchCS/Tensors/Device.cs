using System.Globalization;
using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>Where a tensor lives: a kind of device and its number.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.device"/>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Device
{
    private readonly sbyte _type;
    private readonly sbyte _index;

    /// <summary>Names a device; an index of -1 means the current one of its kind.</summary>
    public Device(DeviceType type, int index = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, sbyte.MaxValue);
        _type = (sbyte)type;
        _index = (sbyte)index;
    }

    /// <summary>Reads <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>meta</c>.</summary>
    /// <exception cref="ArgumentException">The text names no device.</exception>
    public Device(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var parts = device.Split(':');
        var type = parts[0] switch
        {
            "cpu" => DeviceType.Cpu,
            "cuda" => DeviceType.Cuda,
            "meta" => DeviceType.Meta,
            _ => throw new ArgumentException($"not a device: '{device}'; expected 'cpu', 'cuda', 'cuda:N' or 'meta'", nameof(device)),
        };
        var index = -1;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index) || index > sbyte.MaxValue)))
        {
            throw new ArgumentException($"not a device: '{device}'; the part after the colon is a number from 0 to {sbyte.MaxValue}", nameof(device));
        }
        _type = (sbyte)type;
        _index = (sbyte)index;
    }

    /// <summary>The processor.</summary>
    public static Device Cpu { get; } = new(DeviceType.Cpu);

    /// <summary>The current CUDA device.</summary>
    public static Device Cuda { get; } = new(DeviceType.Cuda);

    /// <summary>No memory at all: shapes and dtypes only.</summary>
    public static Device Meta { get; } = new(DeviceType.Meta);

    /// <summary>The kind of device.</summary>
    public DeviceType Type => (DeviceType)_type;

    /// <summary>The number of the device among its kind, or -1 for the current one.</summary>
    public int Index => _index;

    /// <summary>Reads a device's name.</summary>
    public static implicit operator Device(string device) => new(device);

    /// <summary>Reads a device's name.</summary>
    public static Device FromString(string device) => new(device);

    /// <summary>The name as PyTorch writes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public override string ToString()
    {
        var type = Type.ToString().ToLowerInvariant();
        return _index < 0 ? type : string.Create(CultureInfo.InvariantCulture, $"{type}:{_index}");
    }
}

namespace PyTorchCS.Data;

/// <summary>Seeds taken from a generator, as PyTorch's loaders do.</summary>
internal static class RandomSeed
{
    /// <summary>A random number of 63 bits; from the default generator where <paramref name="generator"/> is null.</summary>
    internal static long Draw(Generator? generator)
    {
        using var number = Torch.Empty([], dtype: DType.Int64, device: Device.Cpu);
        return number.Random_(generator).Item<long>();
    }
}

using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Torch
{
    /// <summary>Seeds the default generators of all devices, and gives the processor's.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.manual_seed.html"/>
    public static Generator ManualSeed(long seed)
    {
        Errors.Check(Native.ManualSeed(unchecked((ulong)seed)), "manual_seed");
        return PyTorchCS.Generator.Default;
    }

    /// <summary>The generator of the processor that operators use when they are given none.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/torch.html#torch.torch.default_generator"/>
    public static Generator DefaultGenerator => PyTorchCS.Generator.Default;

    /// <summary>A new generator on the processor, with a seed where given.</summary>
    public static Generator Generator(long? seed = null) => seed is { } given ? new Generator(given) : new Generator();

    /// <summary>Seeds the default generators from the system's randomness and gives the seed.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.seed.html"/>
    public static long Seed()
    {
        using var generator = PyTorchCS.Generator.Default;
        var seed = generator.Seed();
        Errors.Check(Native.ManualSeed(unchecked((ulong)seed)), "seed");
        return seed;
    }

    /// <summary>The seed of the processor's default generator.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.initial_seed.html"/>
    public static long InitialSeed()
    {
        using var generator = PyTorchCS.Generator.Default;
        return generator.InitialSeed();
    }

    /// <summary>The state of the processor's default generator, as bytes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_rng_state.html"/>
    public static Tensor GetRngState()
    {
        using var generator = PyTorchCS.Generator.Default;
        return generator.GetState();
    }

    /// <summary>Draws in a branch: the default generators go on, when the guard is disposed, from where they are now.</summary>
    /// <param name="devices">The numbers of the CUDA devices whose generators branch beside the processor's; by default all.</param>
    /// <param name="enabled">False makes a guard that does nothing.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/random.html#torch.random.fork_rng"/>
    public static RngFork ForkRng(IEnumerable<int>? devices = null, bool enabled = true) =>
        new(enabled ? [Device.Cpu, .. (devices ?? Enumerable.Range(0, CudaDeviceCount)).Select(index => new Device(DeviceType.Cuda, index))] : []);

    /// <summary>Lets the processor's default generator go on from a state.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_rng_state.html"/>
    public static void SetRngState(Tensor newState)
    {
        using var generator = PyTorchCS.Generator.Default;
        generator.SetState(newState);
    }
}

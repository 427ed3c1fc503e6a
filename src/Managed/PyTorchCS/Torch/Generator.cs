using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A source of random numbers with a state of its own.</summary>
/// <remarks>The same seed gives the same numbers as PyTorch's. A generator may be used from several threads; the order of draws is then theirs.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Generator.html"/>
public sealed unsafe class Generator : IDisposable
{
    private const ulong DefaultSeed = 67280421310721;

    private Generator(nint impl) => Handle = new GeneratorHandle(impl);

    /// <summary>Makes a generator on a device, by default the processor, with PyTorch's default seed.</summary>
    /// <exception cref="TorchException">The device is neither the processor nor a CUDA device of this process.</exception>
    public Generator(Device? device = null)
        : this(Create(device ?? Device.Cpu, DefaultSeed))
    {
    }

    /// <summary>Makes a generator on the processor with a seed.</summary>
    public Generator(long seed)
        : this(Create(Device.Cpu, unchecked((ulong)seed)))
    {
    }

    /// <summary>The device on which it draws.</summary>
    public Device Device
    {
        get
        {
            using var self = GeneratorOperand.OfOptional(this);
            return Native.GeneratorDevice(self.Handle);
        }
    }

    /// <summary>The default generator of the processor, which <see cref="Torch.ManualSeed"/> seeds.</summary>
    public static Generator Default => DefaultOf(Device.Cpu);

    internal GeneratorHandle Handle { get; }

    /// <summary>Seeds it and gives it back.</summary>
    public Generator ManualSeed(long seed)
    {
        using var self = GeneratorOperand.OfOptional(this);
        Errors.Check(Native.SetGeneratorSeed(self.Handle, unchecked((ulong)seed)), "Generator.manual_seed");
        return this;
    }

    /// <summary>The seed that it was last given.</summary>
    public long InitialSeed()
    {
        using var self = GeneratorOperand.OfOptional(this);
        ulong seed;
        Errors.Check(Native.GeneratorInitialSeed(&seed, self.Handle), "Generator.initial_seed");
        return unchecked((long)seed);
    }

    /// <summary>Seeds it from the system's randomness and gives the seed.</summary>
    public long Seed()
    {
        using var self = GeneratorOperand.OfOptional(this);
        ulong seed;
        Errors.Check(Native.GeneratorSeed(&seed, self.Handle), "Generator.seed");
        return unchecked((long)seed);
    }

    /// <summary>Its state, as bytes.</summary>
    public Tensor GetState()
    {
        using var self = GeneratorOperand.OfOptional(this);
        nint state;
        Errors.Check(Native.GetGeneratorState(&state, self.Handle), "Generator.get_state");
        return Tensor.Adopt(state);
    }

    /// <summary>Goes on from a state that <see cref="GetState"/> gave.</summary>
    public void SetState(Tensor newState)
    {
        using var self = GeneratorOperand.OfOptional(this);
        using var state = Operand.Of(newState, nameof(newState));
        Errors.Check(Native.SetGeneratorState(self.Handle, state.Handle), "Generator.set_state");
    }

    /// <summary>Another generator with the same state.</summary>
    public Generator CloneState()
    {
        using var self = GeneratorOperand.OfOptional(this);
        nint result;
        Errors.Check(Native.CloneGenerator(&result, self.Handle), "Generator.clone_state");
        return new Generator(result);
    }

    /// <summary>Drops the native generator.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>The generator that operators on a device use when they are given none.</summary>
    internal static Generator DefaultOf(Device device)
    {
        nint result;
        Errors.Check(Native.DefaultGenerator(&result, device), "default_generator");
        return new Generator(result);
    }

    private static nint Create(Device device, ulong seed)
    {
        nint result;
        Errors.Check(Native.CreateGenerator(&result, device, seed), "Generator");
        return result;
    }
}

namespace PyTorchCS;

/// <summary>A function that is called once in the forward pass and again in the backward pass, with the same random numbers and the same autocast.</summary>
internal sealed class CheckpointSegment(Func<Tensor[], Tensor[]> function, Tensor[] args, bool preserveRngState, bool determinismCheck)
{
    // Of the processor, and of the devices of the inputs.
    private readonly (Device Device, byte[] State)[] _randomStates =
        preserveRngState ? ReadRandomStates(args.Select(arg => arg.Device).Where(device => device.Type == DeviceType.Cuda).Append(Device.Cpu).Distinct()) : [];

    private readonly AutocastState _onProcessor = AutocastState.Of(DeviceType.Cpu);
    private readonly AutocastState _onCuda = AutocastState.Of(DeviceType.Cuda);

    private string[] _results = [];

    /// <summary>The first call; the scope frees all but the results.</summary>
    internal Tensor[] Run(TensorScope scope, Tensor[] given)
    {
        var outputs = scope.Keep(Call(given));
        _results = Array.ConvertAll(outputs, output => output.Describe());
        return outputs;
    }

    /// <summary>The second call, with recording on.</summary>
    internal Tensor[] RunAgain(Tensor[] given)
    {
        using var recording = Torch.EnableGrad();
        using var onProcessor = new AutocastGuard(_onProcessor);
        using var onCuda = new AutocastGuard(_onCuda);
        var outputs = WithRandomStates(given);
        if (outputs.Length != _results.Length)
        {
            throw new CheckpointError($"the function returned {outputs.Length} tensors in the backward pass and {_results.Length} before");
        }
        for (var i = 0; determinismCheck && i < outputs.Length; i++)
        {
            var result = outputs[i].Describe();
            if (result != _results[i])
            {
                throw new CheckpointError($"result {i} of the function is {result} in the backward pass and was {_results[i]} before");
            }
        }
        return outputs;
    }

    private Tensor[] Call(Tensor[] given)
    {
        // A copy, since the function may write into its argument.
        var outputs = function([.. given]);
        return outputs is null || outputs.Contains(null!) ? throw new InvalidOperationException("checkpoint: the function returned null, or an array with null in it") : outputs;
    }

    private Tensor[] WithRandomStates(Tensor[] given)
    {
        var current = ReadRandomStates(_randomStates.Select(saved => saved.Device));
        try
        {
            WriteRandomStates(_randomStates);
            return Call(given);
        }
        finally
        {
            WriteRandomStates(current);
        }
    }

    // Bytes, since a tensor that the graph leads to would belong to the scope of the forward pass.
    private static (Device Device, byte[] State)[] ReadRandomStates(IEnumerable<Device> devices) =>
    [
        .. devices.Select(device =>
        {
            using var generator = Generator.DefaultOf(device);
            using var state = generator.GetState();
            return (device, state.ToArray<byte>());
        }),
    ];

    private static void WriteRandomStates((Device Device, byte[] State)[] states)
    {
        foreach (var (device, bytes) in states)
        {
            using var generator = Generator.DefaultOf(device);
            using var state = Torch.Tensor(bytes, device: Device.Cpu);
            generator.SetState(state);
        }
    }
}

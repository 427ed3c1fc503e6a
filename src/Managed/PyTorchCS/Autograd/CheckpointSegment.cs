namespace PyTorchCS;

/// <summary>A function that is called once in the forward pass and again in the backward pass, with the same random numbers.</summary>
internal sealed class CheckpointSegment(Func<Tensor[], Tensor[]> function, bool preserveRngState, bool determinismCheck)
{
    private readonly byte[]? _randomState = preserveRngState ? ReadRandomState() : null;
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
        var outputs = WithRandomState(given);
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
        var outputs = function(given);
        return outputs is null || outputs.Contains(null!) ? throw new InvalidOperationException("checkpoint: the function returned null, or an array with null in it") : outputs;
    }

    private Tensor[] WithRandomState(Tensor[] given)
    {
        if (_randomState is null)
        {
            return Call(given);
        }
        var current = ReadRandomState();
        try
        {
            WriteRandomState(_randomState);
            return Call(given);
        }
        finally
        {
            WriteRandomState(current);
        }
    }

    // Bytes, since a tensor that the graph leads to would belong to the scope of the forward pass.
    private static byte[] ReadRandomState()
    {
        using var state = Torch.GetRngState();
        return state.ToArray<byte>();
    }

    private static void WriteRandomState(byte[] bytes)
    {
        using var state = Torch.Tensor(bytes);
        Torch.SetRngState(state);
    }
}

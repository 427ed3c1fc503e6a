namespace PyTorchCS.Optim;

/// <summary>
/// Parameters of one type on one device with their gradients and states as parallel lists: what one native call updates.
/// </summary>
public sealed class TensorBatch
{
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _gradients;
    private readonly ParameterState[] _states;
    private readonly Dictionary<string, Tensor[]> _columns = [];
    private readonly Tensor? _steps;

    internal TensorBatch(Tensor[] parameters, ParameterState[] states, bool isFirstStep)
    {
        _parameters = parameters;
        _states = states;
        _gradients = new Tensor[parameters.Length];
        IsFirstStep = isFirstStep;
        _steps = JoinSteps(states);
    }

    /// <summary>The parameters.</summary>
    public ReadOnlySpan<Tensor> Parameters => _parameters;

    /// <summary>The gradient of each parameter.</summary>
    public ReadOnlySpan<Tensor> Gradients => _gradients;

    /// <summary>Whether these parameters are updated for the first time, so that their state holds nothing yet.</summary>
    public bool IsFirstStep { get; }

    /// <summary>The state called <paramref name="key"/> of each parameter.</summary>
    /// <exception cref="KeyNotFoundException">A parameter has no such state.</exception>
    public ReadOnlySpan<Tensor> this[string key]
    {
        get
        {
            if (!_columns.TryGetValue(key, out var column))
            {
                _columns[key] = column = Array.ConvertAll(_states, state => state[key]);
            }

            return column;
        }
    }

    /// <summary>Counts one update of each parameter.</summary>
    public void NextStep()
    {
        if (_steps is { Device.Type: DeviceType.Cpu, DType: DType.Float32 })
        {
            // A tenth of what LibTorch takes to add to a vector so short.
            foreach (ref var count in _steps.AsSpan<float>())
            {
                count++;
            }

            GC.KeepAlive(_steps);
        }
        else
        {
            _steps?.Add_(1);
        }
    }

    internal Span<Tensor> MutableGradients => _gradients;

    /// <summary>Lets go of the gradients, which would otherwise stay in memory until the next step.</summary>
    internal void Release() => Array.Clear(_gradients);

    // The counts become views on one vector, which one call counts on: for small parameters, a call for each count would
    // take longer than the fused update of all of them.
    private static Tensor? JoinSteps(ParameterState[] states)
    {
        if (!states[0].ContainsKey(ParameterState.Step))
        {
            return null;
        }

        using var unscoped = TensorScope.Suspend();
        var steps = Torch.Stack(Array.ConvertAll(states, state => state[ParameterState.Step]));
        for (var i = 0; i < states.Length; i++)
        {
            states[i].Replace(ParameterState.Step, steps.Select(0, i));
        }

        return steps;
    }
}

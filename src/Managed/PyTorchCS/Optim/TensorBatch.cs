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

    internal TensorBatch(Tensor[] parameters, ParameterState[] states, bool isFirstStep)
    {
        _parameters = parameters;
        _states = states;
        _gradients = new Tensor[parameters.Length];
        IsFirstStep = isFirstStep;
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
    public void NextStep() => Foreach.Add_(this[ParameterState.Step], 1);

    internal Span<Tensor> MutableGradients => _gradients;

    internal ParameterState[] States => _states;

    /// <summary>Lets go of the gradients, which would otherwise stay in memory until the next step.</summary>
    internal void Release() => Array.Clear(_gradients);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>
/// Parameters of one type on one device with their gradients and states as parallel lists: what one native call updates.
/// </summary>
public sealed class TensorBatch
{
    private readonly Tensor[] _parameters;
    private readonly int[] _places;
    private readonly ParameterState[] _states;
    private readonly Dictionary<string, (Tensor[] Tensors, HeldTensors Held)> _columns = [];
    private readonly HeldTensors _heldParameters;
    private readonly nint[] _lentGradients;
    private readonly Tensor? _steps;
    private StepGradients? _source;
    private Tensor[]? _gradients;

    /// <summary>Puts together the parameters that have <paramref name="places"/> in their group.</summary>
    internal TensorBatch(Tensor[] parameters, int[] places, ParameterState[] states, bool isFirstStep)
    {
        _parameters = parameters;
        _places = places;
        _states = states;
        _heldParameters = HeldTensors.Of(parameters);
        // Native code reads it after the fixed statement of whoever fills it.
        _lentGradients = GC.AllocateArray<nint>(parameters.Length, pinned: true);
        IsFirstStep = isFirstStep;
        _steps = JoinSteps(states);
    }

    /// <summary>The parameters.</summary>
    public ReadOnlySpan<Tensor> Parameters => _parameters;

    /// <summary>The gradient of each parameter.</summary>
    public ReadOnlySpan<Tensor> Gradients => MutableGradients;

    /// <summary>Whether these parameters are updated for the first time, so that their state holds nothing yet.</summary>
    public bool IsFirstStep { get; }

    /// <summary>The state called <paramref name="key"/> of each parameter.</summary>
    /// <exception cref="KeyNotFoundException">A parameter has no such state.</exception>
    public ReadOnlySpan<Tensor> this[string key] => Column(key).Tensors;

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

    internal Span<Tensor> MutableGradients => _gradients ??= Array.ConvertAll(
        _places, place => (_source ?? throw new InvalidOperationException("A batch has gradients only while a step runs."))[place]!);

    /// <summary>The parameters as a native call takes them, while this batch is alive.</summary>
    internal NativeSpan LentParameters => _heldParameters.Span;

    /// <summary>The gradients as a native call takes them, while a step runs.</summary>
    internal unsafe NativeSpan LentGradients => new(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_lentGradients)), _lentGradients.Length);

    /// <summary>The state called <paramref name="key"/> as a native call takes it, while this batch is alive.</summary>
    internal NativeSpan Lent(string key) => Column(key).Held.Span;

    /// <summary>Takes the gradients of a step.</summary>
    internal void Take(StepGradients gradients)
    {
        _source = gradients;
        for (var i = 0; i < _places.Length; i++)
        {
            _lentGradients[i] = gradients.Impl(_places[i]);
        }
    }

    /// <summary>Lets go of the gradients, which would otherwise stay in memory until the next step.</summary>
    internal void Release()
    {
        _source = null;
        _gradients = null;
        Array.Clear(_lentGradients);
    }

    private (Tensor[] Tensors, HeldTensors Held) Column(string key)
    {
        if (!_columns.TryGetValue(key, out var column))
        {
            var tensors = Array.ConvertAll(_states, state => state[key]);
            _columns[key] = column = (tensors, HeldTensors.Of(tensors));
        }

        return column;
    }

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

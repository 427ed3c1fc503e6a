using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Optim;

/// <summary>An optimizer: a record of options, the tensors kept for each parameter, and one update rule.</summary>
/// <typeparam name="TOptions">The record of options; each group has its own.</typeparam>
/// <remarks>
/// A new optimizer overrides <see cref="Update"/> and <see cref="InitializeState"/>. Gradients off, sign for
/// <see cref="OptimizerOptions.Maximize"/>, complex parameters as pairs of real numbers, skipping of parameters without
/// gradient, moves of state after the parameter and state dicts are done here. Where LibTorch has a fused kernel, it
/// also implements <see cref="IFusedUpdate{TOptions}"/>, where calls over lists pay,
/// <see cref="IForeachUpdate{TOptions}"/>.
/// </remarks>
public abstract partial class Optimizer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions> : Optimizer
    where TOptions : OptimizerOptions
{
    private readonly List<ParamGroup<TOptions>> _groups = [];
    private readonly Dictionary<Tensor, ParameterState> _states = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes an optimizer with one group.</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    protected Optimizer(IEnumerable<Tensor> parameters, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        Defaults = options;
        if (AddGroup(parameters).Members.Length == 0)
        {
            throw new ArgumentException($"{GetType().Name} got an empty list of parameters.", nameof(parameters));
        }
    }

    /// <summary>The options that the optimizer was made with, from which those of further groups are derived.</summary>
    public TOptions Defaults { get; }

    /// <summary>The groups of parameters, each with options of its own.</summary>
    public override IReadOnlyList<ParamGroup<TOptions>> ParamGroups => _groups;

    /// <summary>Whether <see cref="Update"/> can work with a sparse gradient.</summary>
    protected virtual bool TakesSparseGradients => false;

    /// <summary>Adds parameters with options derived from <see cref="Defaults"/>, as in <c>o => o with { Lr = 1e-4 }</c>.</summary>
    /// <exception cref="ArgumentException">A parameter is no leaf or is in a group already, or an option is out of range.</exception>
    public ParamGroup<TOptions> AddGroup(IEnumerable<Tensor> parameters, Func<TOptions, TOptions>? configure = null)
    {
        var options = configure is null ? Defaults : configure(Defaults);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var admitted = Admit(parameters, options.Fused == true && this is not IFusedUpdate<TOptions>, options.Fused == true);
        var created = Array.ConvertAll(admitted, _ => new ParameterState());
        for (var i = 0; i < admitted.Length; i++)
        {
            _states.Add(admitted[i], created[i]);
        }

        var group = new ParamGroup<TOptions>(admitted, created, options);
        _groups.Add(group);
        return group;
    }

    /// <inheritdoc/>
    public override ParamGroup AddParamGroup(IEnumerable<Tensor> parameters, double? lr = null) =>
        AddGroup(parameters, options => lr is { } rate ? options with { Lr = rate } : options);

    /// <inheritdoc/>
    public override ParameterState State(Tensor parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _states.TryGetValue(parameter, out var state)
            ? state
            : throw new ArgumentException($"{GetType().Name} has no such parameter.", nameof(parameter));
    }

    /// <inheritdoc/>
    public override void Step()
    {
        // Two steps at once would share lists of addresses.
        lock (_groups)
        {
            using var noGrad = Torch.NoGrad();
            foreach (var group in _groups)
            {
                Step(group);
            }

            StepCount++;
        }
    }

    /// <summary>
    /// Changes <paramref name="parameter"/> in place. The gradient is not to be changed, and state is changed in place.
    /// </summary>
    protected abstract void Update(Tensor parameter, Tensor gradient, ParameterState state, TOptions options);

    /// <summary>Adds the tensors that updates need; called before the first update and whenever options have changed.</summary>
    protected virtual void InitializeState(Tensor parameter, ParameterState state, TOptions options)
    {
    }
}

namespace PyTorchCS.Optim;

/// <summary>Parameters that an optimizer updates with the same options.</summary>
/// <typeparam name="TOptions">The optimizer's options.</typeparam>
public sealed class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    private TOptions _options;

    internal ParamGroup(Tensor[] parameters, ParameterState[] states, TOptions options)
        : base(parameters)
    {
        States = states;
        _options = options;
    }

    /// <summary>The options: replace them as a whole, as in <c>group.Options = group.Options with { WeightDecay = 0.1 }</c>.</summary>
    /// <exception cref="ArgumentException">An option is out of range or does not fit the others.</exception>
    public TOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            _options = value;
            Plan = null;
        }
    }

    /// <inheritdoc/>
    public override double Lr
    {
        get => _options.Lr;

        // Neither checked nor a reason to plan anew: schedulers come by here at every step, and rounding may take a rate
        // that falls to 0 a little below it.
        set => _options = _options with { Lr = value };
    }

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _options.CycledMomentum;
        set
        {
            var momentum = value ?? throw new InvalidOperationException("The momentum of a group is a number, not null.");
            var fromOrToNone = (_options.CycledMomentum == 0) != (momentum == 0);
            _options = (TOptions)_options.WithCycledMomentum(momentum);
            Plan = fromOrToNone ? null : Plan;
        }
    }

    internal ParameterState[] States { get; }

    /// <summary>How the last step was carried out; null when the next one has to be planned anew.</summary>
    internal StepPlan? Plan { get; set; }
}

namespace PyTorchCS.Optim;

/// <summary>Options of <see cref="RMSprop"/>.</summary>
public sealed record RMSpropOptions : OptimizerOptions
{
    /// <summary>How slowly the average of squares changes.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the denominator.</summary>
    public double Eps { get; init; } = 1e-8;

    /// <summary>The L2 penalty.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How much of the previous update is kept.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is scaled by its estimated variance instead of its average square.</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    protected internal override double? CycledMomentum => Momentum;

    /// <inheritdoc/>
    protected internal override OptimizerOptions WithCycledMomentum(double momentum) => this with { Momentum = momentum };

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        OptionCheck.NotNegative(Alpha, "alpha");
        OptionCheck.NotNegative(Eps, "eps");
        OptionCheck.NotNegative(WeightDecay, "weightDecay");
        OptionCheck.NotNegative(Momentum, "momentum");
    }
}

/// <summary>
/// RMSprop: <c>v = α·v + (1 - α)·g²; b = momentum·b + g / (√v + eps); p = p - lr·b</c>; centered, the square of the gradient's
/// average is taken off <c>v</c> first.
/// </summary>
/// <remarks>State: <c>step</c>, <c>square_avg</c>, with momentum <c>momentum_buffer</c>, centered <c>grad_avg</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.RMSprop.html"/>
public sealed class RMSprop : Optimizer<RMSpropOptions>, IForeachUpdate<RMSpropOptions>
{
    private const string Square = "square_avg";
    private const string Buffer = "momentum_buffer";
    private const string Average = "grad_avg";

    /// <summary>Optimizes <paramref name="parameters"/>.</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    public RMSprop(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool? @foreach = null,
        bool maximize = false)
        : base(parameters, new RMSpropOptions
        {
            Lr = lr,
            Alpha = alpha,
            Eps = eps,
            WeightDecay = weightDecay,
            Momentum = momentum,
            Centered = centered,
            Foreach = @foreach,
            Maximize = maximize,
        })
    {
    }

    /// <inheritdoc/>
    protected override void InitializeState(Tensor parameter, ParameterState state, RMSpropOptions options)
    {
        state.EnsureStep();
        state.EnsureZeros(Square, parameter);
        if (options.Momentum > 0)
        {
            state.EnsureZeros(Buffer, parameter);
        }

        if (options.Centered)
        {
            state.EnsureZeros(Average, parameter);
        }
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, ParameterState state, RMSpropOptions options)
    {
        state[ParameterState.Step].Add_(1);
        if (options.WeightDecay != 0)
        {
            gradient = gradient.Add(parameter, alpha: options.WeightDecay);
        }

        var square = state[Square].Mul_(options.Alpha).Addcmul_(gradient, gradient, value: 1 - options.Alpha);
        if (options.Centered)
        {
            var average = state[Average].Lerp_(gradient, 1 - options.Alpha);
            square = square.Addcmul(average, average, value: -1);
        }

        var denominator = square.Sqrt().Add_(options.Eps);
        if (options.Momentum > 0)
        {
            var buffer = state[Buffer].Mul_(options.Momentum).Addcdiv_(gradient, denominator);
            parameter.Add_(buffer, alpha: -options.Lr);
        }
        else
        {
            parameter.Addcdiv_(gradient, denominator, value: -options.Lr);
        }
    }

    /// <inheritdoc/>
    void IForeachUpdate<RMSpropOptions>.UpdateForeach(TensorBatch batch, RMSpropOptions options)
    {
        batch.NextStep();
        var gradients = batch.Gradients;
        if (options.WeightDecay != 0)
        {
            gradients = Foreach.Add(gradients, batch.Parameters, alpha: options.WeightDecay);
        }

        var square = batch[Square];
        Foreach.Mul_(square, options.Alpha);
        Foreach.Addcmul_(square, gradients, gradients, value: 1 - options.Alpha);
        if (options.Centered)
        {
            var average = batch[Average];
            Foreach.Lerp_(average, gradients, 1 - options.Alpha);
            square = Foreach.Addcmul(square, average, average, value: -1);
        }

        var denominator = Foreach.Sqrt(square);
        Foreach.Add_(denominator, options.Eps);
        if (options.Momentum > 0)
        {
            var buffer = batch[Buffer];
            Foreach.Mul_(buffer, options.Momentum);
            Foreach.Addcdiv_(buffer, gradients, denominator);
            Foreach.Add_(batch.Parameters, buffer, alpha: -options.Lr);
        }
        else
        {
            Foreach.Addcdiv_(batch.Parameters, gradients, denominator, value: -options.Lr);
        }
    }
}

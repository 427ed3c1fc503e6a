using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>Options of <see cref="SGD"/>.</summary>
public sealed record SGDOptions : OptimizerOptions
{
    /// <summary>How much of the previous update is kept.</summary>
    public double Momentum { get; init; }

    /// <summary>How much of the gradient is kept out of the momentum.</summary>
    public double Dampening { get; init; }

    /// <summary>The L2 penalty.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the gradient is taken ahead along the momentum.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    protected internal override double? CycledMomentum => Momentum;

    /// <inheritdoc/>
    protected internal override OptimizerOptions WithCycledMomentum(double momentum) => this with { Momentum = momentum };

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        OptionCheck.NotNegative(Momentum, "momentum");
        OptionCheck.NotNegative(WeightDecay, "weightDecay");
        if (double.IsNaN(Dampening))
        {
            throw new ArgumentOutOfRangeException("dampening", Dampening, "dampening must be a number, but is NaN.");
        }

        if (Nesterov && (Momentum <= 0 || Dampening != 0))
        {
            throw new ArgumentException(
                $"nesterov needs a momentum above 0 and no dampening, but momentum is {Momentum} and dampening is {Dampening}.",
                "nesterov");
        }
    }
}

/// <summary>Stochastic gradient descent: <c>v = momentum·v + (1 - dampening)·g; p = p - lr·v</c>, with <c>v = g</c> at first.</summary>
/// <remarks>With <c>nesterov</c> the step goes along <c>g + momentum·v</c>. State: <c>momentum_buffer</c>, if there is momentum.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.SGD.html"/>
public sealed class SGD : Optimizer<SGDOptions>, IFusedUpdate<SGDOptions>
{
    private const string Buffer = "momentum_buffer";

    /// <summary>Optimizes <paramref name="parameters"/>.</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    public SGD(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false,
        bool? @foreach = null,
        bool? fused = null)
        : base(parameters, new SGDOptions
        {
            Lr = lr,
            Momentum = momentum,
            Dampening = dampening,
            WeightDecay = weightDecay,
            Nesterov = nesterov,
            Maximize = maximize,
            Foreach = @foreach,
            Fused = fused,
        })
    {
    }

    /// <inheritdoc/>
    protected override bool TakesSparseGradients => true;

    /// <inheritdoc/>
    protected override void InitializeState(Tensor parameter, ParameterState state, SGDOptions options)
    {
        if (options.Momentum != 0)
        {
            state.EnsureZeros(Buffer, parameter);
        }
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, ParameterState state, SGDOptions options)
    {
        if (options.WeightDecay != 0)
        {
            gradient = gradient.Add(parameter, alpha: options.WeightDecay);
        }

        if (options.Momentum != 0)
        {
            var buffer = state[Buffer];
            buffer.Mul_(options.Momentum).Add_(gradient, alpha: state.IsNew ? 1 : 1 - options.Dampening);
            gradient = options.Nesterov ? Ahead(gradient, buffer, options.Momentum) : buffer;
        }

        parameter.Add_(gradient, alpha: -options.Lr);
    }

    // Only a dense tensor can have a sparse one added to it.
    private static Tensor Ahead(Tensor gradient, Tensor buffer, double momentum) => gradient.Layout == Layout.Strided
        ? gradient.Add(buffer, alpha: momentum)
        : buffer.Mul(momentum).Add(gradient);

    /// <inheritdoc/>
    unsafe void IFusedUpdate<SGDOptions>.UpdateFused(TensorBatch batch, SGDOptions options)
    {
        var error = Aten._FusedSgd_(
            batch.LentParameters,
            batch.LentGradients,
            options.Momentum != 0 ? batch.Lent(Buffer) : default,
            weightDecay: options.WeightDecay,
            momentum: options.Momentum,
            lr: options.Lr,
            dampening: options.Dampening,
            nesterov: options.Nesterov,
            maximize: options.Maximize,
            isFirstStep: batch.IsFirstStep,
            gradScale: 0,
            foundInf: 0);
        GC.KeepAlive(batch);
        Errors.Check(error, "_fused_sgd_");
    }
}

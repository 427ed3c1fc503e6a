using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>Options of <see cref="Adam"/> and <see cref="AdamW"/>.</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>How slowly the averages of the gradient and of its square change.</summary>
    public (double Beta1, double Beta2) Betas { get; init; } = (0.9, 0.999);

    /// <summary>Added to the denominator.</summary>
    public double Eps { get; init; } = 1e-8;

    /// <summary>The L2 penalty, or the share by which parameters shrink where <see cref="DecoupledWeightDecay"/> is set.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the denominator uses the largest average of squares so far.</summary>
    public bool Amsgrad { get; init; }

    /// <summary>Whether weight decay shrinks the parameters directly, as in AdamW, and leaves the averages alone.</summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <inheritdoc/>
    protected internal override double? CycledMomentum => Betas.Beta1;

    /// <inheritdoc/>
    protected internal override OptimizerOptions WithCycledMomentum(double momentum) =>
        this with { Betas = (momentum, Betas.Beta2) };

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        OptionCheck.Fraction(Betas.Beta1, "betas.Beta1");
        OptionCheck.Fraction(Betas.Beta2, "betas.Beta2");
        OptionCheck.NotNegative(Eps, "eps");
        OptionCheck.NotNegative(WeightDecay, "weightDecay");
    }
}

/// <summary>
/// Adam: <c>m = β1·m + (1 - β1)·g; v = β2·v + (1 - β2)·g²; p = p - lr·m̂ / (√v̂ + eps)</c>, where <c>m̂ = m / (1 - β1ᵗ)</c> and
/// <c>v̂ = v / (1 - β2ᵗ)</c>.
/// </summary>
/// <remarks>State: <c>step</c>, <c>exp_avg</c>, <c>exp_avg_sq</c>, and <c>max_exp_avg_sq</c> with <c>amsgrad</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.Adam.html"/>
public class Adam : Optimizer<AdamOptions>, IFusedUpdate<AdamOptions>
{
    private const string Average = "exp_avg";
    private const string Square = "exp_avg_sq";
    private const string LargestSquare = "max_exp_avg_sq";

    /// <summary>Optimizes <paramref name="parameters"/>; <paramref name="betas"/> not given are (0.9, 0.999).</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    public Adam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool? @foreach = null,
        bool maximize = false,
        bool? fused = null,
        bool decoupledWeightDecay = false)
        : base(parameters, new AdamOptions
        {
            Lr = lr,
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
            Amsgrad = amsgrad,
            Foreach = @foreach,
            Maximize = maximize,
            Fused = fused,
            DecoupledWeightDecay = decoupledWeightDecay,
        })
    {
    }

    /// <inheritdoc/>
    protected override void InitializeState(Tensor parameter, ParameterState state, AdamOptions options)
    {
        state.EnsureStep();
        state.EnsureZeros(Average, parameter);
        state.EnsureZeros(Square, parameter);
        if (options.Amsgrad)
        {
            state.EnsureZeros(LargestSquare, parameter);
        }
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, ParameterState state, AdamOptions options)
    {
        var step = state.NextStep();
        var (beta1, beta2) = options.Betas;
        if (options.WeightDecay != 0 && options.DecoupledWeightDecay)
        {
            parameter.Mul_(1 - (options.Lr * options.WeightDecay));
        }
        else if (options.WeightDecay != 0)
        {
            gradient = gradient.Add(parameter, alpha: options.WeightDecay);
        }

        var average = state[Average].Lerp_(gradient, 1 - beta1);
        var square = state[Square].Mul_(beta2).Addcmul_(gradient, gradient, value: 1 - beta2);
        if (options.Amsgrad)
        {
            var largest = state[LargestSquare];
            square = Torch.Maximum(largest, square, largest);
        }

        var denominator = square.Sqrt().Div_(Math.Sqrt(1 - Math.Pow(beta2, step))).Add_(options.Eps);
        parameter.Addcdiv_(average, denominator, value: -options.Lr / (1 - Math.Pow(beta1, step)));
    }

    /// <inheritdoc/>
    unsafe void IFusedUpdate<AdamOptions>.UpdateFused(TensorBatch batch, AdamOptions options)
    {
        batch.NextStep();
        var largest = options.Amsgrad ? batch.Lent(LargestSquare) : default;
        var (beta1, beta2) = options.Betas;
        var error = options.DecoupledWeightDecay
            ? Aten._FusedAdamw_(
                batch.LentParameters, batch.LentGradients, batch.Lent(Average), batch.Lent(Square), largest, batch.Lent(ParameterState.Step),
                options.Lr, beta1, beta2, options.WeightDecay, options.Eps, options.Amsgrad, options.Maximize, gradScale: 0, foundInf: 0)
            : Aten._FusedAdam_(
                batch.LentParameters, batch.LentGradients, batch.Lent(Average), batch.Lent(Square), largest, batch.Lent(ParameterState.Step),
                options.Lr, beta1, beta2, options.WeightDecay, options.Eps, options.Amsgrad, options.Maximize, gradScale: 0, foundInf: 0);
        GC.KeepAlive(batch);
        Errors.Check(error, options.DecoupledWeightDecay ? "_fused_adamw_" : "_fused_adam_");
    }
}

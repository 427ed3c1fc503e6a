using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>Options of <see cref="Adagrad"/>.</summary>
public sealed record AdagradOptions : OptimizerOptions
{
    /// <summary>How fast the learning rate falls with the number of updates.</summary>
    public double LrDecay { get; init; }

    /// <summary>The L2 penalty.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Where the sum of squares starts.</summary>
    public double InitialAccumulatorValue { get; init; }

    /// <summary>Added to the denominator.</summary>
    public double Eps { get; init; } = 1e-10;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        OptionCheck.NotNegative(LrDecay, "lrDecay");
        OptionCheck.NotNegative(WeightDecay, "weightDecay");
        OptionCheck.NotNegative(InitialAccumulatorValue, "initialAccumulatorValue");
        OptionCheck.NotNegative(Eps, "eps");
    }
}

/// <summary>Adagrad: <c>s = s + g²; p = p - lr / (1 + (t - 1)·lrDecay) · g / (√s + eps)</c>.</summary>
/// <remarks>A sparse gradient changes only the elements that it names. State: <c>step</c>, <c>sum</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.Adagrad.html"/>
public sealed class Adagrad : Optimizer<AdagradOptions>, IFusedUpdate<AdagradOptions>
{
    private const string Sum = "sum";

    /// <summary>Optimizes <paramref name="parameters"/>.</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    public Adagrad(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool? @foreach = null,
        bool maximize = false,
        bool? fused = null)
        : base(parameters, new AdagradOptions
        {
            Lr = lr,
            LrDecay = lrDecay,
            WeightDecay = weightDecay,
            InitialAccumulatorValue = initialAccumulatorValue,
            Eps = eps,
            Foreach = @foreach,
            Maximize = maximize,
            Fused = fused,
        })
    {
    }

    /// <inheritdoc/>
    protected override bool TakesSparseGradients => true;

    /// <inheritdoc/>
    protected override void InitializeState(Tensor parameter, ParameterState state, AdagradOptions options)
    {
        state.EnsureStep();
        state.Ensure(Sum, () => Torch.FullLike(parameter, InitialSum(parameter, options.InitialAccumulatorValue)));
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, ParameterState state, AdagradOptions options)
    {
        var rate = options.Lr / (1 + ((state.NextStep() - 1) * options.LrDecay));
        if (gradient.Layout != Layout.Strided)
        {
            UpdateSparse(parameter, gradient.Coalesce(), state[Sum], rate, options);
            return;
        }

        if (options.WeightDecay != 0)
        {
            gradient = gradient.Add(parameter, alpha: options.WeightDecay);
        }

        var sum = state[Sum].Addcmul_(gradient, gradient);
        parameter.Addcdiv_(gradient, sum.Sqrt().Add_(options.Eps), value: -rate);
    }

    /// <inheritdoc/>
    unsafe void IFusedUpdate<AdagradOptions>.UpdateFused(TensorBatch batch, AdagradOptions options)
    {
        batch.NextStep();
        var error = Aten._FusedAdagrad_(
            batch.LentParameters, batch.LentGradients, batch.Lent(Sum), batch.Lent(ParameterState.Step),
            options.Lr, options.LrDecay, options.WeightDecay, options.Eps, options.Maximize, gradScale: 0, foundInf: 0);
        GC.KeepAlive(batch);
        Errors.Check(error, "_fused_adagrad_");
    }

    private static void UpdateSparse(Tensor parameter, Tensor gradient, Tensor sum, double rate, AdagradOptions options)
    {
        if (options.WeightDecay != 0)
        {
            throw new InvalidOperationException("Adagrad's weightDecay does not go with sparse gradients: it is not sparse.");
        }

        sum.Add_(gradient.Pow(2));
        var deviation = sum.SparseMask(gradient).Coalesce().Values().Sqrt_().Add_(options.Eps);
        var change = Torch.SparseCooTensor(gradient.Indices(), gradient.Values().Div(deviation), gradient.Shape);
        parameter.Add_(change, alpha: -rate);
    }

    // The real part and the imaginary part of a complex parameter have a sum each.
    private static Scalar InitialSum(Tensor parameter, double value) =>
        parameter.DType.IsComplex ? new System.Numerics.Complex(value, value) : value;
}

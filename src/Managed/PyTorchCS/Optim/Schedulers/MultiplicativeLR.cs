namespace PyTorchCS.Optim;

/// <summary>Multiplies the rates every epoch by a function of the epoch.</summary>
/// <remarks>The functions are no part of the state dict.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.MultiplicativeLR.html"/>
public sealed class MultiplicativeLR(Optimizer optimizer, IReadOnlyList<Func<long, double>> lrLambda, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    private readonly Func<long, double>[] _functions = ScheduleCheck.Functions(optimizer, lrLambda, nameof(lrLambda));

    /// <summary>Uses one function for every group.</summary>
    public MultiplicativeLR(Optimizer optimizer, Func<long, double> lrLambda, long lastEpoch = -1)
        : this(optimizer, ((PerGroup<Func<long, double>>)lrLambda).For(optimizer, nameof(lrLambda)), lastEpoch)
    {
    }

    /// <inheritdoc/>
    internal override void Restart(bool fromBase)
    {
        // There is no formula that leads from the initial rates to epoch 0, so PyTorch takes an ordinary step to it.
        LastEpoch = 0;
        SetRates();
    }

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        IsInitial ? lr : lr * ScheduleCheck.Of(this, _functions, group)(LastEpoch);
}

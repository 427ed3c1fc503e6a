namespace PyTorchCS.Optim;

/// <summary>Sets the rates to the initial ones times a function of the epoch.</summary>
/// <remarks>The functions are no part of the state dict.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.LambdaLR.html"/>
public sealed class LambdaLR(Optimizer optimizer, IReadOnlyList<Func<long, double>> lrLambda, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    private readonly Func<long, double>[] _functions = ScheduleCheck.Functions(optimizer, lrLambda, nameof(lrLambda));

    /// <summary>Uses one function for every group.</summary>
    public LambdaLR(Optimizer optimizer, Func<long, double> lrLambda, long lastEpoch = -1)
        : this(optimizer, ((PerGroup<Func<long, double>>)lrLambda).For(optimizer, nameof(lrLambda)), lastEpoch)
    {
    }

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        baseLr * ScheduleCheck.Of(this, _functions, group)(LastEpoch);
}

namespace PyTorchCS.NN;

/// <summary>What the batch normalizations share: scale, shift and running statistics.</summary>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    private protected BatchNorm(long numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats, DType? dtype, Device? device)
    {
        NumFeatures = numFeatures;
        Eps = eps;
        Momentum = momentum;
        Weight = affine ? new Parameter(Torch.Empty([numFeatures], dtype: dtype, device: device)) : null;
        Bias = affine ? new Parameter(Torch.Empty([numFeatures], dtype: dtype, device: device)) : null;
        if (trackRunningStats)
        {
            RunningMean = Torch.Zeros([numFeatures], dtype: dtype, device: device);
            RunningVar = Torch.Ones([numFeatures], dtype: dtype, device: device);
            NumBatchesTracked = Torch.Zeros([], dtype: DType.Int64, device: device);
        }

        ResetParameters();
    }

    /// <summary>The number of channels.</summary>
    public long NumFeatures { get; }

    /// <summary>What keeps the root away from 0.</summary>
    public double Eps { get; }

    /// <summary>The share of a batch in the running statistics; null for the plain average over all batches.</summary>
    public double? Momentum { get; }

    /// <summary>The scale of each channel, or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>The shift of each channel, or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The mean used in evaluation, or null to use the batch's.</summary>
    [Buffer]
    public Tensor? RunningMean { get; private set; }

    /// <summary>The variance used in evaluation, or null to use the batch's.</summary>
    [Buffer]
    public Tensor? RunningVar { get; private set; }

    /// <summary>How many batches went into the running statistics, or null.</summary>
    [Buffer]
    public Tensor? NumBatchesTracked { get; private set; }

    /// <inheritdoc/>
    public sealed override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckDimensions(input);
        double share = Momentum ?? 0.0;
        if (Training && NumBatchesTracked is { } batches)
        {
            batches.Add_(1);
            share = Momentum ?? 1.0 / batches.Item<long>();
        }

        bool ownStatistics = Training || RunningMean is null;
        return F.BatchNorm(input, RunningMean, RunningVar, Weight, Bias, ownStatistics, share, Eps);
    }

    /// <summary>Forgets the running statistics.</summary>
    public void ResetRunningStats()
    {
        RunningMean?.Zero_();
        RunningVar?.Fill_(1);
        NumBatchesTracked?.Zero_();
    }

    /// <summary>Uses the statistics of the batch from here on, in evaluation, too.</summary>
    internal void DropRunningStats() => (RunningMean, RunningVar, NumBatchesTracked) = (null, null, null);

    /// <summary>Sets scales to 1, shifts to 0, and forgets the running statistics.</summary>
    public void ResetParameters()
    {
        ResetRunningStats();
        if (Weight is not null && Bias is not null)
        {
            Init.Ones_(Weight);
            Init.Zeros_(Bias);
        }
    }

    /// <inheritdoc/>
    public override string ExtraRepr() =>
        $"{NumFeatures}, eps={Python.Repr(Eps)}, momentum={Python.Repr(Momentum)}, affine={Python.Repr(Weight is not null)}, track_running_stats={Python.Repr(RunningMean is not null)}";

    // Files of PyTorch before 0.4.1 do not count batches.
    private protected sealed override bool MayLack(string name) => name == "num_batches_tracked";

    /// <summary>Refuses an input of another number of dimensions.</summary>
    private protected abstract void CheckDimensions(Tensor input);

    private protected void RequireDimensions(Tensor input, bool fits, string wanted)
    {
        if (!fits)
        {
            throw new ArgumentException($"{ReprName()}: takes {wanted} dimensions, got [{string.Join(", ", input.Shape)}].", nameof(input));
        }
    }
}

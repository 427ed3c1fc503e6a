namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>(x - y)²</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <param name="weight">A weight for each element; the mean is then divided by the sum of the weights.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.mse_loss.html"/>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, Tensor? weight = null)
    {
        (input, target) = Fitting("mse_loss", input, target);
        return weight is null ? Ops.MseLoss(input, target, reduction) : WeightedAverage(Ops.MseLoss(input, target, Reduction.None), weight, reduction);
    }

    /// <summary>Computes <c>|x - y|</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <param name="weight">A weight for each element; the mean is then divided by the sum of the weights.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.l1_loss.html"/>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, Tensor? weight = null)
    {
        (input, target) = Fitting("l1_loss", input, target);
        return weight is null ? Ops.L1Loss(input, target, reduction) : WeightedAverage(Ops.L1Loss(input, target, Reduction.None), weight, reduction);
    }

    /// <summary>Computes <c>(x - y)² / (2·beta)</c> where <c>|x - y| &lt; beta</c>, and <c>|x - y| - beta / 2</c> elsewhere.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <param name="beta">Where the parabola becomes a line; 0 gives the absolute difference.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.smooth_l1_loss.html"/>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0)
    {
        (input, target) = Fitting("smooth_l1_loss", input, target);
        return beta == 0 ? Ops.L1Loss(input, target, reduction) : Ops.SmoothL1Loss(input, target, reduction, beta);
    }

    /// <summary>Computes <c>(x - y)² / 2</c> where <c>|x - y| ≤ delta</c>, and <c>delta · (|x - y| - delta / 2)</c> elsewhere.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <param name="delta">Where the parabola becomes a line, positive.</param>
    /// <param name="weight">A weight for each element; the mean is still that over all elements.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.huber_loss.html"/>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1.0, Tensor? weight = null)
    {
        (input, target) = Fitting("huber_loss", input, target);
        return weight is null ? Ops.HuberLoss(input, target, reduction, delta) : Reduce(Weighted(Ops.HuberLoss(input, target, Reduction.None, delta), weight), reduction);
    }

    /// <summary>Computes <c>-log softmax(x)</c> at the target class, or <c>-Σ y·log softmax(x)</c> for target probabilities.</summary>
    /// <param name="input">Logits, shape <c>(N, C, *)</c> or <c>(C)</c>.</param>
    /// <param name="target">Class numbers of type int64, shape <c>(N, *)</c> or <c>()</c>; or probabilities of the input's shape.</param>
    /// <param name="weight">A weight for each class, shape <c>(C)</c>.</param>
    /// <param name="ignoreIndex">A class number whose elements count for nothing.</param>
    /// <param name="reduction">How to make one number of it; the mean is divided by the sum of the weights used.</param>
    /// <param name="labelSmoothing">The share of the target that is spread evenly over all classes, from 0 to 1.</param>
    /// <returns>One number, or the target's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.cross_entropy.html"/>
    public static Tensor CrossEntropy(Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0.0) =>
        Ops.CrossEntropyLoss(input, target, weight, reduction, ignoreIndex, labelSmoothing);

    /// <summary>Computes <c>-x</c> at the target class: the likelihood loss for log probabilities.</summary>
    /// <param name="input">Log probabilities, shape <c>(N, C, *)</c> or <c>(C)</c>.</param>
    /// <param name="target">Class numbers of type int64, shape <c>(N, *)</c> or <c>()</c>.</param>
    /// <param name="weight">A weight for each class, shape <c>(C)</c>.</param>
    /// <param name="ignoreIndex">A class number whose elements count for nothing.</param>
    /// <param name="reduction">How to make one number of it; the mean is divided by the sum of the weights used.</param>
    /// <returns>One number, or the target's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.nll_loss.html"/>
    public static Tensor NllLoss(Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean) =>
        Ops.NllLossNd(input, target, weight, reduction, ignoreIndex);

    /// <summary>Computes <c>-(y·log x + (1 - y)·log(1 - x))</c>; the logarithms are cut off at -100.</summary>
    /// <param name="input">Probabilities of any shape.</param>
    /// <param name="target">The same shape, between 0 and 1.</param>
    /// <param name="weight">A weight for each element; broadcasts.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.binary_cross_entropy.html"/>
    public static Tensor BinaryCrossEntropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        RequireEqualShapes("binary_cross_entropy", input, target);
        return Ops.BinaryCrossEntropy(input, target, weight is null ? null : Ops.Expand(weight, target.Shape), reduction);
    }

    /// <summary>Computes <see cref="BinaryCrossEntropy"/> of <c>sigmoid(x)</c>, stably.</summary>
    /// <param name="input">Logits of any shape.</param>
    /// <param name="target">The same shape, between 0 and 1.</param>
    /// <param name="weight">A weight for each element; broadcasts.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <param name="posWeight">A factor for the positive part; broadcasts.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.binary_cross_entropy_with_logits.html"/>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null)
    {
        RequireEqualShapes("binary_cross_entropy_with_logits", input, target);
        return Ops.BinaryCrossEntropyWithLogits(input, target, weight, posWeight, reduction);
    }

    /// <summary>Computes <c>y · (log y - x)</c>: the Kullback-Leibler divergence of log probabilities <c>x</c> from <c>y</c>.</summary>
    /// <param name="input">Log probabilities of any shape.</param>
    /// <param name="target">Probabilities of the same shape, or their logarithms.</param>
    /// <param name="reduction">How to make one number of it; only <see cref="KLDivReduction.BatchMean"/> gives the mathematical value.</param>
    /// <param name="logTarget">Whether the target holds logarithms.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.kl_div.html"/>
    public static Tensor KlDiv(Tensor input, Tensor target, KLDivReduction reduction = KLDivReduction.Mean, bool logTarget = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Reduction native = reduction switch
        {
            KLDivReduction.None => Reduction.None,
            KLDivReduction.Mean => Reduction.Mean,
            _ => Reduction.Sum,
        };
        Tensor loss = Ops.KlDiv(input, target, native, logTarget);
        return reduction == KLDivReduction.BatchMean && input.Ndim != 0 ? loss / input.Size(0) : loss;
    }

    private static Tensor WeightedAverage(Tensor losses, Tensor weight, Reduction reduction)
    {
        Tensor weighted = Weighted(losses, weight);
        return reduction == Reduction.Mean ? weighted.Sum() / weight.Sum() : Reduce(weighted, reduction);
    }

    private static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.None => losses,
        Reduction.Sum => losses.Sum(),
        _ => losses.Mean(),
    };

    private static Tensor Weighted(Tensor losses, Tensor weight)
    {
        if (!weight.Shape.AsSpan().SequenceEqual(losses.Shape))
        {
            throw new ArgumentException(
                $"weighted loss: weight [{string.Join(", ", weight.Shape)}] needs the shape of the elements [{string.Join(", ", losses.Shape)}].", nameof(weight));
        }

        return losses * weight;
    }

    // As PyTorch, these losses only warn where the shapes differ: every element is then compared with every other.
    private static (Tensor Input, Tensor Target) Fitting(string operation, Tensor input, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.HasShapeOf(target))
        {
            return (input, target);
        }

        // What cannot be broadcast is left to the kernel, whose error names both.
        IEnumerable<long> backwards = input.Shape.Reverse();
        if (!backwards.Zip(target.Shape.Reverse()).All(pair => pair.First == pair.Second || pair.First == 1 || pair.Second == 1))
        {
            return (input, target);
        }

        TorchWarning.Emit(
            $"{operation}: the target [{string.Join(", ", target.Shape)}] differs in shape from the input [{string.Join(", ", input.Shape)}]; broadcasting them is hardly what is meant.");
        Tensor[] both = Torch.BroadcastTensors([input, target]);
        return (both[0], both[1]);
    }

    private static void RequireEqualShapes(string operation, Tensor input, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (!input.Shape.AsSpan().SequenceEqual(target.Shape))
        {
            throw new ArgumentException(
                $"{operation}: the target [{string.Join(", ", target.Shape)}] needs the shape of the input [{string.Join(", ", input.Shape)}].", nameof(target));
        }
    }
}

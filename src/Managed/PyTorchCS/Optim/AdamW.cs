namespace PyTorchCS.Optim;

/// <summary>Adam with decoupled weight decay: <c>p = p - lr·weightDecay·p</c> before Adam's update, which does not see it.</summary>
/// <remarks>State: that of <see cref="Adam"/>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.AdamW.html"/>
public sealed class AdamW : Adam
{
    /// <summary>Optimizes <paramref name="parameters"/>; <paramref name="betas"/> not given are (0.9, 0.999).</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is no leaf or given twice, or an option is out of range.</exception>
    public AdamW(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false,
        bool maximize = false,
        bool? @foreach = null,
        bool? fused = null)
        : base(parameters, lr, betas, eps, weightDecay, amsgrad, @foreach, maximize, fused, decoupledWeightDecay: true)
    {
    }
}

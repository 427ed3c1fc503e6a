namespace PyTorchCS.Optim;

/// <summary>An optimizer for which LibTorch has a kernel that does the whole update of many parameters at once.</summary>
/// <typeparam name="TOptions">The optimizer's options.</typeparam>
public interface IFusedUpdate<in TOptions>
{
    /// <summary>Updates dense floating-point parameters of one type on one device.</summary>
    /// <remarks>The kernel turns the gradients' sign itself where <see cref="OptimizerOptions.Maximize"/> is set.</remarks>
    void UpdateFused(TensorBatch batch, TOptions options);
}

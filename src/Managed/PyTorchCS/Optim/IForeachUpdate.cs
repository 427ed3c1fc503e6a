namespace PyTorchCS.Optim;

/// <summary>An optimizer that can update many parameters by native calls that each take all of them.</summary>
/// <typeparam name="TOptions">The optimizer's options.</typeparam>
public interface IForeachUpdate<in TOptions>
{
    /// <summary>Updates dense floating-point parameters of one type on one device.</summary>
    /// <remarks>The gradients come with their sign turned where <see cref="OptimizerOptions.Maximize"/> is set.</remarks>
    void UpdateForeach(TensorBatch batch, TOptions options);
}

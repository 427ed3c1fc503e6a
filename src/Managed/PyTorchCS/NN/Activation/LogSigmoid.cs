namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Logsigmoid" path="/summary"/>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.LogSigmoid.html"/>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Logsigmoid(input);
}

namespace PyTorchCS;

/// <summary>Gives its inputs on, and fails in the backward pass: the end of what can be differentiated.</summary>
internal sealed class NotTwiceDifferentiable(string name) : Function
{
    internal override string NodeName => "NotTwiceDifferentiable";

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => Array.ConvertAll(inputs, input => input.ViewAs(input));

    protected override bool GenerateVmapRule => true;

    protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
    {
    }

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) =>
        throw new InvalidOperationException($"trying to differentiate twice a function that is marked as OnceDifferentiable: {name}");
}

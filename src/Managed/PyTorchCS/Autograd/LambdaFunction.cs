namespace PyTorchCS;

/// <summary>A function that consists of two delegates.</summary>
internal sealed class LambdaFunction(Func<FunctionCtx, Tensor[], Tensor[]> forward, Func<FunctionCtx, Tensor[], Tensor?[]> backward, string name) : Function
{
    internal override string NodeName => name + "Backward";

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => forward(ctx, inputs);

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => backward(ctx, gradOutputs);
}

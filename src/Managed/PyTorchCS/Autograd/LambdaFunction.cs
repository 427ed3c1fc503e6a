namespace PyTorchCS;

/// <summary>A function that consists of delegates.</summary>
internal sealed class LambdaFunction(Func<FunctionCtx, Tensor[], Tensor[]> forward, Func<FunctionCtx, Tensor[], Tensor?[]> backward, string name) : Function
{
    internal override string Name => name;

    internal override bool IsSetUpApart => Setup is not null;

    internal override bool HasVmapRule => Rule is not null;

    internal Action<FunctionCtx, Tensor[], Tensor[]>? Setup { get; init; }

    internal Func<FunctionCtx, Tensor[], Tensor?[]>? Tangents { get; init; }

    internal Func<VmapInfo, long?[], Tensor[], (Tensor[] Outputs, long?[] OutDims)>? Rule { get; init; }

    internal bool Generates { get; init; }

    protected override bool GenerateVmapRule => Generates;

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => forward(ctx, inputs);

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => backward(ctx, gradOutputs);

    protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs) => Setup?.Invoke(ctx, inputs, outputs);

    protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) => Tangents is null ? base.Jvp(ctx, gradInputs) : Tangents(ctx, gradInputs);

    protected override (Tensor[] Outputs, long?[] OutDims) Vmap(VmapInfo info, long?[] inDims, Tensor[] args) =>
        Rule is null ? base.Vmap(info, inDims, args) : Rule(info, inDims, args);
}

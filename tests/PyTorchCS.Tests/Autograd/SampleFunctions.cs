namespace PyTorchCS.Tests;

/// <summary>The custom functions that the tests apply.</summary>
internal static class SampleFunctions
{
    internal sealed class Exp : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            var y = inputs[0].Exp();
            ctx.SaveForBackward(y);
            return [y];
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[0]];
    }

    /// <summary>The same in the form that function transforms want.</summary>
    internal class ExpApart : Function
    {
        protected override bool GenerateVmapRule => true;

        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].Exp()];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
            ctx.SaveForBackward(outputs);
            ctx.SaveForForward(outputs);
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[0]];

        protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) => [gradInputs[0] * ctx.SavedTensors[0]];
    }

    internal sealed class Cube : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            ctx.SaveForBackward(inputs);
            return [inputs[0].Pow(3)];
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[0].Pow(2) * 3];
    }

    internal sealed class ProductAndSum : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            ctx.SaveForBackward(inputs);
            return [inputs[0] * inputs[1], inputs[0] + inputs[1]];
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
        {
            var saved = ctx.SavedTensors;
            return [(gradOutputs[0] * saved[1]) + gradOutputs[1], (gradOutputs[0] * saved[0]) + gradOutputs[1]];
        }
    }

    internal sealed class Scale(double factor) : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0] * factor];

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * factor];
    }

    internal sealed class Custom(Func<FunctionCtx, Tensor[], Tensor[]> forward, Func<FunctionCtx, Tensor[], Tensor?[]> backward) : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => forward(ctx, inputs);

        // An override may say that entries can be null, which they are after SetMaterializeGrads(false).
        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor?[] gradOutputs) => backward(ctx, gradOutputs!);
    }
}

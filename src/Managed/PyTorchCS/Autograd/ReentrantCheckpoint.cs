using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A checkpoint whose backward form runs a backward pass of its own, into the parameters that the function uses.</summary>
internal sealed class ReentrantCheckpoint(CheckpointSegment segment) : Function
{
    internal override string NodeName => "CheckpointFunctionBackward";

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
    {
        ctx.SaveForBackward(inputs);
        using var scope = Torch.Scope();
        return segment.Run(scope, inputs);
    }

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
    {
        if (!Native.EngineAccumulates())
        {
            throw new InvalidOperationException(
                "checkpoint: with useReentrant gradients cannot be taken by Grad or for chosen inputs; call Backward() without inputs, or do without useReentrant");
        }
        var saved = ctx.SavedTensors;
        using var scope = Torch.Scope();
        Tensor[] given = [.. saved.Select((tensor, i) => tensor.Detach().RequiresGrad_(ctx.NeedsInputGrad[i]))];
        var outputs = segment.RunAgain(given);
        var places = Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad).ToArray();
        if (places.Length == 0)
        {
            throw new InvalidOperationException("checkpoint: no result of the function requires gradients");
        }
        Autograd.Backward(Array.ConvertAll(places, i => outputs[i]), Array.ConvertAll(places, i => gradOutputs[i]));
        return Array.ConvertAll(given, tensor => tensor.Grad is { } gradient ? scope.Keep(gradient) : null);
    }
}

namespace PyTorchCS;

/// <summary>The form of a function for a batch that <see cref="Func"/> makes: each of its forms is run inside a layer that hides the dimension of the batch.</summary>
internal sealed class BatchedFunction(Function inner, long?[] inDims, VmapInfo info) : Function
{
    internal override string Name => "Vmapped" + inner.Name;

    /// <summary>Where the dimension of the batch stands in each output, null where it does not; known when <c>Forward</c> has run.</summary>
    internal long?[] OutDims { get; private set; } = [];

    protected override bool GenerateVmapRule => true;

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
    {
        using var layer = FuncLayer.Vmap(info.BatchSize, info.Randomness);
        var batched = Batch(layer, inputs, inDims);
        var outputs = inner.RunForward(new FunctionCtx(inner, batched), batched);
        var values = new Tensor[outputs.Length];
        var dims = new long?[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            (values[i], dims[i]) = layer.Unbatch(outputs[i]);
        }
        OutDims = dims;
        return values;
    }

    protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
    {
        using var layer = FuncLayer.Vmap(info.BatchSize, info.Randomness);
        var level = layer.Level;
        var batched = Batch(layer, inputs, inDims);
        var results = Batch(layer, outputs, OutDims);
        var own = new FunctionCtx(inner, batched, ctx.NeedsInputGrad);
        own.BeginSetup();
        inner.RunSetup(own, batched, results);
        var (saved, forForward) = ctx.TakeOver(own, results, outputs, tensor => FuncLayer.Unbatch(tensor, level));
        own.LeaveForward();
        ctx.State = new Memory(own, saved, forForward, Array.ConvertAll(batched, input => input.Shape));
    }

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
    {
        var memory = (Memory)ctx.State!;
        Tensor[] saved = [.. ctx.SavedTensors];
        using var layer = FuncLayer.Vmap(info.BatchSize, info.Randomness);
        var gradients = inner.RunBackward(new FunctionCtx(memory.Ctx, Batch(layer, saved, memory.SavedDims)), Batch(layer, gradOutputs, OutDims));
        if (gradients is null)
        {
            return null!;
        }
        var visible = new Tensor?[gradients.Length];
        for (var i = 0; i < gradients.Length; i++)
        {
            // A number too many is an error that the caller finds.
            visible[i] = i < inDims.Length && gradients[i] is { } gradient ? ForInput(layer, gradient, inDims[i], memory.InputShapes[i]) : gradients[i];
        }
        return visible;
    }

    protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs)
    {
        var memory = (Memory)ctx.State!;
        Tensor[]? saved = memory.ForwardDims is null ? null : [.. ctx.SavedTensors];
        using var layer = FuncLayer.Vmap(info.BatchSize, info.Randomness);
        var own = memory.Ctx.ForJvp(saved is null ? null : Batch(layer, saved, memory.ForwardDims!));
        var tangents = inner.RunJvp(own, Batch(layer, gradInputs, inDims));
        if (tangents is null)
        {
            return null!;
        }
        var visible = new Tensor?[tangents.Length];
        for (var i = 0; i < tangents.Length; i++)
        {
            visible[i] = i < OutDims.Length && tangents[i] is { } tangent ? ForOutput(layer, tangent, OutDims[i], i) : tangents[i];
        }
        return visible;
    }

    private static Tensor[] Batch(FuncLayer layer, Tensor[] tensors, long?[] dims)
    {
        var batched = new Tensor[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            batched[i] = dims[i] is { } dim && tensors[i] is not null ? layer.AddBatchDim(tensors[i], dim) : tensors[i];
        }
        return batched;
    }

    /// <summary>An input that is the same for all has the sum of the gradients; one of a batch has one for each, of its shape.</summary>
    private Tensor ForInput(FuncLayer layer, Tensor gradient, long? inDim, long[] shape)
    {
        if (inDim is not { } dim)
        {
            var (value, place) = layer.Unbatch(gradient);
            return place is { } counted ? value.Sum(counted) : value;
        }
        var fitting = gradient.Shape.AsSpan().SequenceEqual(shape) ? gradient : gradient.SumToSize(shape);
        return layer.RemoveBatchDim(fitting, info.BatchSize, dim);
    }

    private Tensor ForOutput(FuncLayer layer, Tensor tangent, long? outDim, int output)
    {
        if (outDim is { } dim)
        {
            return layer.RemoveBatchDim(tangent, info.BatchSize, dim);
        }
        return layer.IsBatched(tangent)
            ? throw new InvalidOperationException($"Jvp of {inner.Name}: output {output} is the same for the whole batch, but its tangent is not")
            : tangent;
    }

    private sealed record Memory(FunctionCtx Ctx, long?[] SavedDims, long?[]? ForwardDims, long[][] InputShapes);
}

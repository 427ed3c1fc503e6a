using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>
/// A checkpoint that stands in the graph for the part that the function recorded: its gradients go to the edges that led out of that part, and its
/// backward form records the part again and runs a pass through it, from its results to the same edges.
/// </summary>
internal sealed unsafe class RecomputingCheckpoint : Function
{
    private readonly CheckpointSegment _segment;
    private readonly bool[] _isResult;

    private RecomputingCheckpoint(CheckpointSegment segment, bool[] isResult) => (_segment, _isResult) = (segment, isResult);

    internal override string NodeName => "CheckpointBackward";

    internal override bool GivesGradientsAway => true;

    internal static Tensor[] Apply(CheckpointSegment segment, Tensor[] args)
    {
        // The node of a view whose base was changed in place is made when it is first asked for: not inside the function.
        if (Torch.IsGradEnabled)
        {
            Array.ForEach(args, arg => arg.GradFn?.Free());
        }
        var start = Native.CheckpointStart();
        using var scope = Torch.Scope();
        var outputs = segment.Run(scope, args);
        if (!Torch.IsGradEnabled)
        {
            return outputs;
        }
        // An output that the function did not make, such as an input, has its history already.
        var isResult = Array.ConvertAll(outputs, output => Contains(output, start));
        if (!isResult.Contains(true))
        {
            return outputs;
        }
        var results = new RecomputingCheckpoint(segment, isResult).Attach(args, outputs, start, [.. outputs.Where((_, i) => isResult[i]).Select(output => output.Detach())]);
        var next = 0;
        for (var i = 0; i < outputs.Length; i++)
        {
            if (isResult[i])
            {
                var result = results[next++];
                // The forward mode has computed it already, and its own history stays as it is.
                var tangent = ForwardAd.UnpackDual(outputs[i]).Tangent;
                if (Array.IndexOf(args, outputs[i]) < 0)
                {
                    outputs[i].Dispose();
                }
                outputs[i] = scope.Keep(tangent is null ? result : ForwardAd.MakeDual(result, tangent));
            }
        }
        return outputs;
    }

    protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => throw new InvalidOperationException("the segment has run already");

    protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
    {
        var createGraph = Torch.IsGradEnabled;
        using var scope = Torch.Scope();
        var start = Native.CheckpointStart();
        var outputs = _segment.RunAgain([.. ctx.SavedTensors]);
        Tensor[] results = [.. outputs.Where((_, i) => _isResult[i])];
        if (results.Any(result => !result.RequiresGrad))
        {
            throw new CheckpointError("a result of the function has no history in the backward pass and had one before");
        }
        var gradients = Run(ctx, results, gradOutputs, start, createGraph);
        return Array.ConvertAll(gradients, gradient => gradient is null ? null : scope.Keep(gradient));
    }

    private static Tensor[] Run(FunctionCtx ctx, Tensor[] results, Tensor[] gradOutputs, ulong start, bool createGraph)
    {
        using var ofResults = OperandList.Of(results, nameof(results));
        using var ofGradients = OperandList.Of(gradOutputs, nameof(gradOutputs));
        TensorArray gradients;
        var isSame = false;
        fixed (nint* result = ofResults, gradient = ofGradients)
        {
            Errors.Check(
                Native.RunCheckpoint(
                    &gradients, &isSame, ctx.RunningNode, new NativeSpan(result, ofResults.Length), new NativeSpan(gradient, ofGradients.Length), start, createGraph),
                "checkpoint");
        }
        return isSame ? gradients.Adopt() : throw new CheckpointError("the function depends on other tensors in the backward pass than before");
    }

    /// <summary>Whether the function made a tensor, and it has a history.</summary>
    private static bool Contains(Tensor output, ulong start)
    {
        using var operand = Operand.Of(output, nameof(output));
        bool result;
        Errors.Check(Native.CheckpointContains(&result, operand.Handle, start), "checkpoint");
        return result;
    }

    private static GradientEdge[] Border(Tensor[] outputs, ulong start)
    {
        using var operands = OperandList.Of(outputs, nameof(outputs));
        EdgeArray edges;
        fixed (nint* output = operands)
        {
            Errors.Check(Native.CheckpointBorder(&edges, new NativeSpan(output, operands.Length), start), "checkpoint");
        }
        return edges.Adopt();
    }

    /// <summary>Makes tensors without history results of a new node.</summary>
    private Tensor[] Attach(Tensor[] args, Tensor[] outputs, ulong start, Tensor[] results)
    {
        var edges = Border(outputs, start);
        var ctx = new FunctionCtx(this, []);
        ctx.SaveForBackward(args);
        var (nodes, inputNrs) = Autograd.Split(edges);
        var name = Encoding.UTF8.GetBytes(NodeName);
        var context = ManagedCallbacks.Hold(ctx);
        nint node = 0;
        fixed (byte* text = name)
        fixed (nint* target = nodes)
        fixed (long* inputNr = inputNrs)
        {
            var error = Native.BeginFunctionAtEdges(
                &node, new NativeSpan(text, name.Length), new NativeSpan(target, nodes.Length), new NativeSpan(inputNr, inputNrs.Length), context);
            if (error is not null)
            {
                ManagedCallbacks.Drop(context);
                throw Errors.Raise(error, NodeName);
            }
        }
        // Left to the collector, they would keep what lies behind them.
        Array.ForEach(edges, edge => edge.Node.Free());
        try
        {
            return ctx.End(node, [], results);
        }
        finally
        {
            ctx.LeaveForward();
            Native.FreeNode(node);
        }
    }
}

using System.Runtime.CompilerServices;

namespace PyTorchCS;

public abstract unsafe partial class Function
{
    /// <summary>An operation of one tensor, given by two functions.</summary>
    /// <param name="forward">Computes the value and says what to save.</param>
    /// <param name="backward">Computes the gradient with respect to the input from that with respect to the output.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <param name="jvp">Computes the tangent of the output from that of the input, for the forward mode.</param>
    /// <returns>A function that applies the operation.</returns>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor> Create(
        Func<FunctionCtx, Tensor, Tensor> forward,
        Func<FunctionCtx, Tensor, Tensor?> backward,
        string name = "Function",
        Func<FunctionCtx, Tensor, Tensor?>? jvp = null)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((ctx, inputs) => [forward(ctx, inputs[0])], (ctx, gradients) => [backward(ctx, gradients[0])], name)
        {
            Tangents = jvp is null ? null : (ctx, tangents) => [jvp(ctx, tangents[0])],
        };
        return x => function.Apply(x)[0];
    }

    /// <summary>An operation of two tensors, given by two functions.</summary>
    /// <param name="forward">Computes the value and says what to save.</param>
    /// <param name="backward">Computes the gradients with respect to both inputs from that with respect to the output.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <param name="jvp">Computes the tangent of the output from those of the inputs, for the forward mode.</param>
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor, Tensor, Tensor> Create(
        Func<FunctionCtx, Tensor, Tensor, Tensor> forward,
        Func<FunctionCtx, Tensor, (Tensor? First, Tensor? Second)> backward,
        string name = "Function",
        Func<FunctionCtx, Tensor, Tensor, Tensor?>? jvp = null)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((ctx, inputs) => [forward(ctx, inputs[0], inputs[1])], Both, name)
        {
            Tangents = jvp is null ? null : (ctx, tangents) => [jvp(ctx, tangents[0], tangents[1])],
        };
        return (x, y) => function.Apply(x, y)[0];

        Tensor?[] Both(FunctionCtx ctx, Tensor[] gradients)
        {
            var (first, second) = backward(ctx, gradients[0]);
            return [first, second];
        }
    }

    /// <summary>An operation of any number of tensors, with any number of results, given by two functions.</summary>
    /// <param name="forward">Computes the values and says what to save.</param>
    /// <param name="backward">Computes the gradient with respect to each input from those with respect to the outputs.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <param name="jvp">Computes the tangent of each output from those of the inputs, for the forward mode.</param>
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor[], Tensor[]> Create(
        Func<FunctionCtx, Tensor[], Tensor[]> forward,
        Func<FunctionCtx, Tensor[], Tensor?[]> backward,
        string name = "Function",
        Func<FunctionCtx, Tensor[], Tensor?[]>? jvp = null)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction(forward, backward, name) { Tangents = jvp };
        return inputs => function.Apply(inputs);
    }

    /// <summary>An operation of one tensor that takes part in the transforms of <see cref="Func"/>.</summary>
    /// <param name="forward">Computes the value.</param>
    /// <param name="setupContext">Says what to save, of the input and the output.</param>
    /// <param name="backward">Computes the gradient with respect to the input from that with respect to the output.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <param name="jvp">Computes the tangent of the output from that of the input, for the forward mode.</param>
    /// <param name="vmap">Computes the output for a batch, given where it is counted in the input, and says where it is counted in the output.</param>
    /// <param name="generateVmapRule">Whether <see cref="Func"/> makes that rule, by running the other functions inside <c>Func.Vmap</c>.</param>
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor, Tensor> Create(
        Func<Tensor, Tensor> forward,
        Action<FunctionCtx, Tensor, Tensor> setupContext,
        Func<FunctionCtx, Tensor, Tensor?> backward,
        string name = "Function",
        Func<FunctionCtx, Tensor, Tensor?>? jvp = null,
        Func<VmapInfo, long, Tensor, (Tensor Output, long? OutDim)>? vmap = null,
        bool generateVmapRule = false)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(setupContext);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((_, inputs) => [forward(inputs[0])], (ctx, gradients) => [backward(ctx, gradients[0])], name)
        {
            Setup = (ctx, inputs, outputs) => setupContext(ctx, inputs[0], outputs[0]),
            Tangents = jvp is null ? null : (ctx, tangents) => [jvp(ctx, tangents[0])],
            Rule = vmap is null ? null : Rule,
            Generates = generateVmapRule,
        };
        return x => function.Apply(x)[0];

        // Func asks only where an input, so this one, is of a batch.
        (Tensor[] Outputs, long?[] OutDims) Rule(VmapInfo info, long?[] inDims, Tensor[] args)
        {
            var (output, outDim) = vmap(info, inDims[0]!.Value, args[0]);
            return ([output], [outDim]);
        }
    }

    /// <summary>An operation of any number of tensors, with any number of results, that takes part in the transforms of <see cref="Func"/>.</summary>
    /// <param name="forward">Computes the values.</param>
    /// <param name="setupContext">Says what to save, of the inputs and the outputs.</param>
    /// <param name="backward">Computes the gradient with respect to each input from those with respect to the outputs.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <param name="jvp">Computes the tangent of each output from those of the inputs, for the forward mode.</param>
    /// <param name="vmap">Computes the outputs for a batch, as <see cref="Vmap"/> does.</param>
    /// <param name="generateVmapRule">Whether <see cref="Func"/> makes that rule, by running the other functions inside <c>Func.Vmap</c>.</param>
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor[], Tensor[]> Create(
        Func<Tensor[], Tensor[]> forward,
        Action<FunctionCtx, Tensor[], Tensor[]> setupContext,
        Func<FunctionCtx, Tensor[], Tensor?[]> backward,
        string name = "Function",
        Func<FunctionCtx, Tensor[], Tensor?[]>? jvp = null,
        Func<VmapInfo, long?[], Tensor[], (Tensor[] Outputs, long?[] OutDims)>? vmap = null,
        bool generateVmapRule = false)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(setupContext);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((_, inputs) => forward(inputs), backward, name)
        {
            Setup = setupContext,
            Tangents = jvp,
            Rule = vmap,
            Generates = generateVmapRule,
        };
        return inputs => function.Apply(inputs);
    }
}

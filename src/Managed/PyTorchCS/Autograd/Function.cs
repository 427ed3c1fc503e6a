using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>An operation with a derivative of its own: a formula for the values and one for the gradients.</summary>
/// <remarks>
/// Arguments that are no tensors are fields of the class; an object may be applied several times.
/// <c>Backward</c> is recorded where the caller asks for it (<c>createGraph</c>), so an operation whose <c>Backward</c> is made of differentiable
/// ones has derivatives of every order. It may run on a thread of LibTorch, and on several at once where they share a graph. What it throws,
/// the call that started the backward pass throws.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.Function"/>
public abstract unsafe class Function
{
    private static readonly ConcurrentDictionary<Type, bool> Markings = new();

    private bool IsOnceDifferentiable =>
        Markings.GetOrAdd(
            GetType(),
            static (type, function) => type.IsDefined(typeof(OnceDifferentiableAttribute), inherit: true)
                || ((Delegate)(Func<FunctionCtx, Tensor[], Tensor?[]>)function.Backward).Method.IsDefined(typeof(OnceDifferentiableAttribute), inherit: true),
            this);

    /// <summary>The name of the node in the graph.</summary>
    internal virtual string NodeName => GetType().Name + "Backward";

    /// <summary>An operation of one tensor, given by two functions.</summary>
    /// <param name="forward">Computes the value and says what to save.</param>
    /// <param name="backward">Computes the gradient with respect to the input from that with respect to the output.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <returns>A function that applies the operation.</returns>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor> Create(Func<FunctionCtx, Tensor, Tensor> forward, Func<FunctionCtx, Tensor, Tensor?> backward, string name = "Function")
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((ctx, inputs) => [forward(ctx, inputs[0])], (ctx, gradients) => [backward(ctx, gradients[0])], name);
        return x => function.Apply(x)[0];
    }

    /// <summary>An operation of two tensors, given by two functions.</summary>
    /// <param name="forward">Computes the value and says what to save.</param>
    /// <param name="backward">Computes the gradients with respect to both inputs from that with respect to the output.</param>
    /// <param name="name">What the graph calls it; <c>"Backward"</c> is added.</param>
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor, Tensor, Tensor> Create(
        Func<FunctionCtx, Tensor, Tensor, Tensor> forward, Func<FunctionCtx, Tensor, (Tensor? First, Tensor? Second)> backward, string name = "Function")
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction((ctx, inputs) => [forward(ctx, inputs[0], inputs[1])], Both, name);
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
    /// <returns>A function that applies the operation.</returns>
    public static Func<Tensor[], Tensor[]> Create(
        Func<FunctionCtx, Tensor[], Tensor[]> forward, Func<FunctionCtx, Tensor[], Tensor?[]> backward, string name = "Function")
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        var function = new LambdaFunction(forward, backward, name);
        return inputs => function.Apply(inputs);
    }

    /// <summary>Applies the operation and records it where an input requires gradients.</summary>
    /// <returns>What <c>Forward</c> returned.</returns>
    /// <exception cref="NotSupportedException">A function transform (<see cref="Func"/>) is running.</exception>
    /// <exception cref="TorchException">A tensor marked as changed in place is not among the outputs, or is a leaf that requires gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.Function"/>
    public Tensor[] Apply(params ReadOnlySpan<Tensor> inputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        }
        if (Native.LayerDepth() > 0)
        {
            // A node would stand in one layer only, and the others would see nothing of it.
            throw new NotSupportedException($"{NodeName}: custom functions take no part in the transforms of Func");
        }
        var ctx = new FunctionCtx(this, inputs);
        var given = inputs.ToArray();
        var node = Torch.IsGradEnabled && !ctx.NeedsNoGrad ? Begin(ctx, given) : 0;
        try
        {
            return ctx.End(node, given, RunForward(ctx, given));
        }
        finally
        {
            ctx.LeaveForward();
            if (node != 0)
            {
                Native.FreeNode(node);
            }
        }
    }

    /// <summary>Computes the values. Nothing is recorded while it runs.</summary>
    /// <param name="ctx">Takes what <see cref="Backward"/> will need.</param>
    /// <param name="inputs">What <see cref="Apply"/> was given.</param>
    protected abstract Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs);

    /// <summary>Computes the gradient with respect to each input.</summary>
    /// <param name="ctx">Has what <see cref="Forward"/> saved.</param>
    /// <param name="gradOutputs">The gradient with respect to each output; entries are null only after <see cref="FunctionCtx.SetMaterializeGrads"/>.</param>
    /// <returns>One gradient for each input, of its shape; null where it needs none.</returns>
    protected abstract Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs);

    internal Tensor?[] RunBackward(FunctionCtx ctx, Tensor[] gradOutputs) =>
        IsOnceDifferentiable ? BackwardOnce(ctx, gradOutputs) : Backward(ctx, gradOutputs);

    /// <summary>Without recording; where it would have recorded, the results end what can be differentiated.</summary>
    private Tensor?[] BackwardOnce(FunctionCtx ctx, Tensor[] gradOutputs)
    {
        Tensor?[] gradients;
        using (Torch.NoGrad())
        {
            gradients = Backward(ctx, gradOutputs);
        }
        if (gradients is null || !Torch.IsGradEnabled || !gradOutputs.Any(gradient => gradient is { RequiresGrad: true }))
        {
            return gradients!;
        }
        var places = Enumerable.Range(0, gradients.Length).Where(i => gradients[i] is not null).ToArray();
        var ended = new NotTwiceDifferentiable(NodeName).Apply(Array.ConvertAll(places, i => gradients[i]!.Detach().RequiresGrad_()));
        for (var i = 0; i < places.Length; i++)
        {
            gradients[places[i]] = ended[i];
        }
        return gradients;
    }

    private Tensor[] RunForward(FunctionCtx ctx, Tensor[] inputs)
    {
        using var guard = Torch.NoGrad();
        var outputs = Forward(ctx, inputs);
        if (outputs is null || outputs.Contains(null))
        {
            throw new InvalidOperationException($"Forward of {GetType().Name} returned null, or an array with null in it");
        }
        return outputs;
    }

    private nint Begin(FunctionCtx ctx, Tensor[] inputs)
    {
        using var list = OperandList.Of(inputs, nameof(inputs));
        var name = Encoding.UTF8.GetBytes(NodeName);
        var context = ManagedCallbacks.Hold(ctx);
        nint node = 0;
        fixed (byte* text = name)
        fixed (nint* input = list)
        {
            var error = Native.BeginFunction(&node, new NativeSpan(text, name.Length), new NativeSpan(input, list.Length), context);
            if (error is not null)
            {
                ManagedCallbacks.Drop(context);
                throw Errors.Raise(error, NodeName);
            }
        }
        return node;
    }
}

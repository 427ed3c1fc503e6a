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
/// <para>
/// The forward mode (<see cref="ForwardAd"/>, <see cref="Func.Jvp(Func{Tensor, Tensor}, Tensor, Tensor, bool)"/>) needs <c>Jvp</c>. The transforms of
/// <see cref="Func"/> need <c>SetupContext</c>, since they come back to what <c>Forward</c> computed on other tensors than it saw; and
/// <c>Func.Vmap</c> needs <c>Vmap</c> or <c>GenerateVmapRule</c>.
/// </para>
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.Function"/>
public abstract unsafe partial class Function
{
    // Weak, since a type may be unloaded.
    private static readonly ConditionalWeakTable<Type, TypeTraits> Traits = [];

    /// <summary>What errors call the function.</summary>
    internal virtual string Name => GetType().Name;

    /// <summary>The name of the node in the graph.</summary>
    internal virtual string NodeName => Name + "Backward";

    /// <summary>Whether <see cref="SetupContext"/> is there, rather than that <see cref="Forward"/> does it.</summary>
    internal virtual bool IsSetUpApart => TraitsOf(this).SetUpApart;

    /// <summary>Whether nobody uses what <see cref="Backward"/> returned any more.</summary>
    internal virtual bool GivesGradientsAway => false;

    internal virtual bool HasVmapRule => TraitsOf(this).VmapRule;

    /// <summary>Applies the operation and records it where an input requires gradients.</summary>
    /// <returns>What <c>Forward</c> returned.</returns>
    /// <exception cref="NotSupportedException">
    /// An input has a tangent and there is no <see cref="Jvp"/>, or a transform of <see cref="Func"/> runs and the rule that it needs is not there.
    /// </exception>
    /// <exception cref="TorchException">A tensor marked as changed in place is not among the outputs, or is a leaf that requires gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.Function"/>
    public Tensor[] Apply(params ReadOnlySpan<Tensor> inputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        }
        var given = inputs.ToArray();
        if (FuncLayer.WasEntered)
        {
            given = FuncLayer.Unwrap(given);
            if (Native.LayerDepth() > 0)
            {
                return ApplyInLayer(given);
            }
        }
        return Record(given, layer: null);
    }

    /// <summary>Computes the values. Nothing is recorded while it runs.</summary>
    /// <param name="ctx">Takes what <see cref="Backward"/> will need, unless <see cref="SetupContext"/> is overridden.</param>
    /// <param name="inputs">What <see cref="Apply"/> was given.</param>
    protected abstract Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs);

    /// <summary>Computes the gradient with respect to each input.</summary>
    /// <param name="ctx">Has what <see cref="Forward"/> saved.</param>
    /// <param name="gradOutputs">The gradient with respect to each output; entries are null only after <see cref="FunctionCtx.SetMaterializeGrads"/>.</param>
    /// <returns>One gradient for each input, of its shape; null where it needs none.</returns>
    protected abstract Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs);

    /// <summary>Says what the other forms need: what <see cref="Forward"/> says itself where this is not overridden.</summary>
    /// <param name="ctx">Takes what <see cref="Backward"/> and <see cref="Jvp"/> will need.</param>
    /// <param name="inputs">What <see cref="Apply"/> was given.</param>
    /// <param name="outputs">What <see cref="Forward"/> returned. Only inputs and outputs may be saved; nothing is recorded while this runs.</param>
    /// <remarks>The transforms of <see cref="Func"/> need it.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/notes/extending.func.html"/>
    protected virtual void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
    {
    }

    /// <summary>Computes the tangent of each output, for the forward mode: <c>J·t</c>.</summary>
    /// <param name="ctx">Has what <see cref="FunctionCtx.SaveForForward"/> was given.</param>
    /// <param name="gradInputs">The tangent of each input; entries are null only after <see cref="FunctionCtx.SetMaterializeGrads"/>.</param>
    /// <returns>One tangent for each output, of its shape; null for one that was marked as not differentiable.</returns>
    /// <remarks>
    /// It runs at the end of <see cref="Apply"/>. Where an output is an input that was changed in place, its tangent must be that of the input,
    /// changed in place; where it is a view of an input, a view of that tangent.
    /// </remarks>
    /// <exception cref="NotSupportedException">It is not overridden.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.Function.jvp.html"/>
    protected virtual Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) =>
        throw new NotSupportedException($"{Name}: an input has a tangent, but there is no rule for the forward mode; override Jvp");

    internal Tensor?[] RunJvp(FunctionCtx ctx, Tensor[] gradInputs) => Jvp(ctx, gradInputs);

    internal void RunSetup(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs) => SetupContext(ctx, inputs, outputs);

    internal Tensor?[] RunBackward(FunctionCtx ctx, Tensor[] gradOutputs) =>
        TraitsOf(this).OnceDifferentiable ? BackwardOnce(ctx, gradOutputs) : Backward(ctx, gradOutputs);

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

    /// <summary>Calls <c>Forward</c>, in whatever modes there are.</summary>
    internal Tensor[] RunForward(FunctionCtx ctx, Tensor[] inputs)
    {
        var outputs = Forward(ctx, inputs);
        if (outputs is null || outputs.Contains(null))
        {
            throw new InvalidOperationException($"Forward of {Name} returned null, or an array with null in it");
        }
        return outputs;
    }

    /// <summary>Computes the values, here or below a layer, and makes them results of a node of the graph of this layer, or of the program.</summary>
    private Tensor[] Record(Tensor[] given, EnclosingLayer? layer)
    {
        var ctx = new FunctionCtx(this, given);
        var node = Torch.IsGradEnabled && !ctx.NeedsNoGrad ? Begin(ctx, given) : 0;
        try
        {
            Tensor[] outputs;
            using (Torch.NoGrad())
            using (new ForwardModeGuard(false))
            {
                outputs = layer is { } around ? RunBelow(given, around) : RunForward(ctx, [.. given]);
                ctx.BeginSetup();
                SetupContext(ctx, [.. given], [.. outputs]);
            }
            return ctx.End(node, given, outputs);
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

    private static TypeTraits TraitsOf(Function function)
    {
        var type = function.GetType();
        if (!Traits.TryGetValue(type, out var traits))
        {
            traits = new TypeTraits(
                type.IsDefined(typeof(OnceDifferentiableAttribute), inherit: true)
                    || ((Delegate)(Func<FunctionCtx, Tensor[], Tensor?[]>)function.Backward).Method.IsDefined(typeof(OnceDifferentiableAttribute), inherit: true),
                IsOverridden((Action<FunctionCtx, Tensor[], Tensor[]>)function.SetupContext),
                IsOverridden((Func<VmapInfo, long?[], Tensor[], (Tensor[], long?[])>)function.Vmap));
            Traits.TryAdd(type, traits);
        }
        return traits;
    }

    private static bool IsOverridden(Delegate method) => method.Method.DeclaringType != typeof(Function);

    private sealed record TypeTraits(bool OnceDifferentiable, bool SetUpApart, bool VmapRule);
}

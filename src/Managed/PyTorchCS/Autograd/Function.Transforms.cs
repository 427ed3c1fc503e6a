using PyTorchCS.Interop;

namespace PyTorchCS;

public abstract unsafe partial class Function
{
    /// <summary>Whether <see cref="Func"/> makes the rule for a batch itself, by running the other forms inside <c>Func.Vmap</c>.</summary>
    /// <remarks>The forms must then be made of operations that <c>Func.Vmap</c> knows, and change no tensor in place. Not together with <see cref="Vmap"/>.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/notes/extending.func.html"/>
    protected virtual bool GenerateVmapRule => false;

    internal bool GeneratesVmapRule => GenerateVmapRule;

    /// <summary>Computes the values for a batch of inputs, for <c>Func.Vmap</c>.</summary>
    /// <param name="info">The batch.</param>
    /// <param name="inDims">For each input the dimension that counts the batch; null where the input is the same for all.</param>
    /// <param name="args">The inputs, with that dimension.</param>
    /// <returns>The outputs, and for each the dimension that counts the batch, or null; one number holds for all, none means 0.</returns>
    /// <remarks>What it does is recorded, and transformed by the transforms around: it may call <see cref="Apply"/> of this or of another function.</remarks>
    /// <exception cref="NotSupportedException">It is not overridden.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.Function.vmap.html"/>
    protected virtual (Tensor[] Outputs, long?[] OutDims) Vmap(VmapInfo info, long?[] inDims, Tensor[] args) =>
        throw new NotSupportedException($"{Name}: there is no rule for Func.Vmap; override Vmap, or let GenerateVmapRule be true");

    private Tensor[] ApplyInLayer(Tensor[] given)
    {
        if (!IsSetUpApart)
        {
            throw new NotSupportedException($"{Name}: a custom function takes part in the transforms of Func only where it overrides SetupContext");
        }
        var layer = EnclosingLayer.Current();
        return layer.IsVmap ? ApplyToBatch(given, layer) : Record(layer.Lift(given), layer);
    }

    /// <summary>The values of a layer that differentiates come from below it.</summary>
    private Tensor[] RunBelow(Tensor[] given, EnclosingLayer layer)
    {
        var lowered = EnclosingLayer.Lower(given);
        Tensor[] outputs;
        using (Torch.EnableGrad())
        using (new ForwardModeGuard(true))
        using (layer.Below())
        {
            outputs = Apply(lowered);
        }
        return layer.Raise(outputs, lowered, given);
    }

    private Tensor[] ApplyToBatch(Tensor[] given, EnclosingLayer layer)
    {
        var (values, dims) = layer.Unbatch(given);
        Tensor[] outputs;
        long?[] outDims;
        using (layer.Below())
        {
            if (Array.TrueForAll(dims, dim => dim is null))
            {
                return Apply(given);
            }
            (outputs, outDims) = GenerateVmapRule ? ApplyGenerated(layer.Info, dims, values) : Vmap(layer.Info, dims, values);
        }
        if (outputs is null || outDims is null || outputs.Contains(null))
        {
            throw new InvalidOperationException($"Vmap of {Name} returned null, or null among its tensors");
        }
        return layer.Batch(outputs, Places(outputs, outDims), values, given);
    }

    private (Tensor[] Outputs, long?[] OutDims) ApplyGenerated(VmapInfo info, long?[] inDims, Tensor[] args)
    {
        if (HasVmapRule)
        {
            throw new InvalidOperationException($"{Name}: there are two rules for Func.Vmap, the one in Vmap and the one that GenerateVmapRule asks for");
        }
        var batched = new BatchedFunction(this, inDims, info);
        var outputs = batched.Apply(args);
        return (outputs, batched.OutDims);
    }

    /// <summary>One number for each output, none of them negative.</summary>
    private long?[] Places(Tensor[] outputs, long?[] outDims)
    {
        if (outDims.Length > 1 && outDims.Length != outputs.Length)
        {
            throw new InvalidOperationException($"Vmap of {Name} returned {outputs.Length} tensors, but {outDims.Length} dimensions for them");
        }
        var places = new long?[outputs.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var dim = outDims.Length switch { 0 => 0, 1 => outDims[0], _ => outDims[i] };
            var rank = outputs[i].Ndim;
            if (dim < -rank || dim >= rank)
            {
                throw new InvalidOperationException($"Vmap of {Name} returned {outputs[i].Describe()} as output {i}, which has no dimension {dim}");
            }
            places[i] = dim < 0 ? dim + rank : dim;
        }
        return places;
    }
}

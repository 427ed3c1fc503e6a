namespace PyTorchCS;

public static partial class Autograd
{
    /// <summary>Calls a function without keeping what its backward pass needs, and calls it once more in the backward pass: memory for time.</summary>
    /// <param name="function">A function of tensors, which gives the same values whenever it is called with the same inputs and random numbers.</param>
    /// <param name="args">What it is called with.</param>
    /// <param name="useReentrant">
    /// The older way: the second call runs its own backward pass, which adds to the <c>Grad</c> of parameters, and only <c>Backward()</c> without
    /// <c>inputs</c> may be used. Without it, every way to ask for gradients may be used, and of every order.
    /// </param>
    /// <param name="preserveRngState">Whether the second call draws the same random numbers as the first, those of the default generators of the processor and of the inputs' devices.</param>
    /// <param name="determinismCheck">Whether the results of the second call must have the shapes, dtypes and devices of the first.</param>
    /// <returns>The function's results.</returns>
    /// <remarks>
    /// What the function makes is freed at the end of each call, as by <see cref="Torch.Scope"/>, and its results are other objects than those that it
    /// returned: tensors that it puts into fields are disposed. <paramref name="function"/> lives as long as the graph. It may use parameters and other tensors.
    /// </remarks>
    /// <exception cref="CheckpointError">In the backward pass: the second call did something else than the first.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/checkpoint.html#torch.utils.checkpoint.checkpoint"/>
    // Differs from PyTorch: context_fn, debug and early_stop are not there, and use_reentrant has the default that PyTorch recommends.
    public static Tensor[] Checkpoint(
        Func<Tensor[], Tensor[]> function, Tensor[] args, bool useReentrant = false, bool preserveRngState = true, bool determinismCheck = true)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(args);
        foreach (var arg in args)
        {
            ArgumentNullException.ThrowIfNull(arg, nameof(args));
        }
        var segment = new CheckpointSegment(function, args, preserveRngState, determinismCheck);
        if (!useReentrant)
        {
            return RecomputingCheckpoint.Apply(segment, args);
        }
        if (Torch.IsGradEnabled && !args.Any(arg => arg.RequiresGrad))
        {
            TorchWarning.Emit("checkpoint: with useReentrant and no input that requires gradients there will be no gradients");
        }
        return new ReentrantCheckpoint(segment).Apply(args);
    }

    /// <returns>The function's result.</returns>
    /// <inheritdoc cref="Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], bool, bool, bool)"/>
    public static Tensor Checkpoint(
        Func<Tensor, Tensor> function, Tensor input, bool useReentrant = false, bool preserveRngState = true, bool determinismCheck = true)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Checkpoint(given => [function(given[0])], [input], useReentrant, preserveRngState, determinismCheck)[0];
    }

    /// <summary>Calls functions one after the other, each on the result of the one before, in segments that are checkpoints. The last segment is none.</summary>
    /// <param name="functions">The functions, such as the calls of the layers of a <c>Sequential</c>.</param>
    /// <param name="segments">Into how many parts they are divided.</param>
    /// <param name="input">What the first is called with.</param>
    /// <param name="useReentrant">As for <see cref="Checkpoint(Func{Tensor, Tensor}, Tensor, bool, bool, bool)"/>.</param>
    /// <param name="preserveRngState">Whether the second calls draw the same random numbers as the first.</param>
    /// <returns>The result of the last function.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no functions, or not as many as segments.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/checkpoint.html#torch.utils.checkpoint.checkpoint_sequential"/>
    public static Tensor CheckpointSequential(
        IReadOnlyList<Func<Tensor, Tensor>> functions, int segments, Tensor input, bool useReentrant = false, bool preserveRngState = true)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfZero(functions.Count, nameof(functions));
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, functions.Count);
        var size = functions.Count / segments;
        var current = input;
        for (var segment = 0; segment < segments - 1; segment++)
        {
            current = Checkpoint(Part(segment * size, (segment + 1) * size), current, useReentrant, preserveRngState);
        }
        return Part((segments - 1) * size, functions.Count)(current);

        Func<Tensor, Tensor> Part(int start, int end) => x =>
        {
            for (var i = start; i < end; i++)
            {
                x = functions[i](x);
            }
            return x;
        };
    }
}

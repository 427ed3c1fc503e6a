using System.Runtime.CompilerServices;

namespace PyTorchCS;

public static partial class Func
{
    /// <summary>The function that does for every slice of a tensor what <paramref name="func"/> does for one, at once.</summary>
    /// <param name="func">Sees its argument without the dimension <paramref name="inDims"/>.</param>
    /// <param name="inDims">Over which dimension of the argument to go; negative ones count from the end.</param>
    /// <param name="outDims">Where the dimension stands in the result.</param>
    /// <param name="randomness">What random operations do.</param>
    /// <param name="chunkSize">How many slices at a time; by default all.</param>
    /// <remarks>
    /// Operations see no value of a batch, so reading one (<c>Item</c>, an <c>if</c> on it) is an error, and so is to change a tensor in place
    /// that is no batch by one that is.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">From the result: the argument has no such dimension.</exception>
    /// <exception cref="ArgumentException">From the result: there is no batch, or sizes differ.</exception>
    /// <exception cref="TorchException">From the result: the function reads a value, or draws random numbers with <see cref="VmapRandomness.Error"/>.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.vmap.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, Tensor> Vmap(
        Func<Tensor, Tensor> func, long inDims = 0, long outDims = 0, VmapRandomness randomness = VmapRandomness.Error, long? chunkSize = null)
    {
        var batched = Vmap(AsList(Spread(func)), [inDims], [outDims], randomness, chunkSize);
        return x => batched([x])[0];
    }

    /// <summary>The function that does for every slice of two tensors what <paramref name="func"/> does for one of each.</summary>
    /// <param name="func">Sees each argument without the dimension to go over.</param>
    /// <param name="inDims">Over which dimension of each argument to go, null for all of it each time; one number holds for both, none means 0.</param>
    /// <param name="outDims">Where the dimension stands in the result.</param>
    /// <param name="randomness">What random operations do.</param>
    /// <param name="chunkSize">How many slices at a time; by default all.</param>
    /// <inheritdoc cref="Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, Tensor> Vmap(
        Func<Tensor, Tensor, Tensor> func, ReadOnlySpan<long?> inDims = default, long outDims = 0, VmapRandomness randomness = VmapRandomness.Error, long? chunkSize = null)
    {
        var batched = Vmap(AsList(Spread(func)), inDims, [outDims], randomness, chunkSize);
        return (x, y) => batched([x, y])[0];
    }

    /// <summary>The function that does for every slice of three tensors what <paramref name="func"/> does for one of each.</summary>
    /// <param name="func">Sees each argument without the dimension to go over.</param>
    /// <param name="inDims">Over which dimension of each argument to go, null for all of it each time; one number holds for all, none means 0.</param>
    /// <param name="outDims">Where the dimension stands in the result.</param>
    /// <param name="randomness">What random operations do.</param>
    /// <param name="chunkSize">How many slices at a time; by default all.</param>
    /// <inheritdoc cref="Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/>
    public static Func<Tensor, Tensor, Tensor, Tensor> Vmap(
        Func<Tensor, Tensor, Tensor, Tensor> func, ReadOnlySpan<long?> inDims = default, long outDims = 0, VmapRandomness randomness = VmapRandomness.Error, long? chunkSize = null)
    {
        var batched = Vmap(AsList(Spread(func)), inDims, [outDims], randomness, chunkSize);
        return (x, y, z) => batched([x, y, z])[0];
    }

    /// <summary>The function that does for every slice of several tensors what <paramref name="func"/> does for one of each.</summary>
    /// <param name="func">Sees each argument without the dimension to go over.</param>
    /// <param name="inDims">Over which dimension of each argument to go, null for all of it each time; one number holds for all, none means 0.</param>
    /// <param name="outDims">Where the dimension stands in each result, null for a result that does not depend on the slice; one number holds for all, none means 0.</param>
    /// <param name="randomness">What random operations do.</param>
    /// <param name="chunkSize">How many slices at a time; by default all.</param>
    /// <inheritdoc cref="Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/>
    public static Func<Tensor[], Tensor[]> Vmap(
        Func<Tensor[], Tensor[]> func, ReadOnlySpan<long?> inDims = default, ReadOnlySpan<long?> outDims = default, VmapRandomness randomness = VmapRandomness.Error, long? chunkSize = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        RequireChunkSize(chunkSize);
        var (from, to) = (inDims.ToArray(), outDims.ToArray());
        return args => VmapOf(func, args, from, to, randomness, chunkSize);
    }

    /// <summary>
    /// Calls a function once for all slices of the first dimension of its arguments. Where it keeps a graph that outlives it, hooks on saved tensors are
    /// refused, which would keep slices.
    /// </summary>
    internal static Tensor[] ForBatch(Func<Tensor[], Tensor[]> func, Tensor[] args, string operation, bool keepsGraph)
    {
        if (!keepsGraph)
        {
            return RunLayer(func, args, [.. Enumerable.Repeat<long?>(0, args.Length)], [], args[0].Shape[0], VmapRandomness.Error);
        }
        using var noHooks = RefuseHooks(operation);
        return RunLayer(func, args, [.. Enumerable.Repeat<long?>(0, args.Length)], [], args[0].Shape[0], VmapRandomness.Error);
    }

    private static Tensor[] VmapOf(
        Func<Tensor[], Tensor[]> func, Tensor[] args, long?[] inDims, long?[] outDims, VmapRandomness randomness, long? chunkSize)
    {
        RequireTensors(args, nameof(Vmap), nameof(args));
        var dims = ForEach(inDims, args.Length, nameof(inDims));
        var size = BatchSize(args, dims);
        if (chunkSize is not { } limit || limit >= size)
        {
            return RunBatch(func, args, dims, outDims, size, randomness);
        }
        var state = randomness == VmapRandomness.Same ? Torch.GetRngState() : null;
        var chunks = new List<Tensor[]>();
        for (long start = 0; start < size; start += limit)
        {
            if (state is not null)
            {
                Torch.SetRngState(state);
            }
            var length = Math.Min(limit, size - start);
            Tensor[] slices = [.. args.Select((arg, i) => dims[i] is { } dim ? arg.Narrow(dim, start, length) : arg)];
            chunks.Add(RunBatch(func, slices, dims, outDims, length, randomness));
        }
        var places = ForEach(outDims, chunks[0].Length, nameof(outDims));
        return [.. places.Select((place, i) => place is { } dim ? Torch.Cat([.. chunks.Select(chunk => chunk[i])], dim) : chunks[0][i])];
    }

    private static Tensor[] RunBatch(Func<Tensor[], Tensor[]> func, Tensor[] args, long?[] dims, long?[] outDims, long size, VmapRandomness randomness)
    {
        using var noHooks = RefuseHooks(nameof(Vmap));
        return RunLayer(func, args, dims, outDims, size, randomness);
    }

    private static Tensor[] RunLayer(Func<Tensor[], Tensor[]> func, Tensor[] args, long?[] dims, long?[] outDims, long size, VmapRandomness randomness)
    {
        using var layer = FuncLayer.Vmap(size, randomness);
        var batched = new Tensor[args.Length];
        for (var i = 0; i < args.Length; i++)
        {
            batched[i] = dims[i] is { } dim ? layer.AddBatchDim(args[i], dim) : args[i];
        }
        var outputs = func(batched);
        if (outputs is null || outputs.Contains(null))
        {
            throw new InvalidOperationException("Func.Vmap: the function returned null, or null among its tensors");
        }
        var places = ForEach(outDims, outputs.Length, nameof(outDims));
        var results = new Tensor[outputs.Length];
        for (var i = 0; i < results.Length; i++)
        {
            if (places[i] is null && layer.IsBatched(outputs[i]))
            {
                throw new ArgumentException("Func.Vmap: a result depends on the slice, but its place in outDims is null", nameof(outDims));
            }
            results[i] = places[i] is { } place ? Visible(layer, outputs[i], size, place) : outputs[i];
        }
        return results;
    }

    private static Tensor Visible(FuncLayer layer, Tensor output, long size, long outDims)
    {
        var rank = output.Ndim + 1;
        if (outDims < -rank || outDims >= rank)
        {
            throw new ArgumentOutOfRangeException(nameof(outDims), outDims, $"Func.Vmap: with the batch a result has {rank} dimensions");
        }
        return layer.RemoveBatchDim(output, size, outDims);
    }

    /// <summary>One number may hold for all, and none means 0.</summary>
    private static long?[] ForEach(long?[] dims, int count, string name)
    {
        if (dims.Length <= 1)
        {
            return [.. Enumerable.Repeat(dims.Length == 0 ? 0 : dims[0], count)];
        }
        return dims.Length == count ? [.. dims] : throw new ArgumentException($"Func.Vmap: there are {dims.Length} numbers for {count} tensors", name);
    }

    /// <summary>The size of the dimension that all batched arguments share. Negative dimensions become positive.</summary>
    private static long BatchSize(Tensor[] args, long?[] inDims)
    {
        long? size = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (inDims[i] is not { } dim)
            {
                continue;
            }
            var shape = args[i].Shape;
            if (dim < -shape.Length || dim >= shape.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(inDims), dim, $"Func.Vmap: argument {i} is {args[i].Describe()} and has no such dimension");
            }
            inDims[i] = dim < 0 ? dim + shape.Length : dim;
            var own = shape[inDims[i]!.Value];
            if (size is { } other && other != own)
            {
                throw new ArgumentException($"Func.Vmap: the dimensions to go over have different sizes: {other}, and {own} of argument {i}", nameof(inDims));
            }
            size = own;
        }
        return size ?? throw new ArgumentException("Func.Vmap: there is no argument to go over", nameof(inDims));
    }
}

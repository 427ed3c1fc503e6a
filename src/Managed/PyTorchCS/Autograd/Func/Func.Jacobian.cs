using System.Runtime.CompilerServices;

namespace PyTorchCS;

public static partial class Func
{
    /// <summary>The function that gives the Jacobian of <paramref name="func"/>, by one backward pass for a batch of rows: <c>∂fᵢ/∂xⱼ</c>.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <remarks>
    /// The Jacobian has the shape of the value, followed by that of the argument. <see cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/> is
    /// better where the value has more elements than the argument.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunkSize"/> is not positive.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.jacrev.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, Tensor> Jacrev(Func<Tensor, Tensor> func, long? chunkSize = null)
    {
        var jacobian = Jacrev(Spread(func), 0, chunkSize);
        return x => jacobian([x]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of two arguments, by backward passes.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <inheritdoc cref="Jacrev(Func{Tensor, Tensor}, long?)"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, Tensor> Jacrev(Func<Tensor, Tensor, Tensor> func, int argnums = 0, long? chunkSize = null)
    {
        var jacobian = Jacrev(Spread(func), argnums, chunkSize);
        return (x, y) => jacobian([x, y]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of three arguments, by backward passes.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <inheritdoc cref="Jacrev(Func{Tensor, Tensor}, long?)"/>
    public static Func<Tensor, Tensor, Tensor, Tensor> Jacrev(Func<Tensor, Tensor, Tensor, Tensor> func, int argnums = 0, long? chunkSize = null)
    {
        var jacobian = Jacrev(Spread(func), argnums, chunkSize);
        return (x, y, z) => jacobian([x, y, z]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of several arguments, by backward passes.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <inheritdoc cref="Jacrev(Func{Tensor, Tensor}, long?)"/>
    public static Func<Tensor[], Tensor> Jacrev(Func<Tensor[], Tensor> func, int argnums = 0, long? chunkSize = null)
    {
        var pair = AsList(WithoutAux(func));
        RequireChunkSize(chunkSize);
        return args => BackwardJacobians(pair, args, [argnums], chunkSize).Jacobians[0][0];
    }

    /// <summary>The function that gives the Jacobian of each value with respect to each of several arguments, by backward passes.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which arguments; negative ones count from the end.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <inheritdoc cref="Jacrev(Func{Tensor, Tensor}, long?)"/>
    public static Func<Tensor[], Tensor[][]> Jacrev(Func<Tensor[], Tensor[]> func, ReadOnlySpan<int> argnums, long? chunkSize = null)
    {
        var pair = WithoutAux(func);
        RequireChunkSize(chunkSize);
        var chosen = argnums.ToArray();
        return args => BackwardJacobians(pair, args, chosen, chunkSize).Jacobians;
    }

    /// <summary>The function that gives the Jacobian with respect to one of several arguments, by backward passes, and what <paramref name="func"/> returns besides.</summary>
    /// <param name="func">Returns its value and others that are handed on: PyTorch's <c>has_aux</c>.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="chunkSize">How many rows at a time; by default all. With 1, rows are computed without <c>Vmap</c>.</param>
    /// <inheritdoc cref="Jacrev(Func{Tensor, Tensor}, long?)"/>
    public static Func<Tensor[], (Tensor Jacobian, Tensor[] Aux)> Jacrev(Func<Tensor[], (Tensor Output, Tensor[] Aux)> func, int argnums = 0, long? chunkSize = null)
    {
        var pair = AsList(func);
        RequireChunkSize(chunkSize);
        return args =>
        {
            var (jacobians, aux) = BackwardJacobians(pair, args, [argnums], chunkSize);
            return (jacobians[0][0], aux);
        };
    }

    /// <summary>The function that gives the Jacobian of <paramref name="func"/>, by the forward mode for a batch of columns: <c>∂fᵢ/∂xⱼ</c>.</summary>
    /// <param name="func">A function whose operations all have forward-mode formulas.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <remarks>
    /// The Jacobian has the shape of the value, followed by that of the argument. <see cref="Jacrev(Func{Tensor, Tensor}, long?)"/> is better where
    /// the value has fewer elements than the argument.
    /// </remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.jacfwd.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, Tensor> Jacfwd(Func<Tensor, Tensor> func, VmapRandomness randomness = VmapRandomness.Error)
    {
        var jacobian = Jacfwd(Spread(func), 0, randomness);
        return x => jacobian([x]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of two arguments, by the forward mode.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <inheritdoc cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, Tensor> Jacfwd(Func<Tensor, Tensor, Tensor> func, int argnums = 0, VmapRandomness randomness = VmapRandomness.Error)
    {
        var jacobian = Jacfwd(Spread(func), argnums, randomness);
        return (x, y) => jacobian([x, y]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of three arguments, by the forward mode.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <inheritdoc cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/>
    public static Func<Tensor, Tensor, Tensor, Tensor> Jacfwd(Func<Tensor, Tensor, Tensor, Tensor> func, int argnums = 0, VmapRandomness randomness = VmapRandomness.Error)
    {
        var jacobian = Jacfwd(Spread(func), argnums, randomness);
        return (x, y, z) => jacobian([x, y, z]);
    }

    /// <summary>The function that gives the Jacobian with respect to one of several arguments, by the forward mode.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <inheritdoc cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/>
    public static Func<Tensor[], Tensor> Jacfwd(Func<Tensor[], Tensor> func, int argnums = 0, VmapRandomness randomness = VmapRandomness.Error)
    {
        var pair = AsList(WithoutAux(func));
        return args => ForwardJacobians(pair, args, [argnums], randomness).Jacobians[0][0];
    }

    /// <summary>The function that gives the Jacobian of each value with respect to each of several arguments, by the forward mode.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which arguments; negative ones count from the end.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <inheritdoc cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/>
    public static Func<Tensor[], Tensor[][]> Jacfwd(Func<Tensor[], Tensor[]> func, ReadOnlySpan<int> argnums, VmapRandomness randomness = VmapRandomness.Error)
    {
        var pair = WithoutAux(func);
        var chosen = argnums.ToArray();
        return args => ForwardJacobians(pair, args, chosen, randomness).Jacobians;
    }

    /// <summary>The function that gives the Jacobian with respect to one of several arguments, by the forward mode, and what <paramref name="func"/> returns besides.</summary>
    /// <param name="func">Returns its value and others that are handed on: PyTorch's <c>has_aux</c>.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <param name="randomness">What random operations do in the batch.</param>
    /// <inheritdoc cref="Jacfwd(Func{Tensor, Tensor}, VmapRandomness)"/>
    public static Func<Tensor[], (Tensor Jacobian, Tensor[] Aux)> Jacfwd(
        Func<Tensor[], (Tensor Output, Tensor[] Aux)> func, int argnums = 0, VmapRandomness randomness = VmapRandomness.Error)
    {
        var pair = AsList(func);
        return args =>
        {
            var (jacobians, aux) = ForwardJacobians(pair, args, [argnums], randomness);
            return (jacobians[0][0], aux);
        };
    }

    /// <summary>The function that gives the second derivatives of <paramref name="func"/>: <c>∂²f/∂xᵢ∂xⱼ</c>, the forward-mode Jacobian of the backward one.</summary>
    /// <param name="func">A function whose operations all have forward-mode formulas, also those of its backward pass.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.hessian.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, Tensor> Hessian(Func<Tensor, Tensor> func) => Jacfwd(Jacrev(func));

    /// <summary>The function that gives the second derivatives with respect to one of two arguments.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Hessian(Func{Tensor, Tensor})"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, Tensor> Hessian(Func<Tensor, Tensor, Tensor> func, int argnums = 0) => Jacfwd(Jacrev(func, argnums), argnums);

    /// <summary>The function that gives the second derivatives with respect to one of three arguments.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Hessian(Func{Tensor, Tensor})"/>
    public static Func<Tensor, Tensor, Tensor, Tensor> Hessian(Func<Tensor, Tensor, Tensor, Tensor> func, int argnums = 0) => Jacfwd(Jacrev(func, argnums), argnums);

    /// <summary>The function that gives the second derivatives with respect to one of several arguments.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Hessian(Func{Tensor, Tensor})"/>
    public static Func<Tensor[], Tensor> Hessian(Func<Tensor[], Tensor> func, int argnums = 0) => Jacfwd(Jacrev(func, argnums), argnums);

    private static void RequireChunkSize(long? chunkSize)
    {
        if (chunkSize is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(chunkSize));
        }
    }

    private static (Tensor[][] Jacobians, Tensor[] Aux) BackwardJacobians(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, Tensor[] args, int[] argnums, long? chunkSize)
    {
        var (outputs, vjp, aux) = VjpOf(func, args, argnums, nameof(Jacrev));
        var basis = Basis(outputs);
        var rows = chunkSize == 1 && basis[0].Shape[0] > 0 ? OneByOne(vjp, basis) : VmapOf(vjp, basis, [], [], VmapRandomness.Error, chunkSize);
        var counts = Array.ConvertAll(outputs, output => output.Numel());
        var jacobians = new Tensor[outputs.Length][];
        for (var i = 0; i < outputs.Length; i++)
        {
            jacobians[i] = new Tensor[rows.Length];
        }
        for (var j = 0; j < rows.Length; j++)
        {
            var parts = rows[j].SplitWithSizes(counts, 0);
            for (var i = 0; i < outputs.Length; i++)
            {
                jacobians[i][j] = parts[i].Reshape([.. outputs[i].Shape, .. rows[j].Shape.AsSpan(1)]);
            }
        }
        return (jacobians, aux);
    }

    /// <summary>For each value, for each argument, the Jacobian, by the forward mode for a batch of columns.</summary>
    internal static (Tensor[][] Jacobians, Tensor[] Aux) ForwardJacobians(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, Tensor[] args, int[] argnums, VmapRandomness randomness)
    {
        RequireTensors(args, nameof(Jacfwd), nameof(args));
        Tensor[] inputs = [.. Places(argnums, args.Length, nameof(Jacfwd)).Select(place => args[place])];
        var outputs = 0;
        var columns = VmapOf(
            tangents =>
            {
                var (_, products, aux) = JvpOf(func, args, argnums, tangents, strict: false, nameof(Jacfwd));
                outputs = products.Length;
                return [.. products, .. aux];
            },
            Basis(inputs), [], [], randomness, chunkSize: null);
        var counts = Array.ConvertAll(inputs, input => input.Numel());
        Tensor[][] jacobians = [.. columns.Take(outputs).Select(column =>
        {
            var shape = column.Shape[1..];
            var parts = column.Movedim(0, -1).SplitWithSizes(counts, -1);
            return parts.Select((part, j) => part.Reshape([.. shape, .. inputs[j].Shape])).ToArray();
        })];
        // What does not depend on the direction is the same for each.
        return (jacobians, [.. columns.Skip(outputs).Select(aux => aux[0])]);
    }

    /// <summary>For each tensor the part of the identity matrix over all elements that belongs to it, a row at a time in its shape.</summary>
    internal static Tensor[] Basis(Tensor[] tensors)
    {
        var total = tensors.Sum(tensor => tensor.Numel());
        var basis = new Tensor[tensors.Length];
        long start = 0;
        for (var i = 0; i < tensors.Length; i++)
        {
            var count = tensors[i].Numel();
            var rows = Torch.Zeros([total, count], dtype: tensors[i].DType, device: tensors[i].Device);
            if (count > 0)
            {
                rows.Diagonal(-start).Fill_(1);
            }
            basis[i] = rows.Reshape([total, .. tensors[i].Shape]);
            start += count;
        }
        return basis;
    }

    private static Tensor[] OneByOne(Func<Tensor[], Tensor[]> func, Tensor[] basis)
    {
        var rows = Enumerable.Range(0, (int)basis[0].Shape[0]).Select(row => func(Array.ConvertAll(basis, part => part[row]))).ToArray();
        return [.. Enumerable.Range(0, rows[0].Length).Select(i => Torch.Stack([.. rows.Select(row => row[i])]))];
    }
}

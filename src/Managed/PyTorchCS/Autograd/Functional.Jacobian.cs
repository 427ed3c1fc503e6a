namespace PyTorchCS;

public static partial class Functional
{
    /// <summary>The Jacobian of a function: all derivatives of elements of the output with respect to elements of the input.</summary>
    /// <param name="func">A function of one tensor.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="createGraph">Records the result, so that it can be differentiated.</param>
    /// <param name="strict">Whether it is an error that an output does not depend on the input; otherwise the derivative is zero.</param>
    /// <param name="vectorize">Takes all derivatives at once, inside <see cref="Func.Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/>; not with <paramref name="strict"/>.</param>
    /// <param name="strategy">By rows, or by columns, which is the forward mode: then <paramref name="vectorize"/> must be set and <paramref name="strict"/> not.</param>
    /// <returns>A tensor whose shape is that of the output followed by that of the input.</returns>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="InvalidOperationException">
    /// An output does not depend on the input, with <paramref name="strict"/>; or a <see cref="ForwardAd.DualLevel"/> is open and the forward mode asked for.
    /// </exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.jacobian.html"/>
    public static Tensor Jacobian(
        Func<Tensor, Tensor> func,
        Tensor inputs,
        bool createGraph = false,
        bool strict = false,
        bool vectorize = false,
        DifferentiationStrategy strategy = DifferentiationStrategy.ReverseMode) =>
        Jacobian(Several(func), [inputs], createGraph, strict, vectorize, strategy)[0][0];

    /// <returns>For each input a tensor whose shape is that of the output followed by that of the input.</returns>
    /// <inheritdoc cref="Jacobian(Func{Tensor, Tensor}, Tensor, bool, bool, bool, DifferentiationStrategy)"/>
    public static Tensor[] Jacobian(
        Func<Tensor[], Tensor> func,
        Tensor[] inputs,
        bool createGraph = false,
        bool strict = false,
        bool vectorize = false,
        DifferentiationStrategy strategy = DifferentiationStrategy.ReverseMode)
    {
        ArgumentNullException.ThrowIfNull(func);
        return Jacobian(given => [func(given)], inputs, createGraph, strict, vectorize, strategy)[0];
    }

    /// <returns>For each output, for each input, a tensor whose shape is that of the output followed by that of the input.</returns>
    /// <inheritdoc cref="Jacobian(Func{Tensor, Tensor}, Tensor, bool, bool, bool, DifferentiationStrategy)"/>
    public static Tensor[][] Jacobian(
        Func<Tensor[], Tensor[]> func,
        Tensor[] inputs,
        bool createGraph = false,
        bool strict = false,
        bool vectorize = false,
        DifferentiationStrategy strategy = DifferentiationStrategy.ReverseMode)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        if (strict && vectorize)
        {
            throw new ArgumentException("jacobian: strict and vectorize do not go together", nameof(vectorize));
        }
        if (strategy == DifferentiationStrategy.ForwardMode && (strict || !vectorize || createGraph))
        {
            throw new ArgumentException("jacobian: the forward mode is there with vectorize, and without strict and createGraph", nameof(strategy));
        }
        using var recording = Torch.EnableGrad();
        if (strategy == DifferentiationStrategy.ForwardMode)
        {
            return Array.ConvertAll(Columns(func, Prepare(inputs, createGraph, needGraph: false)), row => Finish(row, createGraph));
        }
        var given = Prepare(inputs, createGraph, needGraph: true);
        var outputs = Call(func, given, "jacobian");
        RequireDependence(outputs, "output", strict, "jacobian");
        var result = vectorize
            ? RowsAtOnce(outputs, given, createGraph)
            : Array.ConvertAll(outputs, output => Rows(output, Array.IndexOf(outputs, output), given, createGraph, strict));
        return Array.ConvertAll(result, row => Finish(row, createGraph));
    }

    /// <summary>The derivatives of one output: a backward pass for each of its elements.</summary>
    private static Tensor[] Rows(Tensor output, int index, Tensor[] inputs, bool createGraph, bool strict)
    {
        var elements = output.Reshape(-1);
        var count = elements.Numel();
        var rows = Array.ConvertAll(inputs, _ => new List<Tensor>());
        for (var element = 0L; element < count; element++)
        {
            var gradients = GradientsOf([elements.Select(0, element)], inputs, [], createGraph, retainGraph: true);
            for (var i = 0; i < inputs.Length; i++)
            {
                var gradient = gradients[i];
                if (strict && gradient is null)
                {
                    throw Independent($"output {index} does not depend on input {i}", "jacobian");
                }
                if (strict && createGraph && !gradient!.RequiresGrad)
                {
                    throw Independent($"the derivative with respect to input {i} does not depend on the inputs, which is not allowed with createGraph", "jacobian");
                }
                rows[i].Add(gradient ?? Torch.ZerosLike(inputs[i]));
            }
        }
        return [.. inputs.Select((input, i) => Assemble(rows[i], output, input))];
    }

    private static Tensor Assemble(List<Tensor> rows, Tensor output, Tensor input)
    {
        long[] shape = [.. output.Shape, .. input.Shape];
        return rows.Count == 0 ? Torch.Zeros(shape, dtype: input.DType, device: input.Device) : Torch.Stack([.. rows]).Reshape(shape);
    }

    /// <summary>The derivatives of all elements of all outputs: one backward pass for a batch.</summary>
    private static Tensor[][] RowsAtOnce(Tensor[] outputs, Tensor[] inputs, bool createGraph)
    {
        var result = Array.ConvertAll(outputs, output => Array.ConvertAll(inputs, input => Zeros(output, input)));
        var recorded = Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad && outputs[i].Numel() > 0).ToArray();
        if (recorded.Length == 0)
        {
            return result;
        }
        var of = Array.ConvertAll(recorded, i => outputs[i]);
        var rows = Autograd.Grad(of, inputs, Func.Basis(of), createGraph: createGraph, allowUnused: true, isGradsBatched: true);
        var counts = Array.ConvertAll(of, output => output.Numel());
        for (var j = 0; j < inputs.Length; j++)
        {
            if (rows[j] is null)
            {
                continue;
            }
            var parts = rows[j].SplitWithSizes(counts, 0);
            for (var i = 0; i < of.Length; i++)
            {
                result[recorded[i]][j] = parts[i].Reshape([.. of[i].Shape, .. inputs[j].Shape]);
            }
        }
        return result;
    }

    /// <summary>The derivatives of all outputs in the direction of each element of each input: one call with dual tensors for a batch.</summary>
    private static Tensor[][] Columns(Func<Tensor[], Tensor[]> func, Tensor[] inputs)
    {
        if (inputs.Any(input => input.Numel() > 0))
        {
            return Func.ForwardJacobians(given => (Call(func, given, "jacobian"), []), inputs, [.. Enumerable.Range(0, inputs.Length)], VmapRandomness.Error).Jacobians;
        }
        return Array.ConvertAll(Call(func, inputs, "jacobian"), output => Array.ConvertAll(inputs, input => Zeros(output, input)));
    }

    private static Tensor Zeros(Tensor output, Tensor input) => Torch.Zeros([.. output.Shape, .. input.Shape], dtype: input.DType, device: input.Device);

    /// <summary>The Hessian of a function: all second derivatives of its only element.</summary>
    /// <param name="func">A function of one tensor to a single element.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="createGraph">Records the result, so that it can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the derivative does not depend on the input; otherwise the second derivative is zero.</param>
    /// <param name="vectorize">Takes all second derivatives at once, inside <c>Func.Vmap</c>; not with <paramref name="strict"/>.</param>
    /// <param name="outerJacobianStrategy">How the second derivatives are taken; the forward mode needs <paramref name="vectorize"/>.</param>
    /// <returns>A tensor with the shape of the input twice.</returns>
    /// <exception cref="InvalidOperationException">The function returned more than one element, or <paramref name="strict"/> does not hold.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.hessian.html"/>
    public static Tensor Hessian(
        Func<Tensor, Tensor> func,
        Tensor inputs,
        bool createGraph = false,
        bool strict = false,
        bool vectorize = false,
        DifferentiationStrategy outerJacobianStrategy = DifferentiationStrategy.ReverseMode) =>
        Hessian(First(func), [inputs], createGraph, strict, vectorize, outerJacobianStrategy)[0][0];

    /// <returns>For each pair of inputs a tensor whose shape is that of the first followed by that of the second.</returns>
    /// <inheritdoc cref="Hessian(Func{Tensor, Tensor}, Tensor, bool, bool, bool, DifferentiationStrategy)"/>
    public static Tensor[][] Hessian(
        Func<Tensor[], Tensor> func,
        Tensor[] inputs,
        bool createGraph = false,
        bool strict = false,
        bool vectorize = false,
        DifferentiationStrategy outerJacobianStrategy = DifferentiationStrategy.ReverseMode)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        return Jacobian(
            outerJacobianStrategy == DifferentiationStrategy.ForwardMode ? DerivativeInALayer : Derivative, inputs, createGraph, strict, vectorize, outerJacobianStrategy);

        // The forward mode runs this inside transforms, where the inputs are part of no graph.
        Tensor[] DerivativeInALayer(Tensor[] given)
        {
            var (output, product, _) = Func.VjpOf(xs => (CallForOneNumber(func, xs, "hessian"), []), given, [.. Enumerable.Range(0, given.Length)], "Hessian");
            return product([Torch.OnesLike(output[0])]);
        }

        Tensor[] Derivative(Tensor[] given)
        {
            var jacobian = Jacobian(
                xs =>
                {
                    var output = CallForOneNumber(func, xs, "hessian");
                    RequireDependence(output, "output", strict, "hessian");
                    return output[0].Reshape();
                },
                given,
                createGraph: true);
            RequireDependence(jacobian, "the derivative with respect to input", strict, "hessian");
            return jacobian;
        }
    }
}

namespace PyTorchCS;

public static partial class Functional
{
    /// <summary>The Jacobian of a function: all derivatives of elements of the output with respect to elements of the input.</summary>
    /// <param name="func">A function of one tensor.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="createGraph">Records the result, so that it can be differentiated.</param>
    /// <param name="strict">Whether it is an error that an output does not depend on the input; otherwise the derivative is zero.</param>
    /// <param name="vectorize">Takes all derivatives of one output by one call; not with <paramref name="strict"/>.</param>
    /// <param name="strategy">By rows, or by columns: then <paramref name="vectorize"/> must be set and <paramref name="strict"/> not.</param>
    /// <returns>A tensor whose shape is that of the output followed by that of the input.</returns>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="InvalidOperationException">An output does not depend on the input, with <paramref name="strict"/>.</exception>
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
        var given = Prepare(inputs, createGraph, needGraph: true);
        var outputs = Call(func, given, "jacobian");
        RequireDependence(outputs, "output", strict, "jacobian");
        var result = strategy == DifferentiationStrategy.ForwardMode
            ? Columns(outputs, given)
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

    /// <summary>The derivatives of all outputs in the direction of each element of each input.</summary>
    private static Tensor[][] Columns(Tensor[] outputs, Tensor[] inputs)
    {
        var result = Array.ConvertAll(outputs, _ => new Tensor[inputs.Length]);
        var dummies = Array.ConvertAll(outputs, output => Torch.ZerosLike(output, requiresGrad: true));
        var gradients = GradientsOf(outputs, inputs, dummies, createGraph: true);
        for (var i = 0; i < inputs.Length; i++)
        {
            var columns = Array.ConvertAll(outputs, _ => new List<Tensor>());
            for (var element = 0L; element < inputs[i].Numel(); element++)
            {
                var direction = Torch.ZerosLike(inputs[i], memoryFormat: MemoryFormat.ContiguousFormat);
                direction.View(-1).Select(0, element).Fill_(1);
                var changes = GradientsOf([gradients[i]], dummies, [direction], createGraph: false, retainGraph: true);
                for (var o = 0; o < outputs.Length; o++)
                {
                    columns[o].Add((changes[o] ?? Torch.ZerosLike(outputs[o])).Reshape(-1));
                }
            }
            for (var o = 0; o < outputs.Length; o++)
            {
                long[] shape = [.. outputs[o].Shape, .. inputs[i].Shape];
                result[o][i] = columns[o].Count == 0
                    ? Torch.Zeros(shape, dtype: outputs[o].DType, device: outputs[o].Device)
                    : Torch.Stack([.. columns[o]], 1).Reshape(shape);
            }
        }
        return result;
    }

    /// <summary>The Hessian of a function: all second derivatives of its only element.</summary>
    /// <param name="func">A function of one tensor to a single element.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="createGraph">Records the result, so that it can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the derivative does not depend on the input; otherwise the second derivative is zero.</param>
    /// <param name="vectorize">Takes all second derivatives by one call; not with <paramref name="strict"/>.</param>
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
        return Jacobian(Derivative, inputs, createGraph, strict, vectorize, outerJacobianStrategy);

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

namespace PyTorchCS;

public static partial class Functional
{
    /// <summary>The product of a vector and the Jacobian: <c>vᵀ·J</c>, by one backward pass.</summary>
    /// <param name="func">A function of one tensor.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="v">The vector, of the output's shape; not needed where the output is a single element.</param>
    /// <param name="createGraph">Records the results, so that they can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the output does not depend on the input; otherwise the product is zero.</param>
    /// <returns>The output, and the product, of the input's shape.</returns>
    /// <exception cref="ArgumentException">The vector is missing, or has another shape.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.vjp.html"/>
    public static (Tensor Outputs, Tensor Vjp) Vjp(Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool createGraph = false, bool strict = false)
    {
        var (outputs, product) = Vjp(Several(func), [inputs], v is null ? null : [v], createGraph, strict);
        return (outputs[0], product[0]);
    }

    /// <returns>The outputs, and the product, a tensor for each input.</returns>
    /// <inheritdoc cref="Vjp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
    public static (Tensor[] Outputs, Tensor[] Vjp) Vjp(
        Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        using var recording = Torch.EnableGrad();
        var given = Prepare(inputs, createGraph, needGraph: true);
        var outputs = Call(func, given, "vjp");
        RequireDependence(outputs, "output", strict, "vjp");
        var vector = PrepareVector(v, outputs, createGraph, "the output", "vjp");
        var product = FillIn(GradientsOf(outputs, given, vector, createGraph), given, strict, createGraph, "input", "vjp");
        return (Finish(outputs, createGraph), Finish(product, createGraph));
    }

    /// <summary>The product of the Jacobian and a vector: <c>J·v</c>, the derivative in a direction, by two backward passes.</summary>
    /// <param name="func">A function of one tensor.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="v">The direction, of the input's shape; not needed where the input is a single element.</param>
    /// <param name="createGraph">Records the results, so that they can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the output does not depend on the input; otherwise the product is zero.</param>
    /// <returns>The output, and the product, of the output's shape.</returns>
    /// <exception cref="ArgumentException">The vector is missing, or has another shape.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.jvp.html"/>
    public static (Tensor Outputs, Tensor Jvp) Jvp(Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool createGraph = false, bool strict = false)
    {
        var (outputs, product) = Jvp(Several(func), [inputs], v is null ? null : [v], createGraph, strict);
        return (outputs[0], product[0]);
    }

    /// <returns>The outputs, and the product, a tensor for each output.</returns>
    /// <inheritdoc cref="Jvp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
    public static (Tensor[] Outputs, Tensor[] Jvp) Jvp(
        Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        using var recording = Torch.EnableGrad();
        var given = Prepare(inputs, createGraph, needGraph: true);
        var vector = PrepareVector(v, given, createGraph, "the input", "jvp");
        var outputs = Call(func, given, "jvp");
        RequireDependence(outputs, "output", strict, "jvp");
        // The backward pass is linear in what it starts with, so its own derivative with respect to that is the Jacobian, transposed.
        var dummies = Array.ConvertAll(outputs, output => Torch.ZerosLike(output, requiresGrad: true));
        var gradients = GradientsOf(outputs, given, dummies, createGraph: true);
        RequireDependence(gradients, "the gradient with respect to input", strict, "jvp");
        var product = FillIn(GradientsOf(gradients, dummies, vector, createGraph), outputs, strict, createGraph, "output", "jvp");
        return (Finish(outputs, createGraph), Finish(product, createGraph));
    }

    /// <summary>The product of a vector and the Hessian: <c>vᵀ·H</c>.</summary>
    /// <param name="func">A function of one tensor to a single element.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="v">The vector, of the input's shape; not needed where the input is a single element.</param>
    /// <param name="createGraph">Records the results, so that they can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the derivative does not depend on the input; otherwise the product is zero.</param>
    /// <returns>The output, and the product, of the input's shape.</returns>
    /// <exception cref="ArgumentException">The vector is missing, or has another shape.</exception>
    /// <exception cref="InvalidOperationException">The function returned more than one element, or <paramref name="strict"/> does not hold.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.vhp.html"/>
    public static (Tensor Outputs, Tensor Vhp) Vhp(Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool createGraph = false, bool strict = false)
    {
        var (output, product) = Vhp(First(func), [inputs], v is null ? null : [v], createGraph, strict);
        return (output, product[0]);
    }

    /// <returns>The output, and the product, a tensor for each input.</returns>
    /// <inheritdoc cref="Vhp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
    public static (Tensor Outputs, Tensor[] Vhp) Vhp(
        Func<Tensor[], Tensor> func, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false, bool strict = false)
    {
        using var recording = Torch.EnableGrad();
        var (given, vector, output, gradients) = FirstDerivative(func, inputs, v, createGraph, strict, "vhp");
        var product = FillIn(GradientsOf(gradients, given, vector, createGraph), given, strict, createGraph, "input", "vhp");
        return (Finish(output, createGraph)[0], Finish(product, createGraph));
    }

    /// <summary>The product of the Hessian and a vector: <c>H·v</c>. <see cref="Vhp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/> gives the same numbers sooner.</summary>
    /// <param name="func">A function of one tensor to a single element.</param>
    /// <param name="inputs">Where the derivatives are taken.</param>
    /// <param name="v">The vector, of the input's shape; not needed where the input is a single element.</param>
    /// <param name="createGraph">Records the results, so that they can be differentiated.</param>
    /// <param name="strict">Whether it is an error that the derivative does not depend on the input; otherwise the product is zero.</param>
    /// <returns>The output, and the product, of the input's shape.</returns>
    /// <exception cref="ArgumentException">The vector is missing, or has another shape.</exception>
    /// <exception cref="InvalidOperationException">The function returned more than one element, or <paramref name="strict"/> does not hold.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.hvp.html"/>
    public static (Tensor Outputs, Tensor Hvp) Hvp(Func<Tensor, Tensor> func, Tensor inputs, Tensor? v = null, bool createGraph = false, bool strict = false)
    {
        var (output, product) = Hvp(First(func), [inputs], v is null ? null : [v], createGraph, strict);
        return (output, product[0]);
    }

    /// <returns>The output, and the product, a tensor for each input.</returns>
    /// <inheritdoc cref="Hvp(Func{Tensor, Tensor}, Tensor, Tensor, bool, bool)"/>
    public static (Tensor Outputs, Tensor[] Hvp) Hvp(
        Func<Tensor[], Tensor> func, Tensor[] inputs, Tensor[]? v = null, bool createGraph = false, bool strict = false)
    {
        using var recording = Torch.EnableGrad();
        var (given, vector, output, gradients) = FirstDerivative(func, inputs, v, createGraph, strict, "hvp");
        var dummies = Array.ConvertAll(given, input => Torch.ZerosLike(input, requiresGrad: true));
        var second = GradientsOf(gradients, given, dummies, createGraph: true);
        RequireDependence(second, "the second derivative with respect to input", strict, "hvp");
        var product = FillIn(GradientsOf(second, dummies, vector, createGraph), given, strict, createGraph, "input", "hvp");
        return (Finish(output, createGraph)[0], Finish(product, createGraph));
    }

    private static (Tensor[] Given, Tensor[] Vector, Tensor[] Output, Tensor?[] Gradients) FirstDerivative(
        Func<Tensor[], Tensor> func, Tensor[] inputs, Tensor[]? v, bool createGraph, bool strict, string operation)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        var given = Prepare(inputs, createGraph, needGraph: true);
        var vector = PrepareVector(v, given, createGraph, "the input", operation);
        var output = CallForOneNumber(func, given, operation);
        RequireDependence(output, "output", strict, operation);
        var gradients = GradientsOf(output, given, [], createGraph: true);
        RequireDependence(gradients, "the gradient with respect to input", strict, operation);
        return (given, vector, output, gradients);
    }
}

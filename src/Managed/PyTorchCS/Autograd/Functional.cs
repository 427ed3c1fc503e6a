namespace PyTorchCS;

/// <summary>PyTorch's <c>torch.autograd.functional</c>: derivatives of functions of tensors.</summary>
/// <remarks>
/// The function is called on copies of the inputs that share their elements, with recording on. Each form exists for a function of one tensor, and
/// for one of several. Where <c>createGraph</c> is given, results can be differentiated again; otherwise they are detached. With <c>strict</c> it
/// is an error where an output does not depend on an input; otherwise the derivative there is zero.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#functional-higher-level-api"/>
public static partial class Functional
{
    /// <summary>Copies of tensors to differentiate with respect to; with <paramref name="createGraph"/> they stay connected.</summary>
    private static Tensor[] Prepare(Tensor[] tensors, bool createGraph, bool needGraph)
    {
        var result = new Tensor[tensors.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var tensor = tensors[i] ?? throw new ArgumentNullException(nameof(tensors), $"input {i} is null");
            result[i] = createGraph && tensor.RequiresGrad ? tensor.ViewAs(tensor) : tensor.Detach().RequiresGrad_(needGraph);
        }
        return result;
    }

    /// <summary>What a caller receives: without <paramref name="createGraph"/> it has no history.</summary>
    private static Tensor[] Finish(Tensor[] tensors, bool createGraph) => createGraph ? tensors : Array.ConvertAll(tensors, tensor => tensor.Detach());

    private static Tensor[] Call(Func<Tensor[], Tensor[]> func, Tensor[] inputs, string operation)
    {
        // A copy, since the function may write into its argument.
        var outputs = func([.. inputs]);
        return outputs is null || outputs.Contains(null!)
            ? throw new InvalidOperationException($"{operation}: the function returned null, or an array with null in it")
            : outputs;
    }

    private static Tensor[] CallForOneNumber(Func<Tensor[], Tensor> func, Tensor[] inputs, string operation)
    {
        var output = func([.. inputs]) ?? throw new InvalidOperationException($"{operation}: the function returned null");
        return output.Numel() == 1
            ? [output]
            : throw new InvalidOperationException($"{operation}: the function should return a single element, but returned {output.Describe()}");
    }

    /// <summary>The vector that products are taken with, of the shapes of others.</summary>
    private static Tensor[] PrepareVector(Tensor[]? v, Tensor[] others, bool createGraph, string of, string operation)
    {
        if (v is null)
        {
            return others is [var only] && only.Numel() == 1
                ? []
                : throw new ArgumentException($"{operation}: v can be left out only where {of} is a single tensor with a single element", nameof(v));
        }
        if (v.Length != others.Length)
        {
            throw new ArgumentException($"{operation}: v has {v.Length} tensors, but should have {others.Length}", nameof(v));
        }
        for (var i = 0; i < v.Length; i++)
        {
            if (!v[i].Shape.AsSpan().SequenceEqual(others[i].Shape))
            {
                throw new ArgumentException(
                    $"{operation}: v[{i}] has shape [{string.Join(", ", v[i].Shape)}], but should have [{string.Join(", ", others[i].Shape)}]", nameof(v));
            }
        }
        return Prepare(v, createGraph, needGraph: false);
    }

    /// <summary>Gradients where there are any; outputs without history, and gradients that are null, are left out.</summary>
    private static Tensor?[] GradientsOf(Tensor?[] outputs, Tensor[] inputs, Tensor[] gradOutputs, bool createGraph, bool? retainGraph = null)
    {
        var places = Enumerable.Range(0, outputs.Length).Where(i => outputs[i] is { RequiresGrad: true }).ToArray();
        if (places.Length == 0)
        {
            return new Tensor?[inputs.Length];
        }
        var given = gradOutputs.Length == 0 ? [] : Array.ConvertAll(places, i => gradOutputs[i]);
        return Torch.Grad(Array.ConvertAll(places, i => outputs[i]!), inputs, given, retainGraph, createGraph, allowUnused: true);
    }

    /// <summary>Zeros for what is missing; <paramref name="strict"/> says what is an error instead.</summary>
    private static Tensor[] FillIn(Tensor?[] gradients, Tensor[] like, bool strict, bool createGraph, string what, string operation)
    {
        var result = new Tensor[like.Length];
        for (var i = 0; i < result.Length; i++)
        {
            if (gradients[i] is not { } gradient)
            {
                result[i] = strict ? throw Independent($"{what} {i} does not depend on the other side of the function", operation) : Torch.ZerosLike(like[i]);
                continue;
            }
            if (strict && createGraph && !gradient.RequiresGrad)
            {
                throw Independent($"the derivative at {what} {i} does not depend on the inputs, which is not allowed with createGraph", operation);
            }
            result[i] = gradient;
        }
        return result;
    }

    private static void RequireDependence(Tensor?[] tensors, string what, bool strict, string operation)
    {
        for (var i = 0; strict && i < tensors.Length; i++)
        {
            if (tensors[i] is not { RequiresGrad: true })
            {
                throw Independent($"{what} {i} does not depend on the inputs in a differentiable way", operation);
            }
        }
    }

    private static InvalidOperationException Independent(string what, string operation) => new($"{operation}, strict: {what}");

    private static Func<Tensor[], Tensor[]> Several(Func<Tensor, Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return inputs => [func(inputs[0])];
    }

    private static Func<Tensor[], Tensor> First(Func<Tensor, Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return inputs => func(inputs[0]);
    }
}

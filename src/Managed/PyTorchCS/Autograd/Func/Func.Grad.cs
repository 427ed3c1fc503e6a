using System.Runtime.CompilerServices;

namespace PyTorchCS;

public static partial class Func
{
    /// <summary>The function that gives the gradient of <paramref name="func"/>: <c>∂f/∂x</c>.</summary>
    /// <param name="func">Returns a tensor without dimensions.</param>
    /// <remarks>Nothing is added to anybody's <c>Grad</c>. The gradient can be differentiated again, by transforms and by backward passes.</remarks>
    /// <exception cref="InvalidOperationException">From the result: the function returned a tensor with dimensions, or hooks on saved tensors are in use.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, Tensor> Grad(Func<Tensor, Tensor> func)
    {
        var gradient = Grad(Spread(func), 0);
        return x => gradient([x]);
    }

    /// <summary>The function that gives the gradient with respect to one of two arguments.</summary>
    /// <param name="func">Returns a tensor without dimensions.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor> func, int argnums = 0)
    {
        var gradient = Grad(Spread(func), argnums);
        return (x, y) => gradient([x, y]);
    }

    /// <summary>The function that gives the gradient with respect to one of three arguments.</summary>
    /// <param name="func">Returns a tensor without dimensions.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    public static Func<Tensor, Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor, Tensor> func, int argnums = 0)
    {
        var gradient = Grad(Spread(func), argnums);
        return (x, y, z) => gradient([x, y, z]);
    }

    /// <summary>The function that gives the gradient with respect to one of several arguments.</summary>
    /// <param name="func">Returns a tensor without dimensions.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    public static Func<Tensor[], Tensor> Grad(Func<Tensor[], Tensor> func, int argnums = 0)
    {
        var pair = WithoutAux(func);
        return args => GradientOf(pair, args, [argnums], nameof(Grad)).Gradients[0];
    }

    /// <summary>The function that gives the gradients with respect to several arguments.</summary>
    /// <param name="func">Returns a tensor without dimensions.</param>
    /// <param name="argnums">Which arguments; negative ones count from the end.</param>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    public static Func<Tensor[], Tensor[]> Grad(Func<Tensor[], Tensor> func, ReadOnlySpan<int> argnums)
    {
        var pair = WithoutAux(func);
        var chosen = argnums.ToArray();
        return args => GradientOf(pair, args, chosen, nameof(Grad)).Gradients;
    }

    /// <summary>The function that gives the gradient with respect to one of several arguments, and what <paramref name="func"/> returns besides.</summary>
    /// <param name="func">Returns a tensor without dimensions, and others that are handed on: PyTorch's <c>has_aux</c>.</param>
    /// <param name="argnums">Which argument; negative ones count from the end.</param>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    public static Func<Tensor[], (Tensor Gradient, Tensor[] Aux)> Grad(Func<Tensor[], (Tensor Output, Tensor[] Aux)> func, int argnums = 0)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args =>
        {
            var (gradients, _, aux) = GradientOf(func, args, [argnums], nameof(Grad));
            return (gradients[0], aux);
        };
    }

    /// <summary>The function that gives the gradient and the value of <paramref name="func"/>.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    [OverloadResolutionPriority(2)]
    public static Func<Tensor, (Tensor Gradient, Tensor Value)> GradAndValue(Func<Tensor, Tensor> func)
    {
        var both = GradAndValue(Spread(func), 0);
        return x => both([x]);
    }

    /// <summary>The function that gives the gradient with respect to one of two arguments, and the value.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor, Tensor}, int)"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    [OverloadResolutionPriority(1)]
    public static Func<Tensor, Tensor, (Tensor Gradient, Tensor Value)> GradAndValue(Func<Tensor, Tensor, Tensor> func, int argnums = 0)
    {
        var both = GradAndValue(Spread(func), argnums);
        return (x, y) => both([x, y]);
    }

    /// <summary>The function that gives the gradient with respect to one of three arguments, and the value.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor, Tensor, Tensor, Tensor}, int)"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    public static Func<Tensor, Tensor, Tensor, (Tensor Gradient, Tensor Value)> GradAndValue(Func<Tensor, Tensor, Tensor, Tensor> func, int argnums = 0)
    {
        var both = GradAndValue(Spread(func), argnums);
        return (x, y, z) => both([x, y, z]);
    }

    /// <summary>The function that gives the gradient with respect to one of several arguments, and the value.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor[], Tensor}, int)"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    public static Func<Tensor[], (Tensor Gradient, Tensor Value)> GradAndValue(Func<Tensor[], Tensor> func, int argnums = 0)
    {
        var pair = WithoutAux(func);
        return args =>
        {
            var (gradients, value, _) = GradientOf(pair, args, [argnums], nameof(GradAndValue));
            return (gradients[0], value);
        };
    }

    /// <summary>The function that gives the gradients with respect to several arguments, and the value.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor[], Tensor}, ReadOnlySpan{int})"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    public static Func<Tensor[], (Tensor[] Gradients, Tensor Value)> GradAndValue(Func<Tensor[], Tensor> func, ReadOnlySpan<int> argnums)
    {
        var pair = WithoutAux(func);
        var chosen = argnums.ToArray();
        return args =>
        {
            var (gradients, value, _) = GradientOf(pair, args, chosen, nameof(GradAndValue));
            return (gradients, value);
        };
    }

    /// <summary>The function that gives the gradient, the value, and what <paramref name="func"/> returns besides.</summary>
    /// <inheritdoc cref="Grad(Func{Tensor[], ValueTuple{Tensor, Tensor[]}}, int)"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.grad_and_value.html"/>
    public static Func<Tensor[], (Tensor Gradient, Tensor Value, Tensor[] Aux)> GradAndValue(Func<Tensor[], (Tensor Output, Tensor[] Aux)> func, int argnums = 0)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args =>
        {
            var (gradients, value, aux) = GradientOf(func, args, [argnums], nameof(GradAndValue));
            return (gradients[0], value, aux);
        };
    }

    private static (Tensor[] Gradients, Tensor Value, Tensor[] Aux) GradientOf(
        Func<Tensor[], (Tensor Output, Tensor[] Aux)> func, Tensor[] args, int[] argnums, string transform)
    {
        RequireTensors(args, transform, nameof(args));
        var places = Places(argnums, args.Length, transform);
        Tensor[] gradients;
        Tensor value;
        Tensor[] aux;
        using (RefuseHooks(transform))
        using (var layer = FuncLayer.Grad())
        using (Torch.EnableGrad())
        {
            var wrapped = layer.Wrap(args);
            Tensor[] inputs = [.. places.Select(place => wrapped[place].RequiresGrad_())];
            (value, aux) = func(wrapped);
            RequireAux(aux, transform);
            RequireOutputs([value, .. aux], transform);
            if (value.Ndim != 0)
            {
                throw new InvalidOperationException(
                    $"Func.{transform}: the function must return a tensor without dimensions, but it returned one of shape [{string.Join(", ", value.Shape)}]");
            }
            gradients = GradientsOf([value], inputs, [], retainGraph: false, createGraph: true);
        }
        return (FuncLayer.Unwrap(gradients), FuncLayer.Unwrap(value), FuncLayer.Unwrap(aux));
    }
}

using System.Runtime.CompilerServices;

namespace PyTorchCS;

public static partial class Func
{
    /// <summary>The value of <paramref name="func"/>, and the function that multiplies a vector with its Jacobian: <c>v ↦ vᵀ·J</c>.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <returns>The value; and a function of a tensor of the value's shape, to be called any number of times.</returns>
    /// <exception cref="InvalidOperationException">Hooks on saved tensors are in use.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.vjp.html"/>
    [OverloadResolutionPriority(1)]
    public static (Tensor Output, Func<Tensor, Tensor> VjpFn) Vjp(Func<Tensor, Tensor> func, Tensor primals)
    {
        var (output, vjp, _) = VjpOf(AsList(WithoutAux(Spread(func))), [primals], [0], nameof(Vjp));
        return (output[0], cotangent => vjp([cotangent])[0]);
    }

    /// <summary>The values of <paramref name="func"/>, and the function that multiplies vectors with its Jacobians.</summary>
    /// <param name="func">Any differentiable function.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <returns>The values; and a function that takes a tensor for each value, of its shape, and gives one for each of <paramref name="primals"/>.</returns>
    /// <inheritdoc cref="Vjp(Func{Tensor, Tensor}, Tensor)"/>
    public static (Tensor[] Output, Func<Tensor[], Tensor[]> VjpFn) Vjp(Func<Tensor[], Tensor[]> func, params Tensor[] primals)
    {
        RequireTensors(primals, nameof(Vjp), nameof(primals));
        var (output, vjp, _) = VjpOf(WithoutAux(func), primals, [.. Enumerable.Range(0, primals.Length)], nameof(Vjp));
        return (output, vjp);
    }

    /// <summary>The values of <paramref name="func"/>, the function that multiplies vectors with its Jacobians, and what it returns besides.</summary>
    /// <param name="func">Any differentiable function, which returns its values and others that are handed on: PyTorch's <c>has_aux</c>.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <inheritdoc cref="Vjp(Func{Tensor[], Tensor[]}, Tensor[])"/>
    public static (Tensor[] Output, Func<Tensor[], Tensor[]> VjpFn, Tensor[] Aux) Vjp(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, params Tensor[] primals)
    {
        ArgumentNullException.ThrowIfNull(func);
        RequireTensors(primals, nameof(Vjp), nameof(primals));
        return VjpOf(func, primals, [.. Enumerable.Range(0, primals.Length)], nameof(Vjp));
    }

    internal static (Tensor[] Output, Func<Tensor[], Tensor[]> VjpFn, Tensor[] Aux) VjpOf(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, Tensor[] args, int[] argnums, string transform)
    {
        RequireTensors(args, transform, "primals");
        var places = Places(argnums, args.Length, transform);
        Tensor[] inputs;
        Tensor[] recorded;
        Tensor[] aux;
        using (RefuseHooks(transform))
        using (var layer = FuncLayer.Grad())
        using (Torch.EnableGrad())
        {
            var wrapped = layer.Wrap(args);
            inputs = [.. places.Select(place => wrapped[place].RequiresGrad_())];
            (recorded, aux) = func(wrapped);
            RequireAux(aux, transform);
            RequireOutputs(recorded, transform);
        }
        return (FuncLayer.Unwrap(recorded), Multiply, FuncLayer.Unwrap(aux));

        Tensor[] Multiply(Tensor[] cotangents)
        {
            RequireTensors(cotangents, transform, nameof(cotangents));
            if (cotangents.Length != recorded.Length)
            {
                throw new ArgumentException($"Func.{transform}: the function returned {recorded.Length} tensors, but there are {cotangents.Length} cotangents", nameof(cotangents));
            }
            return FuncLayer.Unwrap(GradientsOf(recorded, inputs, cotangents, retainGraph: true, createGraph: Torch.IsGradEnabled));
        }
    }
}

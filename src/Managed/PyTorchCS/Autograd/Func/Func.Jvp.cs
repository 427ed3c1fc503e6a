using System.Runtime.CompilerServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

public static partial class Func
{
    // All forward-mode transforms of a thread are in one level, which the outermost one enters.
    [ThreadStatic]
    private static int t_forwardTransforms;

    /// <summary>The value of <paramref name="func"/>, and its Jacobian multiplied with a vector: <c>J·t</c>.</summary>
    /// <param name="func">A function whose operations all have forward-mode formulas.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <param name="tangents">The vector, of the shape of <paramref name="primals"/>.</param>
    /// <param name="strict">Whether a value that does not depend on the argument is an error, instead of having a derivative of zero.</param>
    /// <exception cref="InvalidOperationException">A <see cref="ForwardAd.DualLevel"/> is open on this thread, or <paramref name="strict"/> applies.</exception>
    /// <exception cref="TorchException">An operation has no forward-mode formula.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.jvp.html"/>
    [OverloadResolutionPriority(1)]
    public static (Tensor Output, Tensor JvpOut) Jvp(Func<Tensor, Tensor> func, Tensor primals, Tensor tangents, bool strict = false)
    {
        var (output, tangent, _) = JvpOf(AsList(WithoutAux(Spread(func))), [primals], [0], [tangents], strict, nameof(Jvp));
        return (output[0], tangent[0]);
    }

    /// <summary>The values of <paramref name="func"/>, and its Jacobians multiplied with vectors and added up.</summary>
    /// <param name="func">A function whose operations all have forward-mode formulas.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <param name="tangents">One for each of <paramref name="primals"/>, of its shape.</param>
    /// <param name="strict">Whether a value that depends on no argument is an error, instead of having a derivative of zero.</param>
    /// <inheritdoc cref="Jvp(Func{Tensor, Tensor}, Tensor, Tensor, bool)"/>
    public static (Tensor[] Output, Tensor[] JvpOut) Jvp(Func<Tensor[], Tensor[]> func, Tensor[] primals, Tensor[] tangents, bool strict = false)
    {
        RequireTensors(primals, nameof(Jvp), nameof(primals));
        var (output, tangent, _) = JvpOf(WithoutAux(func), primals, [.. Enumerable.Range(0, primals.Length)], tangents, strict, nameof(Jvp));
        return (output, tangent);
    }

    /// <summary>The values of <paramref name="func"/>, its Jacobians multiplied with vectors and added up, and what it returns besides.</summary>
    /// <param name="func">Returns its values and others that are handed on: PyTorch's <c>has_aux</c>.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <param name="tangents">One for each of <paramref name="primals"/>, of its shape.</param>
    /// <param name="strict">Whether a value that depends on no argument is an error, instead of having a derivative of zero.</param>
    /// <inheritdoc cref="Jvp(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], bool)"/>
    public static (Tensor[] Output, Tensor[] JvpOut, Tensor[] Aux) Jvp(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, Tensor[] primals, Tensor[] tangents, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(func);
        RequireTensors(primals, nameof(Jvp), nameof(primals));
        return JvpOf(func, primals, [.. Enumerable.Range(0, primals.Length)], tangents, strict, nameof(Jvp));
    }

    /// <summary>The value of <paramref name="func"/>, and the linear function that is closest to it there: <c>t ↦ J·t</c>.</summary>
    /// <param name="func">A function that can be differentiated twice by the backward pass.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <returns>The value; and a function of a tensor of the argument's shape, which does not run <paramref name="func"/> again.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.linearize.html"/>
    // Differs from PyTorch: no traced program, but the transposed backward pass, which needs no forward-mode formulas.
    [OverloadResolutionPriority(1)]
    public static (Tensor Output, Func<Tensor, Tensor> JvpFn) Linearize(Func<Tensor, Tensor> func, Tensor primals)
    {
        var (output, linear) = Linearize(AsList(Spread(func)), primals);
        return (output[0], tangent => linear([tangent])[0]);
    }

    /// <summary>The values of <paramref name="func"/>, and the linear function that is closest to it there.</summary>
    /// <param name="func">A function that can be differentiated twice by the backward pass.</param>
    /// <param name="primals">Where to differentiate.</param>
    /// <returns>The values; and a function that takes a tensor for each of <paramref name="primals"/> and gives one for each value.</returns>
    /// <inheritdoc cref="Linearize(Func{Tensor, Tensor}, Tensor)"/>
    public static (Tensor[] Output, Func<Tensor[], Tensor[]> JvpFn) Linearize(Func<Tensor[], Tensor[]> func, params Tensor[] primals)
    {
        RequireTensors(primals, nameof(Linearize), nameof(primals));
        var (output, transposed, _) = VjpOf(WithoutAux(func), primals, [.. Enumerable.Range(0, primals.Length)], nameof(Linearize));
        return (output, Multiply);

        // v ↦ vᵀ·J is linear in v, and so its own backward pass multiplies with J.
        Tensor[] Multiply(Tensor[] tangents)
        {
            RequireTensors(tangents, nameof(Linearize), nameof(tangents));
            RequireAlike(primals, tangents, nameof(Linearize));
            var isRecording = Torch.IsGradEnabled;
            using var enabled = Torch.EnableGrad();
            Tensor[] probes = [.. output.Select(value => Torch.ZerosLike(value).RequiresGrad_())];
            return GradientsOf(transposed(probes), probes, tangents, retainGraph: true, createGraph: isRecording);
        }
    }

    private static (Tensor[] Output, Tensor[] Tangents, Tensor[] Aux) JvpOf(
        Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> func, Tensor[] args, int[] argnums, Tensor[] tangents, bool strict, string transform)
    {
        RequireTensors(args, transform, "primals");
        RequireTensors(tangents, transform, nameof(tangents));
        var places = Places(argnums, args.Length, transform);
        RequireAlike([.. places.Select(place => args[place])], tangents, transform);
        UnpackedDualTensor[] parts;
        Tensor[] aux;
        using (RefuseHooks(transform))
        using (var layer = FuncLayer.Jvp())
        {
            var wrapped = layer.Wrap(args);
            (parts, aux) = WithDuals(() =>
            {
                for (var i = 0; i < places.Length; i++)
                {
                    wrapped[places[i]] = ForwardAd.MakeDual(args[places[i]], tangents[i]);
                }
                var (outputs, others) = func(wrapped);
                RequireAux(others, transform);
                RequireOutputs(outputs, transform);
                return (Array.ConvertAll(outputs, output => Parts(output, strict, transform)), Array.ConvertAll(others, other => ForwardAd.UnpackDual(other).Primal));
            });
        }
        return (Array.ConvertAll(parts, part => FuncLayer.Unwrap(part.Primal)), Array.ConvertAll(parts, part => FuncLayer.Unwrap(part.Tangent!)), FuncLayer.Unwrap(aux));
    }

    private static T WithDuals<T>(Func<T> body)
    {
        var mode = Native.GetForwardGradMode();
        var isOutermost = t_forwardTransforms == 0;
        if (isOutermost)
        {
            ForwardAd.EnterDualLevel();
        }
        t_forwardTransforms++;
        try
        {
            Native.SetForwardGradMode(true);
            return body();
        }
        finally
        {
            Native.SetForwardGradMode(mode);
            t_forwardTransforms--;
            if (isOutermost)
            {
                ForwardAd.ExitDualLevel();
            }
        }
    }

    private static UnpackedDualTensor Parts(Tensor output, bool strict, string transform)
    {
        var parts = ForwardAd.UnpackDual(output);
        if (parts.Tangent is not null)
        {
            return parts;
        }
        return strict
            ? throw new InvalidOperationException($"Func.{transform} with strict: a tensor that the function returned does not depend on its arguments")
            : parts with { Tangent = Torch.ZerosLike(parts.Primal) };
    }

    private static void RequireAlike(Tensor[] primals, Tensor[] tangents, string transform)
    {
        if (primals.Length != tangents.Length)
        {
            throw new ArgumentException($"Func.{transform}: there are {primals.Length} primals, but {tangents.Length} tangents", nameof(tangents));
        }
        for (var i = 0; i < primals.Length; i++)
        {
            if (!primals[i].Shape.AsSpan().SequenceEqual(tangents[i].Shape))
            {
                throw new ArgumentException($"Func.{transform}: the tangent {tangents[i].Describe()} does not have the shape of the primal {primals[i].Describe()}", nameof(tangents));
            }
        }
    }
}

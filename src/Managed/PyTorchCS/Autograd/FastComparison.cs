namespace PyTorchCS;

/// <summary>Compares <c>vᵀ·J·u</c> for random <c>u</c> and <c>v</c>: two calls of the function and a backward pass for each pair.</summary>
internal sealed class FastComparison(Func<Tensor[], Tensor[]> func, Tensor[] inputs, GradientCheckOptions options)
{
    internal void Run(Tensor[] values, Tensor[] outputs, string prefix)
    {
        // Its own numbers: the check must not disturb those of the program.
        using var generator = new Generator(2147483647);
        var v = Array.ConvertAll(outputs, output => Direction(output, generator) * 10);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].RequiresGrad)
            {
                var u = Direction(inputs[i], generator);
                var imaginary = inputs[i].DType.IsComplex ? Direction(inputs[i], generator) : null;
                RunFor(i, values, outputs, (v, u, imaginary), prefix);
            }
        }
    }

    private void RunFor(int place, Tensor[] values, Tensor[] outputs, (Tensor[] V, Tensor U, Tensor? Imaginary) directions, string prefix)
    {
        var input = inputs[place];
        var (v, u, imaginary) = directions;
        var numerical = Numerical(input, u, imaginary);
        numerical = [.. numerical.Where((_, o) => values[o].RequiresGrad)];
        for (var o = 0; o < outputs.Length; o++)
        {
            var expected = (numerical[o] * v[o]).Sum();
            var first = Analytical(outputs[o], input, v[o], u, imaginary);
            var second = Analytical(outputs[o], input, v[o], u, imaginary);
            if ((first - second).Abs().Item<double>() > options.NondetTol)
            {
                throw new GradcheckError("Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values");
            }
            // An error of atol in every derivative adds up to this.
            var sum = (u.Sum().Item<double>() + (imaginary?.Sum().Item<double>() ?? 0)) * v[o].Sum().Item<double>();
            if (!FullComparison.AreClose(first, expected, options.Rtol, options.Atol * Math.Abs(sum)))
            {
                throw FullComparison.Mismatch(prefix, o, place, expected, first, Explanation(values, outputs));
            }
        }
    }

    private Tensor[] Numerical(Tensor input, Tensor u, Tensor? imaginary)
    {
        using var silence = Torch.NoGrad();
        var data = input.Data;
        var change = NumericalJacobian.Change(func, inputs, data, options.Eps, u * options.Eps);
        if (imaginary is null)
        {
            return change;
        }
        var step = Torch.Complex(Torch.ZerosLike(imaginary), imaginary) * options.Eps;
        return [.. change.Zip(NumericalJacobian.Change(func, inputs, data, options.Eps, step), Torch.Complex)];
    }

    private static Tensor Analytical(Tensor output, Tensor input, Tensor v, Tensor u, Tensor? imaginary)
    {
        var gradient = Autograd.Grad([output], [input], [v], retainGraph: true, allowUnused: true)[0]?.Detach() ?? Torch.ZerosLike(input).Detach();
        return imaginary is null
            ? (gradient * u).Sum()
            : Torch.Complex((gradient.Real * u).Sum(), (gradient.Imag * imaginary).Sum());
    }

    /// <summary>Positive real numbers of a tensor's shape, of length 1 together.</summary>
    private static Tensor Direction(Tensor like, Generator generator)
    {
        var dtype = like.DType switch
        {
            DType.Complex128 => DType.Float64,
            DType.Complex64 => DType.Float32,
            var other => other,
        };
        var numbers = Torch.Rand(like.Shape, generator: generator, dtype: dtype, device: Device.Cpu).To(like.Device);
        return like.Numel() == 0 ? numbers : numbers / numbers.Norm();
    }

    /// <summary>The full comparison says which derivative it is.</summary>
    private string Explanation(Tensor[] values, Tensor[] outputs)
    {
        try
        {
            new FullComparison(func, inputs, options).Run(values, outputs, "");
            return "The comparison of every single derivative finds nothing.";
        }
        catch (GradcheckError error)
        {
            return "The comparison of every single derivative says:\n" + error.Message;
        }
    }
}

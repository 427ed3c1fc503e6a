namespace PyTorchCS;

/// <summary>Compares derivatives in directions, by dual tensors, with differences of values.</summary>
internal sealed class ForwardComparison(Func<Tensor[], Tensor[]> func, Tensor[] inputs, GradientCheckOptions options)
{
    internal void Run(Tensor[] values)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].RequiresGrad)
            {
                continue;
            }
            foreach (var direction in Directions(inputs[i]))
            {
                Compare(values, i, direction);
            }
        }
    }

    /// <summary>Compares the derivatives in two directions at once with those in one after the other.</summary>
    internal void RunBatched()
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].RequiresGrad)
            {
                CompareBatch(i);
            }
        }
    }

    private void CompareBatch(int place)
    {
        var directions = GradientCheck.RandomGradients([inputs[place], inputs[place]], withGaps: false);
        var single = Array.ConvertAll(directions, direction => Products([direction.Detach()], place));
        Tensor[] batched;
        try
        {
            batched = Func.ForBatch(slices => Products(slices, place), [Torch.Stack(directions).Detach()], "gradcheck", keepsGraph: true);
        }
#pragma warning disable CA1031 // Whatever the function throws under Vmap, it is the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new GradcheckError($"For input {place}, the tangents of a batch could not be computed: {exception.Message}", exception);
        }
        for (var o = 0; o < batched.Length; o++)
        {
            if (!Torch.Allclose(batched[o], Torch.Stack([single[0][o], single[1][o]])))
            {
                throw new GradcheckError($"For output {o} and input {place}, the batched tangent is not what single ones give");
            }
        }
    }

    private Tensor[] Products(Tensor[] tangents, int place)
    {
        Tensor[] primals = [.. inputs.Select(input => input.Detach())];
        return Func.Jvp(
            (Tensor[] given) =>
            {
                primals[place] = given[0];
                return func([.. primals]);
            },
            [inputs[place].Detach()],
            tangents).JvpOut;
    }

    private void Compare(Tensor[] values, int place, Tensor direction)
    {
        Tensor[] numerical;
        using (Torch.NoGrad())
        {
            numerical = NumericalJacobian.Change(func, inputs, inputs[place].Data, options.Eps, direction * options.Eps);
        }
        var analytical = Tangents(place, direction);
        for (var o = 0; o < values.Length; o++)
        {
            if ((values[o].DType.IsFloatingPoint || values[o].DType.IsComplex) && !FullComparison.AreClose(analytical[o], numerical[o], options.Rtol, options.Atol))
            {
                throw FullComparison.Mismatch("While considering the forward mode, in one direction: ", o, place, numerical[o], analytical[o]);
            }
        }
    }

    private Tensor[] Tangents(int place, Tensor direction)
    {
        using var level = ForwardAd.DualLevel();
        var outputs = func([.. inputs.Select((input, i) => i == place ? ForwardAd.MakeDual(input.Detach(), direction) : input.Detach())]);
        return Array.ConvertAll(outputs, output => ForwardAd.UnpackDual(output).Tangent?.Detach().Clone() ?? Torch.ZerosLike(output).Detach());
    }

    /// <summary>One for each element, for complex ones two; in the fast mode one that is random.</summary>
    private IEnumerable<Tensor> Directions(Tensor input)
    {
        if (options.FastMode)
        {
            using var generator = new Generator(2147483647);
            var numbers = Torch.Rand(input.Shape, generator: generator, dtype: input.DType, device: Device.Cpu).To(input.Device);
            yield return input.Numel() == 0 ? numbers : numbers / numbers.Abs().Norm();
            yield break;
        }
        for (var element = 0L; element < input.Numel(); element++)
        {
            var direction = Torch.Zeros(input.Shape, dtype: input.DType, device: input.Device);
            direction.View(-1).Select(0, element).Fill_(1);
            yield return direction;
            if (input.DType.IsComplex)
            {
                yield return direction * new System.Numerics.Complex(0, 1);
            }
        }
    }
}

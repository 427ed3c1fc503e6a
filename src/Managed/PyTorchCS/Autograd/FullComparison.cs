namespace PyTorchCS;

/// <summary>Compares every derivative of every output with a difference of values.</summary>
internal sealed class FullComparison(Func<Tensor[], Tensor[]> func, Tensor[] inputs, GradientCheckOptions options)
{
    private readonly int[] _places = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i].RequiresGrad)];

    internal void Run(Tensor[] values, Tensor[] outputs, string prefix)
    {
        foreach (var place in _places)
        {
            var numerical = NumericalJacobian.Of(func, inputs, place, values, options.Eps, options.Masked)
                .Where((_, o) => values[o].RequiresGrad)
                .ToArray();
            for (var o = 0; o < outputs.Length; o++)
            {
                var analytical = Analytical(outputs[o], inputs[place], o, place);
                if (!AreClose(analytical, numerical[o], options.Rtol, options.Atol))
                {
                    throw Mismatch(prefix, o, place, numerical[o], analytical);
                }
            }
        }
    }

    internal static bool AreClose(Tensor a, Tensor b, double rtol, double atol)
    {
        var dtype = Torch.PromoteTypes(a.DType, b.DType);
        return a.To(dtype).Allclose(b.To(dtype), rtol, atol);
    }

    internal static GradcheckError Mismatch(string prefix, int output, int input, Tensor numerical, Tensor analytical, string more = "") =>
        new($"{prefix}Jacobian mismatch for output {output} with respect to input {input},\nnumerical:{numerical}\nanalytical:{analytical}\n{more}");

    /// <summary>A row for each element of the input, a column for each of the output, by a backward pass for each column; each pass is run twice.</summary>
    private Tensor Analytical(Tensor output, Tensor input, int outputIndex, int inputIndex)
    {
        var columns = new List<Tensor>();
        var noise = 0.0;
        for (var element = 0L; element < output.Numel(); element++)
        {
            var direction = Torch.ZerosLike(output, memoryFormat: MemoryFormat.ContiguousFormat).Detach();
            direction.View(-1).Select(0, element).Fill_(1);
            var first = Gradient(output, input, direction);
            var second = Gradient(output, input, direction);
            RequireLike(first, input, outputIndex, inputIndex);
            if (first is not null && second is not null && first.Numel() > 0)
            {
                noise = Math.Max(noise, (Dense(first) - Dense(second)).Abs().Max().Item<double>());
            }
            columns.Add(first is null ? Torch.Zeros([input.Numel()], dtype: input.DType, device: input.Device) : Dense(first).Reshape(-1));
        }
        if (noise > options.NondetTol)
        {
            throw new GradcheckError(
                "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values: "
                + $"they differ by {noise}, and {options.NondetTol} is allowed; nondetTol allows more");
        }
        return columns.Count == 0 ? Torch.Zeros([input.Numel(), 0], dtype: input.DType, device: input.Device) : Torch.Stack([.. columns], 1).Detach();
    }

    internal static Tensor Dense(Tensor gradient) => gradient.Layout == Layout.Strided ? gradient : gradient.ToDense();

    private static Tensor? Gradient(Tensor output, Tensor input, Tensor direction) =>
        Autograd.Grad([output], [input], [direction], retainGraph: true, allowUnused: true)[0];

    private void RequireLike(Tensor? gradient, Tensor input, int outputIndex, int inputIndex)
    {
        if (gradient is null)
        {
            return;
        }
        if (!gradient.Shape.AsSpan().SequenceEqual(input.Shape))
        {
            throw new GradcheckError($"Analytical gradient has incorrect size: output {outputIndex}, input {inputIndex}");
        }
        if (options.CheckGradDtypes && gradient.DType != input.DType)
        {
            throw new GradcheckError($"Gradient has dtype mismatch: {gradient.DType} for input {inputIndex} of {input.DType}");
        }
    }
}

namespace PyTorchCS;

/// <summary>One comparison of a function's gradients with differences of its values.</summary>
internal sealed class GradientCheck
{
    private readonly Func<Tensor[], Tensor[]> _func;
    private readonly Tensor[] _inputs;
    private readonly GradientCheckOptions _options;

    internal GradientCheck(Func<Tensor[], Tensor[]> func, Tensor[] inputs, GradientCheckOptions options)
    {
        // Copies, since the function may write into its argument.
        (_func, _inputs, _options) = (given => func([.. given]), [.. inputs], options);
        RequireInputs();
    }

    private IEnumerable<Tensor> DifferentiableInputs => _inputs.Where(input => input.RequiresGrad);

    internal static Tensor[] Differentiable(Tensor[] outputs) => [.. outputs.Where(output => output.RequiresGrad)];

    /// <summary>Random numbers between -1 and 1 of the shapes of others.</summary>
    internal static Tensor[] RandomGradients(Tensor[] outputs, bool withGaps) => Array.ConvertAll(outputs, output =>
    {
        var dtype = output.DType.IsFloatingPoint || output.DType.IsComplex ? output.DType : DType.Float64;
        // Every second element of a last dimension twice as long.
        long[] shape = withGaps && output.Shape is [.. var head, var last] ? [.. head, 2 * last] : output.Shape;
        var numbers = (Torch.Rand(shape, dtype: dtype, device: output.Device) * 2) - (dtype.IsComplex ? (Scalar)new System.Numerics.Complex(1, 1) : 1);
        var chosen = shape.Length == 0 || !withGaps ? numbers : numbers[TensorIndex.Ellipsis, TensorIndex.Slice(step: 2)];
        return chosen.Detach().RequiresGrad_();
    });

    internal void Run()
    {
        using var recording = Torch.EnableGrad();
        var values = _func(_inputs);
        var outputs = Differentiable(values);
        foreach (var output in outputs)
        {
            if (output.Layout != Layout.Strided)
            {
                throw new ArgumentException($"gradcheck: an output is {output.Layout}; only strided ones can be checked, so use ToDense()");
            }
        }
        if (_options.CheckForwardAd)
        {
            var comparison = new ForwardComparison(_func, _inputs, _options);
            comparison.Run(values);
            if (_options.CheckBatchedForwardGrad)
            {
                comparison.RunBatched();
            }
        }
        if (!_options.CheckBackwardAd)
        {
            return;
        }
        CheckParts(values, outputs);
        if (_options.CheckBatchedGrad)
        {
            CheckBatches(outputs);
        }
        CheckMultipliesByGradOutput(outputs);
        if (_options.CheckUndefinedGrad)
        {
            CheckUndefined(outputs);
        }
    }

    /// <summary>Complex outputs are two real ones: gradients are those of real numbers.</summary>
    private void CheckParts(Tensor[] values, Tensor[] outputs)
    {
        if (!values.Any(value => value.DType.IsComplex))
        {
            Compare(_func, values, outputs, "");
            return;
        }
        Func<Tensor[], Tensor[]> imaginary = given => Array.ConvertAll(_func(given), output => output.DType.IsComplex ? output.Imag : output);
        Func<Tensor[], Tensor[]> real = given => Array.ConvertAll(_func(given), output => output.DType.IsComplex ? output.Real : output);
        foreach (var (part, name) in new[] { (imaginary, "imaginary"), (real, "real") })
        {
            var parts = part(_inputs);
            Compare(part, parts, Differentiable(parts), $"While considering the {name} part of complex outputs only: ");
        }
    }

    private void Compare(Func<Tensor[], Tensor[]> func, Tensor[] values, Tensor[] outputs, string prefix)
    {
        if (outputs.Length == 0)
        {
            CheckIsConstant(func, values);
        }
        else if (_options.FastMode && _inputs.All(input => input.Layout == Layout.Strided))
        {
            new FastComparison(func, _inputs, _options).Run(values, outputs, prefix);
        }
        else
        {
            new FullComparison(func, _inputs, _options).Run(values, outputs, prefix);
        }
    }

    private void RequireInputs()
    {
        if (!_options.CheckForwardAd && !_options.CheckBackwardAd)
        {
            throw new ArgumentException("gradcheck: neither the forward nor the backward mode is to be checked");
        }
        if (_options.CheckBatchedForwardGrad && !_options.CheckForwardAd)
        {
            throw new ArgumentException("gradcheck: checkBatchedForwardGrad needs checkForwardAd");
        }
        var any = false;
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = _inputs[i];
            ArgumentNullException.ThrowIfNull(input, nameof(_inputs));
            if (!input.RequiresGrad)
            {
                continue;
            }
            any = true;
            if (input.Layout is not (Layout.Strided or Layout.SparseCoo))
            {
                throw new ArgumentException($"gradcheck: input {i} is {input.Layout}; inputs are strided, or sparse in coordinates", "inputs");
            }
            if (input.DType is not (DType.Float64 or DType.Complex128))
            {
                TorchWarning.Emit($"gradcheck: input {i} is of {input.DType}; the check is likely to fail where inputs are not of float64 or complex128");
            }
            if (input.Layout == Layout.Strided && input.Shape.Zip(input.Stride()).Any(pair => pair.First > 1 && pair.Second == 0))
            {
                throw new ArgumentException($"gradcheck: input {i} has a stride of 0, so its elements cannot be moved one by one; use Contiguous()", "inputs");
            }
            if (!input.IsLeaf)
            {
                input.RetainGrad();
            }
        }
        if (!any)
        {
            throw new ArgumentException("gradcheck: no input requires gradients", "inputs");
        }
    }

    /// <summary>Where no output says that it can be differentiated, the values must not change.</summary>
    private void CheckIsConstant(Func<Tensor[], Tensor[]> func, Tensor[] values)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].RequiresGrad && NumericalJacobian.Of(func, _inputs, i, values, _options.Eps, _options.Masked).Any(jacobian => jacobian.Ne(0).Any().Item<bool>()))
            {
                throw new GradcheckError("no output can be differentiated, but the values change with the inputs: Numerical gradient for function expected to be zero");
            }
        }
    }

    private void CheckMultipliesByGradOutput(Tensor[] outputs)
    {
        Tensor[] inputs = [.. DifferentiableInputs];
        if (outputs.Length == 0)
        {
            return;
        }
        var gradients = Autograd.Grad(outputs, inputs, Array.ConvertAll(outputs, output => Torch.ZerosLike(output)), retainGraph: true, allowUnused: true);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (gradients[i] is not { } gradient)
            {
                continue;
            }
            if (FullComparison.Dense(gradient).Ne(0).Any().Item<bool>())
            {
                throw new GradcheckError("backward not multiplied by grad_output: a gradient of zero at every output gives another one at an input");
            }
            if (gradient.DType != inputs[i].DType)
            {
                throw new GradcheckError($"grad is incorrect type: {gradient.DType} for an input of {inputs[i].DType}");
            }
            if (!gradient.Shape.AsSpan().SequenceEqual(inputs[i].Shape))
            {
                throw new GradcheckError($"grad is incorrect size: [{string.Join(", ", gradient.Shape)}] for an input of [{string.Join(", ", inputs[i].Shape)}]");
            }
        }
    }

    /// <summary>Without any gradient at all outputs, and then without one of them.</summary>
    private void CheckUndefined(Tensor[] outputs)
    {
        CheckUndefined(Differentiable(_func(_inputs)), _ => true);
        for (var i = 0; outputs.Length > 1 && i < outputs.Length; i++)
        {
            var missing = i;
            CheckUndefined(Differentiable(_func(_inputs)), place => place == missing);
        }
    }

    private void CheckUndefined(Tensor[] outputs, Func<int, bool> isMissing)
    {
        if (outputs.Length == 0)
        {
            return;
        }
        var broken = outputs.Select((output, i) => isMissing(i) ? new WithoutGradient().Apply(output)[0] : output).ToArray();
        Tensor?[] gradients;
        try
        {
            gradients = Autograd.Grad(broken, [.. DifferentiableInputs], Array.ConvertAll(broken, output => Torch.ZerosLike(output)), allowUnused: true);
        }
#pragma warning disable CA1031 // Whatever the backward form throws, it is the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new GradcheckError("Expected backward function to handle undefined output grads: " + exception.Message, exception);
        }
        if (gradients.Any(gradient => gradient is not null && FullComparison.Dense(gradient).Ne(0).Any().Item<bool>()))
        {
            throw new GradcheckError("Expected all input grads to be undefined or zero when all output grads are undefined or zero");
        }
    }

    private void CheckBatches(Tensor[] outputs)
    {
        Tensor[] inputs = [.. DifferentiableInputs];
        for (var o = 0; o < outputs.Length; o++)
        {
            var gradients = RandomGradients([outputs[o], outputs[o]], withGaps: false);
            var expected = Array.ConvertAll(gradients, gradient => Autograd.Grad([outputs[o]], inputs, [gradient], retainGraph: true, allowUnused: true));
            var batched = Batched(outputs[o], o, inputs, Torch.Stack(gradients));
            for (var i = 0; i < inputs.Length; i++)
            {
                if (batched[i] is not null && !Torch.Allclose(batched[i]!, Torch.Stack([expected[0][i], expected[1][i]])))
                {
                    throw new GradcheckError($"For output {o} and input {i}, the batched gradient is not what single passes give");
                }
            }
        }
    }

    private static Tensor?[] Batched(Tensor output, int index, Tensor[] inputs, Tensor gradients)
    {
        try
        {
            return Autograd.Grad([output], inputs, [gradients], retainGraph: true, allowUnused: true, isGradsBatched: true);
        }
#pragma warning disable CA1031 // Whatever the backward forms throw under Vmap, it is the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new GradcheckError($"For output {index}, the gradients of a batch could not be computed: {exception.Message}", exception);
        }
    }

    /// <summary>A function whose backward form gives nothing.</summary>
    private sealed class WithoutGradient : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].ViewAs(inputs[0])];

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [null];
    }
}

namespace PyTorchCS;

public static partial class Autograd
{
    /// <summary>Compares the gradients of a function with differences of its values: <c>(f(x + eps) − f(x − eps)) / (2·eps)</c>.</summary>
    /// <param name="func">A function of tensors, which must give the same values whenever it is called with the same inputs.</param>
    /// <param name="inputs">Where the gradients are checked; those that require gradients should be of float64 or complex128.</param>
    /// <param name="eps">How far the inputs are moved.</param>
    /// <param name="atol">How far gradients may be off, absolutely.</param>
    /// <param name="rtol">How far gradients may be off, relatively.</param>
    /// <param name="raiseException">Whether a failed check throws, or gives false.</param>
    /// <param name="nondetTol">How far the results of two equal backward passes may differ.</param>
    /// <param name="checkUndefinedGrad">Whether to check that outputs whose gradient is missing count as zeros.</param>
    /// <param name="checkGradDtypes">Whether to check that gradients have the dtype of their inputs.</param>
    /// <param name="checkBatchedGrad">Whether to compare batched gradients with single ones.</param>
    /// <param name="checkBatchedForwardGrad">Whether to compare batched tangents with single ones; only with <paramref name="checkForwardAd"/>.</param>
    /// <param name="checkForwardAd">Whether to check derivatives by dual tensors, too.</param>
    /// <param name="checkBackwardAd">Whether to check backward passes.</param>
    /// <param name="fastMode">Checks one random combination of derivatives, rather than each; not where an input is sparse.</param>
    /// <param name="masked">Whether elements that a sparse input does not specify have no derivative; otherwise they count as zeros that may change.</param>
    /// <returns>Whether every check holds.</returns>
    /// <remarks>Complex inputs and outputs are checked in the way of PyTorch: the real and the imaginary part of an output each on its own.</remarks>
    /// <exception cref="GradcheckError">A check does not hold.</exception>
    /// <exception cref="ArgumentException">No input requires gradients, one of them overlaps itself in memory, or nothing is to be checked.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.gradcheck.gradcheck.html"/>
    public static bool Gradcheck(
        Func<Tensor[], Tensor[]> func,
        Tensor[] inputs,
        double eps = 1e-6,
        double atol = 1e-5,
        double rtol = 1e-3,
        bool raiseException = true,
        double nondetTol = 0.0,
        bool checkUndefinedGrad = true,
        bool checkGradDtypes = false,
        bool checkBatchedGrad = false,
        bool checkBatchedForwardGrad = false,
        bool checkForwardAd = false,
        bool checkBackwardAd = true,
        bool fastMode = false,
        bool? masked = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        var check = new GradientCheck(
            func,
            inputs,
            new GradientCheckOptions(eps, atol, rtol, nondetTol, checkUndefinedGrad, checkGradDtypes, checkBatchedGrad, checkBatchedForwardGrad, checkForwardAd, checkBackwardAd, fastMode, masked ?? false));
        try
        {
            check.Run();
            return true;
        }
        catch (GradcheckError) when (!raiseException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="Gradcheck(Func{Tensor[], Tensor[]}, Tensor[], double, double, double, bool, double, bool, bool, bool, bool, bool, bool, bool, bool?)"/>
    public static bool Gradcheck(
        Func<Tensor, Tensor> func,
        Tensor inputs,
        double eps = 1e-6,
        double atol = 1e-5,
        double rtol = 1e-3,
        bool raiseException = true,
        double nondetTol = 0.0,
        bool checkUndefinedGrad = true,
        bool checkGradDtypes = false,
        bool checkBatchedGrad = false,
        bool checkBatchedForwardGrad = false,
        bool checkForwardAd = false,
        bool checkBackwardAd = true,
        bool fastMode = false,
        bool? masked = null)
    {
        ArgumentNullException.ThrowIfNull(func);
        return Gradcheck(
            given => [func(given[0])], [inputs], eps, atol, rtol, raiseException, nondetTol, checkUndefinedGrad, checkGradDtypes, checkBatchedGrad, checkBatchedForwardGrad, checkForwardAd, checkBackwardAd, fastMode, masked);
    }

    /// <summary>Checks the gradients of a function's gradients: <see cref="Gradcheck(Func{Tensor[], Tensor[]}, Tensor[], double, double, double, bool, double, bool, bool, bool, bool, bool, bool, bool, bool?)"/> of its backward pass.</summary>
    /// <param name="func">A function of tensors, which must give the same values whenever it is called with the same inputs.</param>
    /// <param name="inputs">Where the gradients are checked; those that require gradients should be of float64 or complex128.</param>
    /// <param name="gradOutputs">The gradients with respect to the outputs; by default random numbers between -1 and 1.</param>
    /// <param name="eps">How far the inputs are moved.</param>
    /// <param name="atol">How far gradients may be off, absolutely.</param>
    /// <param name="rtol">How far gradients may be off, relatively.</param>
    /// <param name="genNonContigGradOutputs">Whether the random gradients lie in memory with gaps.</param>
    /// <param name="raiseException">Whether a failed check throws, or gives false.</param>
    /// <param name="nondetTol">How far the results of two equal backward passes may differ.</param>
    /// <param name="checkUndefinedGrad">Whether to check that outputs whose gradient is missing count as zeros.</param>
    /// <param name="checkGradDtypes">Whether to check that gradients have the dtype of their inputs.</param>
    /// <param name="checkBatchedGrad">Whether to compare batched gradients with single ones.</param>
    /// <param name="checkFwdOverRev">Whether to check derivatives of the backward pass by dual tensors, too.</param>
    /// <param name="checkRevOverRev">Whether to check backward passes of the backward pass.</param>
    /// <param name="fastMode">Checks one random combination of derivatives, rather than each; not where an input is sparse.</param>
    /// <param name="masked">Whether elements that a sparse input does not specify have no derivative; otherwise they count as zeros that may change.</param>
    /// <returns>Whether every check holds.</returns>
    /// <exception cref="GradcheckError">A check does not hold.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.gradcheck.gradgradcheck.html"/>
    public static bool Gradgradcheck(
        Func<Tensor[], Tensor[]> func,
        Tensor[] inputs,
        Tensor[]? gradOutputs = null,
        double eps = 1e-6,
        double atol = 1e-5,
        double rtol = 1e-3,
        bool genNonContigGradOutputs = false,
        bool raiseException = true,
        double nondetTol = 0.0,
        bool checkUndefinedGrad = true,
        bool checkGradDtypes = false,
        bool checkBatchedGrad = false,
        bool checkFwdOverRev = false,
        bool checkRevOverRev = true,
        bool fastMode = false,
        bool masked = false)
    {
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(inputs);
        var given = gradOutputs ?? GradientCheck.RandomGradients(GradientCheck.Differentiable(func(inputs)), genNonContigGradOutputs);
        return Gradcheck(
            Derivative, [.. inputs, .. given], eps, atol, rtol, raiseException, nondetTol, checkUndefinedGrad, checkGradDtypes, checkBatchedGrad, false, checkFwdOverRev, checkRevOverRev, fastMode, masked);

        Tensor[] Derivative(Tensor[] all)
        {
            using var recording = Torch.EnableGrad();
            // The forward mode hands copies without history.
            Tensor[] arguments = [.. all[..inputs.Length].Select((argument, i) => inputs[i].RequiresGrad && !argument.RequiresGrad ? argument.RequiresGrad_() : argument)];
            var outputs = GradientCheck.Differentiable(func(arguments));
            var gradients = Grad(outputs, [.. arguments.Where(argument => argument.RequiresGrad)], all.AsSpan(inputs.Length), createGraph: true, allowUnused: true);
            return [.. gradients.Where(gradient => gradient is not null)];
        }
    }

    /// <inheritdoc cref="Gradgradcheck(Func{Tensor[], Tensor[]}, Tensor[], Tensor[], double, double, double, bool, bool, double, bool, bool, bool, bool, bool, bool, bool)"/>
    public static bool Gradgradcheck(
        Func<Tensor, Tensor> func,
        Tensor inputs,
        Tensor? gradOutputs = null,
        double eps = 1e-6,
        double atol = 1e-5,
        double rtol = 1e-3,
        bool genNonContigGradOutputs = false,
        bool raiseException = true,
        double nondetTol = 0.0,
        bool checkUndefinedGrad = true,
        bool checkGradDtypes = false,
        bool checkBatchedGrad = false,
        bool checkFwdOverRev = false,
        bool checkRevOverRev = true,
        bool fastMode = false,
        bool masked = false)
    {
        ArgumentNullException.ThrowIfNull(func);
        return Gradgradcheck(
            given => [func(given[0])],
            [inputs],
            gradOutputs is null ? null : [gradOutputs],
            eps,
            atol,
            rtol,
            genNonContigGradOutputs,
            raiseException,
            nondetTol,
            checkUndefinedGrad,
            checkGradDtypes,
            checkBatchedGrad,
            checkFwdOverRev,
            checkRevOverRev,
            fastMode,
            masked);
    }
}

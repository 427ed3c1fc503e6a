namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Normalizes each channel: <c>y = (x - mean) / √(var + eps) · weight + bias</c>.</summary>
    /// <param name="input">Shape <c>(N, C, *)</c>.</param>
    /// <param name="runningMean">Shape <c>(C)</c>; used in evaluation, updated in training.</param>
    /// <param name="runningVar">Shape <c>(C)</c>; used in evaluation, updated in training.</param>
    /// <param name="weight">Shape <c>(C)</c>, or null for 1.</param>
    /// <param name="bias">Shape <c>(C)</c>, or null for 0.</param>
    /// <param name="training">Whether to use the batch's own mean and variance.</param>
    /// <param name="momentum">The share of the batch in the running statistics.</param>
    /// <param name="eps">What keeps the root away from 0.</param>
    /// <returns>The input's shape.</returns>
    /// <exception cref="ArgumentException">In training there is only one value for each channel.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.batch_norm.html"/>
    public static Tensor BatchNorm(Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (training && input.Ndim >= 2)
        {
            RequireSeveralValues("batch_norm", input, input.Numel() / Math.Max(1, input.Size(1)) == 1 && input.Size(1) > 0, "channel");
        }

        return Ops.BatchNorm(input, weight, bias, runningMean, runningVar, training, momentum, eps, cudnnEnabled: true);
    }

    /// <summary>Normalizes each channel of each sample on its own.</summary>
    /// <param name="input">Shape <c>(N, C, *)</c>.</param>
    /// <param name="runningMean">Shape <c>(C)</c>, or null to keep no statistics.</param>
    /// <param name="runningVar">Shape <c>(C)</c>, or null to keep no statistics.</param>
    /// <param name="weight">Shape <c>(C)</c>, or null for 1.</param>
    /// <param name="bias">Shape <c>(C)</c>, or null for 0.</param>
    /// <param name="useInputStats">Whether to use the input's own mean and variance.</param>
    /// <param name="momentum">The share of the input in the running statistics.</param>
    /// <param name="eps">What keeps the root away from 0.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.instance_norm.html"/>
    public static Tensor InstanceNorm(Tensor input, Tensor? runningMean = null, Tensor? runningVar = null, Tensor? weight = null, Tensor? bias = null, bool useInputStats = true, double momentum = 0.1, double eps = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (useInputStats && input.Ndim >= 2)
        {
            RequireSeveralValues("instance_norm", input, input.Shape.Skip(2).Aggregate(1L, (product, size) => product * size) == 1, "channel of a sample");
        }

        return Ops.InstanceNorm(input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, cudnnEnabled: true);
    }

    /// <summary>Normalizes the last dimensions: <c>y = (x - mean) / √(var + eps) · weight + bias</c>.</summary>
    /// <param name="input">Shape <c>(*, normalizedShape)</c>.</param>
    /// <param name="normalizedShape">The sizes of the dimensions to normalize together.</param>
    /// <param name="weight">Shape <paramref name="normalizedShape"/>, or null for 1.</param>
    /// <param name="bias">Shape <paramref name="normalizedShape"/>, or null for 0.</param>
    /// <param name="eps">What keeps the root away from 0.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.layer_norm.html"/>
    public static Tensor LayerNorm(Tensor input, IntTuple normalizedShape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Ops.LayerNorm(input, normalizedShape.Values, weight, bias, eps);

    /// <summary>Divides the last dimensions by their root mean square: <c>y = x / √(mean(x²) + eps) · weight</c>.</summary>
    /// <param name="input">Shape <c>(*, normalizedShape)</c>.</param>
    /// <param name="normalizedShape">The sizes of the dimensions to normalize together.</param>
    /// <param name="weight">Shape <paramref name="normalizedShape"/>, or null for 1.</param>
    /// <param name="eps">What keeps the root away from 0; by default the machine epsilon of the type.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.rms_norm.html"/>
    public static Tensor RmsNorm(Tensor input, IntTuple normalizedShape, Tensor? weight = null, double? eps = null) =>
        Ops.RmsNorm(input, normalizedShape.Values, weight, eps);

    /// <summary>Normalizes groups of channels of each sample.</summary>
    /// <param name="input">Shape <c>(N, C, *)</c>.</param>
    /// <param name="numGroups">Into how many groups the channels are split.</param>
    /// <param name="weight">Shape <c>(C)</c>, or null for 1.</param>
    /// <param name="bias">Shape <c>(C)</c>, or null for 0.</param>
    /// <param name="eps">What keeps the root away from 0.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.group_norm.html"/>
    public static Tensor GroupNorm(Tensor input, long numGroups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Ops.GroupNorm(input, numGroups, weight, bias, eps);

    /// <summary>Divides each element by a power of the squares in the neighbouring channels.</summary>
    /// <param name="input">Shape <c>(N, C, *)</c>, at least three dimensions.</param>
    /// <param name="size">How many channels count as neighbours.</param>
    /// <param name="alpha">The factor of the mean square.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">What is added before the power is taken.</param>
    /// <returns>The input's shape: <c>x / (k + alpha · mean(x²))^beta</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.local_response_norm.html"/>
    public static Tensor LocalResponseNorm(Tensor input, long size, double alpha = 1e-4, double beta = 0.75, double k = 1.0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Ndim < 3)
        {
            throw new ArgumentException($"local_response_norm: needs at least 3 dimensions, got [{string.Join(", ", input.Shape)}].", nameof(input));
        }

        if (input.Numel() == 0)
        {
            return input;
        }

        // The channels become the depth of a volume whose windows reach over nothing else.
        Tensor squares = (input * input).Reshape([input.Size(0), 1, input.Size(1), -1, 1]);
        Tensor padded = Pad(squares, [0, 0, 0, 0, size / 2, (size - 1) / 2]);
        Tensor mean = AvgPool3d(padded, (size, 1, 1), stride: 1).Reshape(input.Shape);
        return input / (mean * alpha + k).Pow(beta);
    }

    /// <summary>Scales vectors along a dimension to length 1: <c>v / max(‖v‖ₚ, eps)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="dim">The dimension along which the vectors lie.</param>
    /// <param name="eps">The smallest divisor.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.normalize.html"/>
    public static Tensor Normalize(Tensor input, double p = 2.0, long dim = 1, double eps = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input / Ops.LinalgVectorNorm(input, p, dim, keepdim: true).ClampMin(eps);
    }

    private static void RequireSeveralValues(string operation, Tensor input, bool single, string unit)
    {
        if (single)
        {
            throw new ArgumentException(
                $"{operation}: needs more than 1 value for each {unit} in training, got input [{string.Join(", ", input.Shape)}].", nameof(input));
        }
    }
}

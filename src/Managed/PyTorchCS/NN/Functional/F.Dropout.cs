namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>In training, zeroes each element with probability <c>p</c> and divides the others by <c>1 - p</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.dropout.html"/>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
        inplace ? Ops.Dropout_(input, CheckProbability(p), training) : Ops.Dropout(input, CheckProbability(p), training);

    /// <summary>Drops elements so that mean and variance of SELU activations stay.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.alpha_dropout.html"/>
    public static Tensor AlphaDropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
        inplace ? Ops.AlphaDropout_(input, CheckProbability(p), training) : Ops.AlphaDropout(input, CheckProbability(p), training);

    /// <summary>As <see cref="AlphaDropout"/>, for whole channels.</summary>
    /// <param name="input">Shape <c>(N, C, *)</c>.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.feature_alpha_dropout.html"/>
    public static Tensor FeatureAlphaDropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
        inplace ? Ops.FeatureAlphaDropout_(input, CheckProbability(p), training) : Ops.FeatureAlphaDropout(input, CheckProbability(p), training);

    /// <summary>In training, zeroes whole channels of sequences with probability <c>p</c> and divides the others by <c>1 - p</c>.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.dropout1d.html"/>
    public static Tensor Dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Ndim is not (2 or 3))
        {
            throw new ArgumentException($"dropout1d: takes 2 or 3 dimensions, got [{string.Join(", ", input.Shape)}].", nameof(input));
        }

        return DropChannels(input, input.Ndim == 3, p, training, inplace);
    }

    /// <summary>In training, zeroes whole channels of images with probability <c>p</c> and divides the others by <c>1 - p</c>.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c>.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <remarks>The second dimension holds the channels whatever the number of dimensions, as in PyTorch.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.dropout2d.html"/>
    public static Tensor Dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => DropChannels(input, true, p, training, inplace);

    /// <summary>In training, zeroes whole channels of volumes with probability <c>p</c> and divides the others by <c>1 - p</c>.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">Whether to drop anything.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <remarks>With other than 5 dimensions, the first one holds the channels, as in PyTorch.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.dropout3d.html"/>
    public static Tensor Dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        return DropChannels(input, input.Ndim == 5, p, training, inplace);
    }

    private static Tensor DropChannels(Tensor input, bool batched, double p, bool training, bool inplace)
    {
        CheckProbability(p);
        if (batched)
        {
            return inplace ? Ops.FeatureDropout_(input, p, training) : Ops.FeatureDropout(input, p, training);
        }

        // Without a batch dimension the channels would be taken for it.
        Tensor dropped = DropChannels(input.Unsqueeze(0), true, p, training, inplace);
        return inplace ? input : dropped.Squeeze(0);
    }

    internal static double CheckProbability(double p) => p is >= 0 and <= 1
        ? p
        : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability of dropout lies between 0 and 1.");
}

namespace PyTorchCS.NN;

/// <summary>PyTorch's <c>torch.nn.functional</c>: the mathematics of layers and losses as plain functions.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/nn.functional.html"/>
public static partial class F
{
    /// <summary>Computes <c>max(0, x)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.relu.html"/>
    public static Tensor Relu(Tensor input, bool inplace = false) => inplace ? Ops.Relu_(input) : Ops.Relu(input);

    /// <summary>Computes <c>max(0, x)</c> in place.</summary>
    /// <param name="input">Any shape; overwritten.</param>
    /// <returns>The input.</returns>
    public static Tensor Relu_(Tensor input) => Ops.Relu_(input);

    /// <summary>Computes <c>min(max(0, x), 6)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.relu6.html"/>
    public static Tensor Relu6(Tensor input, bool inplace = false) => inplace ? Ops.Relu6_(input) : Ops.Relu6(input);

    /// <summary>Computes <c>max(0, x) + negativeSlope · min(0, x)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="negativeSlope">The slope below zero.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.leaky_relu.html"/>
    public static Tensor LeakyRelu(Tensor input, double negativeSlope = 0.01, bool inplace = false) =>
        inplace ? Ops.LeakyRelu_(input, negativeSlope) : Ops.LeakyRelu(input, negativeSlope);

    /// <summary>Computes <c>max(0, x) + negativeSlope · min(0, x)</c> in place.</summary>
    /// <param name="input">Any shape; overwritten.</param>
    /// <param name="negativeSlope">The slope below zero.</param>
    /// <returns>The input.</returns>
    public static Tensor LeakyRelu_(Tensor input, double negativeSlope = 0.01) => Ops.LeakyRelu_(input, negativeSlope);

    /// <summary>Computes <c>max(0, x) + weight · min(0, x)</c> with a learnable weight.</summary>
    /// <param name="input">Any shape; channels in the second dimension.</param>
    /// <param name="weight">One value, or one for each channel.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.prelu.html"/>
    public static Tensor Prelu(Tensor input, Tensor weight) => Ops.Prelu(input, weight);

    /// <summary>Computes a leaky ReLU whose slope is drawn uniformly from <c>[lower, upper]</c> in training, and is their mean otherwise.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="training">Whether to draw slopes.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.rrelu.html"/>
    public static Tensor Rrelu(Tensor input, double lower = 1.0 / 8, double upper = 1.0 / 3, bool training = false, bool inplace = false) =>
        inplace ? Ops.Rrelu_(input, lower, upper, training) : Ops.Rrelu(input, lower, upper, training);

    /// <summary>Computes <c>max(0, x) + min(0, alpha · (exp(x) - 1))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">The limit towards minus infinity, negated.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.elu.html"/>
    public static Tensor Elu(Tensor input, double alpha = 1.0, bool inplace = false) =>
        inplace ? Ops.Elu_(input, alpha) : Ops.Elu(input, alpha);

    /// <summary>Computes <c>max(0, x) + min(0, alpha · (exp(x) - 1))</c> in place.</summary>
    /// <param name="input">Any shape; overwritten.</param>
    /// <param name="alpha">The limit towards minus infinity, negated.</param>
    /// <returns>The input.</returns>
    public static Tensor Elu_(Tensor input, double alpha = 1.0) => Ops.Elu_(input, alpha);

    /// <summary>Computes <c>scale · (max(0, x) + min(0, alpha · (exp(x) - 1)))</c> with the self-normalizing constants.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.selu.html"/>
    public static Tensor Selu(Tensor input, bool inplace = false) => inplace ? Ops.Selu_(input) : Ops.Selu(input);

    /// <summary>Computes <c>max(0, x) + min(0, alpha · (exp(x / alpha) - 1))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">The limit towards minus infinity, negated.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.celu.html"/>
    public static Tensor Celu(Tensor input, double alpha = 1.0, bool inplace = false) =>
        inplace ? Ops.Celu_(input, alpha) : Ops.Celu(input, alpha);

    /// <summary>Computes <c>x · Φ(x)</c> with the normal distribution's <c>Φ</c>, or its tanh approximation.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="approximate">Which formula.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.gelu.html"/>
    public static Tensor Gelu(Tensor input, GeluApproximate approximate = GeluApproximate.None) => Ops.Gelu(input, approximate);

    /// <summary>Computes <c>x · sigmoid(x)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.silu.html"/>
    public static Tensor Silu(Tensor input, bool inplace = false) => inplace ? Ops.Silu_(input) : Ops.Silu(input);

    /// <summary>Computes <c>x · tanh(softplus(x))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.mish.html"/>
    public static Tensor Mish(Tensor input, bool inplace = false) => inplace ? Ops.Mish_(input) : Ops.Mish(input);

    /// <summary>Computes <c>1 / (1 + exp(-x))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.sigmoid.html"/>
    public static Tensor Sigmoid(Tensor input) => Ops.Sigmoid(input);

    /// <summary>Computes <c>log(1 / (1 + exp(-x)))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.logsigmoid.html"/>
    public static Tensor Logsigmoid(Tensor input) => Ops.LogSigmoid(input);

    /// <summary>Computes the hyperbolic tangent.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.tanh.html"/>
    public static Tensor Tanh(Tensor input) => Ops.Tanh(input);

    /// <summary>Computes <c>x - tanh(x)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.tanhshrink.html"/>
    public static Tensor Tanhshrink(Tensor input) => input - Ops.Tanh(input);

    /// <summary>Computes <c>min(max(minVal, x), maxVal)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="minVal">The lower bound.</param>
    /// <param name="maxVal">The upper bound.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.hardtanh.html"/>
    public static Tensor Hardtanh(Tensor input, double minVal = -1.0, double maxVal = 1.0, bool inplace = false) =>
        inplace ? Ops.Hardtanh_(input, minVal, maxVal) : Ops.Hardtanh(input, minVal, maxVal);

    /// <summary>Computes <c>min(max(minVal, x), maxVal)</c> in place.</summary>
    /// <param name="input">Any shape; overwritten.</param>
    /// <param name="minVal">The lower bound.</param>
    /// <param name="maxVal">The upper bound.</param>
    /// <returns>The input.</returns>
    public static Tensor Hardtanh_(Tensor input, double minVal = -1.0, double maxVal = 1.0) => Ops.Hardtanh_(input, minVal, maxVal);

    /// <summary>Computes <c>min(max(0, x + 3), 6) / 6</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.hardsigmoid.html"/>
    public static Tensor Hardsigmoid(Tensor input, bool inplace = false) => inplace ? Ops.Hardsigmoid_(input) : Ops.Hardsigmoid(input);

    /// <summary>Computes <c>x · min(max(0, x + 3), 6) / 6</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.hardswish.html"/>
    public static Tensor Hardswish(Tensor input, bool inplace = false) => inplace ? Ops.Hardswish_(input) : Ops.Hardswish(input);

    /// <summary>Keeps <c>x</c> where <c>|x| &gt; lambd</c> and gives 0 elsewhere.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lambd">The threshold.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.hardshrink.html"/>
    public static Tensor Hardshrink(Tensor input, double lambd = 0.5) => Ops.Hardshrink(input, lambd);

    /// <summary>Moves <c>x</c> towards 0 by <c>lambd</c> and gives 0 where <c>|x| ≤ lambd</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lambd">The threshold, not negative.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.softshrink.html"/>
    public static Tensor Softshrink(Tensor input, double lambd = 0.5) => Ops.Softshrink(input, lambd);

    /// <summary>Computes <c>log(1 + exp(beta · x)) / beta</c>; beyond the threshold, <c>x</c> itself.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="beta">How sharply it bends.</param>
    /// <param name="threshold">The value of <c>beta · x</c> above which it is linear.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.softplus.html"/>
    public static Tensor Softplus(Tensor input, double beta = 1.0, double threshold = 20.0) => Ops.Softplus(input, beta, threshold);

    /// <summary>Computes <c>x / (1 + |x|)</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.softsign.html"/>
    public static Tensor Softsign(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input / (input.Abs() + 1);
    }

    /// <summary>Keeps <c>x</c> where it is greater than the threshold and gives <c>value</c> elsewhere.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">What stands for the rest.</param>
    /// <param name="inplace">Whether to overwrite the input.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.threshold.html"/>
    public static Tensor Threshold(Tensor input, double threshold, double value, bool inplace = false) =>
        inplace ? Ops.Threshold_(input, threshold, value) : Ops.Threshold(input, threshold, value);

    /// <summary>Keeps <c>x</c> where it is greater than the threshold and writes <c>value</c> elsewhere, in place.</summary>
    /// <param name="input">Any shape; overwritten.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">What stands for the rest.</param>
    /// <returns>The input.</returns>
    public static Tensor Threshold_(Tensor input, double threshold, double value) => Ops.Threshold_(input, threshold, value);

    /// <summary>Splits the input into halves <c>a, b</c> and computes <c>a · sigmoid(b)</c>.</summary>
    /// <param name="input">A tensor whose dimension <paramref name="dim"/> is even.</param>
    /// <param name="dim">The dimension to split.</param>
    /// <returns>The input's shape with that dimension halved.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.glu.html"/>
    public static Tensor Glu(Tensor input, long dim = -1) => Ops.Glu(input, dim);
}

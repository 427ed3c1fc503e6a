namespace PyTorchCS.NN;

/// <summary>PyTorch's <c>torch.nn.init</c>: fills tensors with starting values, in place and without a gradient.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/nn.init.html"/>
public static partial class Init
{
    /// <summary>Fills with numbers from the uniform distribution <c>U(a, b)</c>.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="a">The lower bound.</param>
    /// <param name="b">The upper bound.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Uniform_(Tensor tensor, double a = 0.0, double b = 1.0, Generator? generator = null) =>
        Fill(tensor, t => t.Uniform_(a, b, generator));

    /// <summary>Fills with numbers from the normal distribution <c>N(mean, std²)</c>.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Normal_(Tensor tensor, double mean = 0.0, double std = 1.0, Generator? generator = null) =>
        Fill(tensor, t => t.Normal_(mean, std, generator));

    /// <summary>Fills with numbers from the normal distribution <c>N(mean, std²)</c> cut off at <c>[a, b]</c>.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="mean">The mean before cutting.</param>
    /// <param name="std">The standard deviation before cutting.</param>
    /// <param name="a">The smallest value.</param>
    /// <param name="b">The largest value.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor TruncNormal_(Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null)
    {
        // Uniform between the two values of the distribution function, then its inverse.
        double low = NormalCdf((a - mean) / std);
        double high = NormalCdf((b - mean) / std);
        return Fill(tensor, t => t
            .Uniform_((2 * low) - 1, (2 * high) - 1, generator)
            .Erfinv_()
            .Mul_(std * Math.Sqrt(2.0))
            .Add_(mean)
            .Clamp_(a, b));
    }

    /// <summary>Fills with one value.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="val">The value.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Constant_(Tensor tensor, double val) => Fill(tensor, t => t.Fill_(val));

    /// <summary>Fills with 1.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Ones_(Tensor tensor) => Constant_(tensor, 1);

    /// <summary>Fills with 0.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros_(Tensor tensor) => Fill(tensor, t => t.Zero_());

    /// <summary>Fills a matrix with the identity.</summary>
    /// <param name="tensor">A tensor of two dimensions.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Eye_(Tensor tensor)
    {
        RequireDimensions("eye_", tensor, 2, 2);
        return Fill(tensor, t =>
        {
            t.Zero_();
            t.Diagonal().Fill_(1);
        });
    }

    /// <summary>Fills the filters of a convolution so that each group passes its channels through.</summary>
    /// <param name="tensor">A tensor of three to five dimensions: <c>(outChannels, inChannels / groups, *kernelSize)</c>.</param>
    /// <param name="groups">How many groups the convolution has.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Dirac_(Tensor tensor, long groups = 1)
    {
        RequireDimensions("dirac_", tensor, 3, 5);
        if (groups < 1 || tensor.Size(0) % groups != 0)
        {
            throw new ArgumentException($"dirac_: {tensor.Size(0)} filters cannot be split into {groups} groups.", nameof(groups));
        }

        return Fill(tensor, t =>
        {
            t.Zero_();
            Tensor center = t;
            for (int dimension = t.Ndim - 1; dimension >= 2; dimension--)
            {
                center = center.Select(dimension, t.Size(dimension) / 2);
            }

            long filters = t.Size(0) / groups;
            for (long group = 0; group < groups; group++)
            {
                center.Narrow(0, group * filters, filters).Diagonal().Fill_(1);
            }
        });
    }

    /// <summary>Fills with numbers from <c>U(-k, k)</c>, <c>k = gain · √(6 / (fanIn + fanOut))</c>.</summary>
    /// <param name="tensor">A tensor of at least two dimensions.</param>
    /// <param name="gain">The factor; see <see cref="CalculateGain"/>.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor XavierUniform_(Tensor tensor, double gain = 1.0, Generator? generator = null)
    {
        double bound = Math.Sqrt(3.0) * XavierStd("xavier_uniform_", tensor, gain);
        return Uniform_(tensor, -bound, bound, generator);
    }

    /// <summary>Fills with numbers from <c>N(0, gain² · 2 / (fanIn + fanOut))</c>.</summary>
    /// <param name="tensor">A tensor of at least two dimensions.</param>
    /// <param name="gain">The factor; see <see cref="CalculateGain"/>.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor XavierNormal_(Tensor tensor, double gain = 1.0, Generator? generator = null) =>
        Normal_(tensor, 0.0, XavierStd("xavier_normal_", tensor, gain), generator);

    /// <summary>Fills with numbers from <c>U(-k, k)</c>, <c>k = gain · √(3 / fan)</c>.</summary>
    /// <param name="tensor">A tensor of at least two dimensions.</param>
    /// <param name="a">The slope of the leaky ReLU that follows.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="nonlinearity">What follows.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor KaimingUniform_(Tensor tensor, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU, Generator? generator = null)
    {
        if (IsEmpty(tensor))
        {
            return tensor;
        }

        double bound = Math.Sqrt(3.0) * KaimingStd("kaiming_uniform_", tensor, a, mode, nonlinearity);
        return Uniform_(tensor, -bound, bound, generator);
    }

    /// <summary>Fills with numbers from <c>N(0, gain² / fan)</c>.</summary>
    /// <param name="tensor">A tensor of at least two dimensions.</param>
    /// <param name="a">The slope of the leaky ReLU that follows.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="nonlinearity">What follows.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor KaimingNormal_(Tensor tensor, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU, Generator? generator = null) =>
        IsEmpty(tensor) ? tensor : Normal_(tensor, 0.0, KaimingStd("kaiming_normal_", tensor, a, mode, nonlinearity), generator);

    /// <summary>Fills with a (semi-)orthogonal matrix; dimensions after the first count as one.</summary>
    /// <param name="tensor">A tensor of at least two dimensions.</param>
    /// <param name="gain">The factor of the matrix.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Orthogonal_(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        RequireDimensions("orthogonal_", tensor, 2, int.MaxValue);
        if (IsEmpty(tensor))
        {
            return tensor;
        }

        long rows = tensor.Size(0);
        long columns = tensor.Numel() / rows;
        return Fill(tensor, t =>
        {
            Tensor random = Torch.Empty([rows, columns], dtype: t.DType, device: t.Device).Normal_(0, 1, generator);
            (Tensor q, Tensor r) = Ops.LinalgQr(rows < columns ? random.Transpose(0, 1) : random);

            // Signs that follow the diagonal make the result uniformly distributed.
            q = q * r.Diagonal().Sign();
            t.Copy_((rows < columns ? q.Transpose(0, 1) : q).Reshape(t.Shape)).Mul_(gain);
        });
    }

    /// <summary>Fills a matrix with numbers from <c>N(0, std²)</c> and then zeroes a share of each column.</summary>
    /// <param name="tensor">A tensor of two dimensions.</param>
    /// <param name="sparsity">The share of zeros, rounded up to whole elements.</param>
    /// <param name="std">The standard deviation of the others.</param>
    /// <param name="generator">Where the numbers come from; by default the device's own generator.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Sparse_(Tensor tensor, double sparsity, double std = 0.01, Generator? generator = null)
    {
        RequireDimensions("sparse_", tensor, 2, 2);
        long rows = tensor.Size(0);
        long zeros = (long)Math.Ceiling(sparsity * rows);
        return Fill(tensor, t =>
        {
            t.Normal_(0, std, generator);
            for (long column = 0; column < t.Size(1); column++)
            {
                Tensor order = Torch.Randperm(rows, generator: generator, device: t.Device);
                t.Select(1, column).IndexFill_(0, order.Narrow(0, 0, zeros), 0);
            }
        });
    }
}

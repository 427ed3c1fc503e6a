using System.Runtime.CompilerServices;

namespace PyTorchCS;

/// <summary>Signal processing: PyTorch's <c>torch.signal</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/signal.html"/>
public static class Signal
{
    /// <summary>Window functions. PyTorch's <c>torch.signal.windows</c>.</summary>
    /// <remarks>
    /// Each gives <c>M</c> values; the greatest is 1. With <c>sym</c> the window is symmetric, for the design of filters; without it is one
    /// period of a periodic one, for spectral analysis. Types: float32 and float64, by default the default dtype. Only the strided layout
    /// is there.
    /// </remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/signal.html"/>
    public static class Windows
    {
        /// <summary>A triangle: <c>1 - |2 n / (M - 1) - 1|</c>.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.bartlett.html"/>
        public static Tensor Bartlett(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            using var scope = Torch.Scope();
            var step = 2.0 / Intervals(M, sym);
            var made = Make(M, dtype, layout, device, () => Ramp(M, -1, step, dtype, device).Abs_().Neg_().Add_(1));
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>The sum of cosines with the coefficients 0.42, 0.5 and 0.08.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.blackman.html"/>
        public static Tensor Blackman(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided) =>
            CosineSum(M, [0.42, 0.5, 0.08], sym, dtype, device, requiresGrad, layout);

        /// <summary>Half a wave: <c>sin(π (n + 0.5) / M)</c>.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.cosine.html"/>
        public static Tensor Cosine(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            using var scope = Torch.Scope();
            var step = Math.PI / (M + (!sym && M > 1 ? 1 : 0));
            var made = Make(M, dtype, layout, device, () => Ramp(M, 0.5 * step, step, dtype, device).Sin_());
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>Falls off on both sides: <c>exp(-|n - center| / tau)</c>.</summary>
        /// <exception cref="ArgumentException"><c>tau</c> is not positive, a symmetric window is given a center, <c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.exponential.html"/>
        public static Tensor Exponential(long M, double? center = null, double tau = 1.0, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            Require(tau > 0, FormattableString.Invariant($"tau must be positive, not {tau}"));
            Require(!sym || center is null, "center must be left out for a symmetric window");
            using var scope = Torch.Scope();
            var middle = center ?? Span(M, sym) / 2;
            var made = Make(M, dtype, layout, device, () => Ramp(M, -middle / tau, 1 / tau, dtype, device).Abs_().Neg_().Exp_(), isOneAlone: center is null);
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>The normal curve: <c>exp(-((n - (M - 1) / 2) / std)² / 2)</c>.</summary>
        /// <exception cref="ArgumentException"><c>std</c> is not positive, <c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.gaussian.html"/>
        public static Tensor Gaussian(long M, double std = 1.0, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            Require(std > 0, FormattableString.Invariant($"std must be positive, not {std}"));
            using var scope = Torch.Scope();
            var step = 1 / (std * Math.Sqrt(2));
            var made = Make(M, dtype, layout, device, () => Ramp(M, -Span(M, sym) / 2 * step, step, dtype, device).Square_().Neg_().Exp_());
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>A sum of cosines: <c>Σᵢ (-1)ⁱ aᵢ cos(2π i n / (M - 1))</c>.</summary>
        /// <exception cref="ArgumentException">There are no coefficients, <c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.general_cosine.html"/>
        public static Tensor GeneralCosine(long M, ReadOnlySpan<double> a, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            Require(!a.IsEmpty, "there are no coefficients");
            return CosineSum(M, a.ToArray(), sym, dtype, device, requiresGrad, layout);
        }

        /// <summary><c>α - (1 - α) cos(2π n / (M - 1))</c>.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.general_hamming.html"/>
        public static Tensor GeneralHamming(long M, double alpha = 0.54, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided) =>
            CosineSum(M, [alpha, 1 - alpha], sym, dtype, device, requiresGrad, layout);

        /// <summary><c>0.54 - 0.46 cos(2π n / (M - 1))</c>.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.hamming.html"/>
        public static Tensor Hamming(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided) =>
            CosineSum(M, [0.54, 1 - 0.54], sym, dtype, device, requiresGrad, layout);

        /// <summary>A raised cosine: <c>0.5 - 0.5 cos(2π n / (M - 1))</c>.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.hann.html"/>
        public static Tensor Hann(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided) =>
            CosineSum(M, [0.5, 0.5], sym, dtype, device, requiresGrad, layout);

        /// <summary><c>I₀(β √(1 - (2 n / (M - 1) - 1)²)) / I₀(β)</c>, with the modified Bessel function of order 0.</summary>
        /// <exception cref="ArgumentException"><c>beta</c> is negative, <c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.kaiser.html"/>
        public static Tensor Kaiser(long M, double beta = 12.0, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided)
        {
            Require(beta >= 0, FormattableString.Invariant($"beta must not be negative, and is {beta}"));
            using var scope = Torch.Scope();
            var step = 2 * beta / Intervals(M, sym);
            var made = Make(M, dtype, layout, device, () =>
            {
                // Rounding may carry the last value past beta, where the root has no real value.
                var k = Ramp(M, -beta, step, dtype, device).Clamp_(-beta, beta);
                var top = Torch.Full([], beta, dtype: k.DType, device: k.Device);
                return (top * top - k * k).Clamp_(min: 0).Sqrt_().I0_() / top.I0();
            });
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>The sum of cosines with the coefficients 0.3635819, 0.4891775, 0.1365995 and 0.0106411.</summary>
        /// <exception cref="ArgumentException"><c>M</c> is negative, or dtype or layout is not one that windows have.</exception>
        /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.signal.windows.nuttall.html"/>
        public static Tensor Nuttall(long M, bool sym = true, DType? dtype = null, Device? device = null, bool requiresGrad = false, Layout layout = Layout.Strided) =>
            CosineSum(M, [0.3635819, 0.4891775, 0.1365995, 0.0106411], sym, dtype, device, requiresGrad, layout);

        private static Tensor CosineSum(
            long M, double[] coefficients, bool sym, DType? dtype, Device? device, bool requiresGrad, Layout layout, [CallerMemberName] string name = "")
        {
            using var scope = Torch.Scope();
            var step = 2 * Math.PI / Intervals(M, sym);
            var made = Make(M, dtype, layout, device, () => SumOfCosines(Ramp(M, 0, step, dtype, device), coefficients), name: name);
            return scope.Keep(made).WithGradient(requiresGrad);
        }

        /// <summary>How far the first and the last value of a window lie apart, counted in values; a periodic window has one more, which is left out.</summary>
        private static double Span(long M, bool sym) => !sym && M > 1 ? M : M - 1;

        /// <summary>The number of intervals that a period is divided into.</summary>
        private static double Intervals(long M, bool sym) => sym ? M - 1 : M;

        private static Tensor Make(long M, DType? dtype, Layout layout, Device? device, Func<Tensor> window, bool isOneAlone = true, [CallerMemberName] string name = "")
        {
            var type = dtype ?? Torch.GetDefaultDtype();
            Require(M >= 0, $"a window has no {M} values", name);
            Require(layout == Layout.Strided, $"the layout is strided, not {layout}", name);
            Require(type is DType.Float32 or DType.Float64, $"windows are float32 or float64, not {type.PythonName()}", name);
            return M switch
            {
                0 => Torch.Empty([0], dtype: type, device: device),
                // A single value is the middle, also where the formula divides by M - 1.
                1 when isOneAlone => Torch.Ones([1], dtype: type, device: device),
                _ => window(),
            };
        }

        private static Tensor Ramp(long M, double start, double step, DType? dtype, Device? device) =>
            Torch.Linspace(start, start + (M - 1) * step, M, dtype: dtype, device: device);

        private static Tensor SumOfCosines(Tensor angles, double[] coefficients)
        {
            var order = Torch.Arange(coefficients.Length, dtype: angles.DType, device: angles.Device).Unsqueeze(-1);
            var signed = coefficients.Select((value, index) => index % 2 == 0 ? value : -value).ToArray();
            var weights = Torch.Tensor(signed, dtype: angles.DType, device: angles.Device).Unsqueeze(-1);
            return (weights * (order * angles).Cos()).Sum(0);
        }

        private static void Require(bool holds, string otherwise, [CallerMemberName] string name = "")
        {
            if (!holds)
            {
                throw new ArgumentException($"signal.windows.{name}: {otherwise}");
            }
        }
    }
}

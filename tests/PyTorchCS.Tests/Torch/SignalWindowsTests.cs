using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>The oracle is older than these windows: they are held against their formulas and against LibTorch's older functions.</summary>
public sealed class SignalWindowsTests : LeakCheck
{
    private delegate Tensor Window(long M, bool sym, DType? dtype);

    private static readonly Dictionary<string, Window> Older = new()
    {
        ["bartlett"] = (m, sym, dtype) => Torch.BartlettWindow(m, periodic: !sym, dtype: dtype),
        ["blackman"] = (m, sym, dtype) => Torch.BlackmanWindow(m, periodic: !sym, dtype: dtype),
        ["hamming"] = (m, sym, dtype) => Torch.HammingWindow(m, periodic: !sym, dtype: dtype),
        ["hann"] = (m, sym, dtype) => Torch.HannWindow(m, periodic: !sym, dtype: dtype),
        ["kaiser"] = (m, sym, dtype) => Torch.KaiserWindow(m, periodic: !sym, beta: 12, dtype: dtype),
    };

    private static readonly Dictionary<string, Window> Calls = new()
    {
        ["bartlett"] = (m, sym, dtype) => Signal.Windows.Bartlett(m, sym, dtype),
        ["blackman"] = (m, sym, dtype) => Signal.Windows.Blackman(m, sym, dtype),
        ["cosine"] = (m, sym, dtype) => Signal.Windows.Cosine(m, sym, dtype),
        ["exponential"] = (m, sym, dtype) => Signal.Windows.Exponential(m, tau: 3, sym: sym, dtype: dtype),
        ["gaussian"] = (m, sym, dtype) => Signal.Windows.Gaussian(m, std: 2.5, sym: sym, dtype: dtype),
        ["general_cosine"] = (m, sym, dtype) => Signal.Windows.GeneralCosine(m, [0.5, 0.3, 0.2], sym, dtype),
        ["general_hamming"] = (m, sym, dtype) => Signal.Windows.GeneralHamming(m, 0.6, sym, dtype),
        ["hamming"] = (m, sym, dtype) => Signal.Windows.Hamming(m, sym, dtype),
        ["hann"] = (m, sym, dtype) => Signal.Windows.Hann(m, sym, dtype),
        ["kaiser"] = (m, sym, dtype) => Signal.Windows.Kaiser(m, sym: sym, dtype: dtype),
        ["nuttall"] = (m, sym, dtype) => Signal.Windows.Nuttall(m, sym, dtype),
    };

    /// <summary>Value <c>n</c> of a window whose period has <c>p</c> intervals.</summary>
    private static readonly Dictionary<string, Func<double, double, double>> Formulas = new()
    {
        ["bartlett"] = (n, p) => 1 - Math.Abs(2 * n / p - 1),
        ["cosine"] = (n, p) => Math.Sin(Math.PI * (n + 0.5) / (p + 1)),
        ["exponential"] = (n, p) => Math.Exp(-Math.Abs(n - p / 2) / 3),
        ["gaussian"] = (n, p) => Math.Exp(-0.5 * Math.Pow((n - p / 2) / 2.5, 2)),
        ["general_cosine"] = (n, p) => 0.5 - 0.3 * Math.Cos(2 * Math.PI * n / p) + 0.2 * Math.Cos(4 * Math.PI * n / p),
        ["general_hamming"] = (n, p) => 0.6 - 0.4 * Math.Cos(2 * Math.PI * n / p),
        ["nuttall"] = (n, p) => 0.3635819 - 0.4891775 * Math.Cos(2 * Math.PI * n / p) + 0.1365995 * Math.Cos(4 * Math.PI * n / p)
            - 0.0106411 * Math.Cos(6 * Math.PI * n / p),
    };

    public static TheoryData<string, long, bool> OfFormulas => Rows(Formulas.Keys);

    public static TheoryData<string, long, bool> OfOlder => Rows(Older.Keys);

    public static TheoryData<string> All => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(OfFormulas))]
    public void Values_FollowTheFormula(string name, long m, bool sym)
    {
        var period = sym ? m - 1 : m;
        double[] expected = [.. Enumerable.Range(0, (int)m).Select(n => Formulas[name](n, period))];

        Calls[name](m, sym, DType.Float64).Should().BeCloseTo(Torch.Tensor(expected), absolute: 1e-12);
    }

    [Theory]
    [MemberData(nameof(OfOlder))]
    public void Values_AreThoseOfTheOlderFunction(string name, long m, bool sym) =>
        Calls[name](m, sym, DType.Float64).Should().BeCloseTo(Older[name](m, sym, DType.Float64), relative: 1e-7, absolute: 1e-7);

    [Theory]
    [MemberData(nameof(All))]
    public void NoneAndOne_ArePossible(string name)
    {
        Calls[name](0, true, null).Should().HaveShape(0).And.HaveDType(DType.Float32);
        Calls[name](1, true, null).Should().HaveValues(1);
        Calls[name](1, false, null).Should().HaveValues(1);
        Calls[name](2, true, DType.Float64).Should().HaveShape(2).And.HaveDType(DType.Float64);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WrongArguments_AreNamed(string name)
    {
        var ofCount = () => Calls[name](-1, true, null);
        var ofDtype = () => Calls[name](3, true, DType.Int64);

        var member = string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        ofCount.Should().Throw<ArgumentException>().WithMessage($"signal.windows.{member}: *-1*");
        ofDtype.Should().Throw<ArgumentException>().WithMessage($"signal.windows.{member}: *int64*");
    }

    [Fact]
    public void Exponential_WithACenter_FallsOffFromThere()
    {
        Signal.Windows.Exponential(3, center: 0, tau: 1, sym: false, dtype: DType.Float64).Should().HaveValues(1, Math.Exp(-1), Math.Exp(-2));
        Signal.Windows.Exponential(1, center: 1, sym: false, dtype: DType.Float64).Should().HaveValues(Math.Exp(-1));
    }

    [Fact]
    public void Parameters_OutOfRange_Throw()
    {
        Action[] calls =
        [
            () => Signal.Windows.Exponential(3, tau: 0),
            () => Signal.Windows.Exponential(3, center: 1),
            () => Signal.Windows.Gaussian(3, std: -1),
            () => Signal.Windows.Kaiser(3, beta: -1),
            () => Signal.Windows.GeneralCosine(3, []),
            () => Signal.Windows.Hann(3, layout: Layout.SparseCoo),
        ];

        calls.Should().AllSatisfy(call => call.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void Options_AreHonoured()
    {
        Signal.Windows.Hann(4, requiresGrad: true).RequiresGrad.Should().BeTrue();
        Signal.Windows.Hann(4, device: "meta").IsMeta.Should().BeTrue();
    }

    private static TheoryData<string, long, bool> Rows(IEnumerable<string> names)
    {
        var rows = new TheoryData<string, long, bool>();
        foreach (var name in names)
        {
            rows.Add(name, 7, true);
            rows.Add(name, 7, false);
            rows.Add(name, 8, true);
        }
        return rows;
    }
}

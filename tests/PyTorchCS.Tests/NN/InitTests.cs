using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class InitTests : LeakCheck
{
    [Theory]
    [FixtureData("init/Values")]
    public void Initializer_AtASeed_DrawsPyTorchsNumbers(FixtureCase golden)
    {
        Tensor tensor = Torch.Empty(Shape(golden), dtype: golden.DType);
        Torch.ManualSeed(golden.Int64("seed"));

        object? result = Run(golden, tensor);

        result.Should().BeSameAs(tensor);
        tensor.Should().BeCloseTo(golden.Tensor("outputs", "output"));
    }

    [Theory]
    [FixtureData("init/Statistics")]
    public void Initializer_OnALargeTensor_HasPyTorchsStatistics(FixtureCase golden)
    {
        Tensor tensor = Torch.Empty(Shape(golden), dtype: DType.Float64);
        Torch.ManualSeed(0);

        Run(golden, tensor);

        double spread = golden.Double("std");
        tensor.Mean().Item<double>().Should().BeApproximately(golden.Double("mean"), 0.02 * spread);
        tensor.Std().Item<double>().Should().BeApproximately(spread, 0.02 * spread);
        tensor.Min().Item<double>().Should().BeApproximately(golden.Double("min"), spread);
        tensor.Max().Item<double>().Should().BeApproximately(golden.Double("max"), spread);
        tensor.Eq(0).Double().Mean().Item<double>().Should().BeApproximately(golden.Double("zeros"), 1e-12);
    }

    [Theory]
    [FixtureData("init/Gains")]
    public void CalculateGain_IsPyTorchs(FixtureCase golden)
    {
        var nonlinearity = Enum.Parse<Nonlinearity>(golden.Text("nonlinearity").Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        double? param = golden.Json("param").ValueKind == System.Text.Json.JsonValueKind.Null ? null : golden.Double("param");

        Init.CalculateGain(nonlinearity, param).Should().BeApproximately(golden.Double("gain"), 1e-15);
    }

    [Fact]
    public void Initializer_OnAParameter_RecordsNothing()
    {
        var parameter = new Parameter(Torch.Zeros(2, 2));

        Init.XavierUniform_(parameter);

        parameter.IsLeaf.Should().BeTrue();
        parameter.RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void Initializer_WithAGenerator_RepeatsItsNumbers()
    {
        Tensor first = Init.KaimingNormal_(Torch.Empty(3, 4), generator: Torch.Generator(7));
        Tensor second = Init.KaimingNormal_(Torch.Empty(3, 4), generator: Torch.Generator(7));

        first.Should().BeEqualTo(second);
    }

    [Fact]
    public void XavierUniform_OfAVector_Throws()
    {
        Action act = () => Init.XavierUniform_(Torch.Empty(3));

        act.Should().Throw<ArgumentException>().WithMessage("xavier_uniform_*at least 2*[3]*");
    }

    private static object? Run(FixtureCase golden, Tensor tensor) =>
        ModuleFactory.Invoke(typeof(Init), golden.Text("function"), golden.Args, new Dictionary<string, object?> { ["tensor"] = tensor });

    private static long[] Shape(FixtureCase golden) => [.. golden.Json("shape").EnumerateArray().Select(size => size.GetInt64())];
}

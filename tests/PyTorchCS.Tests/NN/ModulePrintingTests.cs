using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class ModulePrintingTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Module>> Containers = new()
    {
        ["empty_sequential"] = () => new Sequential(),
        ["sequential"] = () => new Sequential(new Linear(2, 3), new ReLU(), new Dropout(0.2), new Linear(3, 1)),
        ["nested_sequential"] = () => new Sequential(
            ("features", new Sequential(Block(1, 2), Block(2, 4), new MaxPool2d(2))),
            ("flatten", new Flatten()),
            ("head", new Linear(8, 3))),
        ["module_list"] = () => new ModuleList<Module>(new Linear(2, 3), new Sequential(new Tanh(), new Linear(3, 2))),
        ["module_dict"] = () => new ModuleDict<Module>(("left", new Linear(2, 3)), ("right", new Identity())),
        ["lstm_and_attention"] = () => new ModuleList<Module>(new LSTM(3, 2, numLayers: 2, bidirectional: true), new MultiheadAttention(4, 2)),
    };

    [Theory]
    [FixtureData("modules/Printed")]
    public void ToString_OfALayer_IsPyTorchs(FixtureCase golden) =>
        ModuleFactory.Create(golden.Text("module"), golden.Args).ToString().Should().Be(Expected(golden));

    [Theory]
    [FixtureData("modules/Containers")]
    public void ToString_OfAContainer_IsPyTorchs(FixtureCase golden) => Containers[golden.Name]().ToString().Should().Be(Expected(golden));

    [Theory]
    [FixtureData("modules/Containers")]
    public void StateDict_HasPyTorchsKeysInItsOrder(FixtureCase golden) =>
        Containers[golden.Name]().StateDict().Keys.Should().Equal(golden.Texts("keys"));

    [Theory]
    [FixtureData("modules/Containers")]
    public void NamedParameters_ArePyTorchs(FixtureCase golden) =>
        Containers[golden.Name]().NamedParameters().Select(named => named.Name).Should().Equal(golden.Texts("parameters"));

    [Theory]
    [FixtureData("modules/Containers")]
    public void NamedBuffers_ArePyTorchs(FixtureCase golden) =>
        Containers[golden.Name]().NamedBuffers().Select(named => named.Name).Should().Equal(golden.Texts("buffers"));

    [Theory]
    [FixtureData("modules/Containers")]
    public void NamedModules_ArePyTorchs(FixtureCase golden) =>
        Containers[golden.Name]().NamedModules().Select(named => named.Name).Should().Equal(golden.Texts("modules"));

    [Fact]
    public void ToString_OfAListWithEqualNeighbours_JoinsThem() =>
        new ModuleList<Module>(new ReLU(), new Linear(1, 1), new Linear(1, 1), new Linear(1, 1)).ToString().Should().Be(
            "ModuleList(\n  (0): ReLU()\n  (1-3): 3 x Linear(in_features=1, out_features=1, bias=True)\n)");

    [Fact]
    public void ToString_OfAClassWithExtraLines_ShowsThemBeforeTheChildren() =>
        new Described().ToString().Should().Be("Described(\n  first\n  second\n  (act): ReLU()\n)");

    [Fact]
    public void ToString_InAGermanCulture_PrintsPoints()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            new Dropout(0.25).ToString().Should().Be("Dropout(p=0.25, inplace=False)");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1.5e15, "1500000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(-1.25e16, "-1.25e+16")]
    [InlineData(2e20, "2e+20")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NaN, "nan")]
    public void Repr_OfANumber_IsPythons(double value, string expected) => Python.Repr(value).Should().Be(expected);

    private static Sequential Block(long channelsIn, long channelsOut) =>
        new(new Conv2d(channelsIn, channelsOut, 3, padding: 1, bias: false), new BatchNorm2d(channelsOut), new ReLU());

    // Differs from PyTorch: the projection inside attention is a plain Linear, not a subclass that only quantization knows.
    private static string Expected(FixtureCase golden) => golden.Text("text").Replace("NonDynamicallyQuantizableLinear", "Linear", StringComparison.Ordinal);

    private sealed class Described : Module<Tensor, Tensor>
    {
        private readonly ReLU _act = new();

        public override Tensor Forward(Tensor input) => _act.Call(input);

        public override string ExtraRepr() => "first\nsecond";
    }
}

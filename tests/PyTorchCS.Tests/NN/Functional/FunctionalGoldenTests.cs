using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN.Functional;

/// <summary>Functions of <see cref="F"/> give PyTorch's outputs and gradients.</summary>
public sealed class FunctionalGoldenTests : LeakCheck
{
    [Theory]
    [FixtureData("functional/*")]
    public void Function_GivesPyTorchsNumbers(FixtureCase golden)
    {
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);

        Tensor output = golden.Text("function") switch
        {
            "pad" => F.Pad(inputs["input"], golden.Args.Int64s("pad"), golden.Args.Enum("mode", PaddingMode.Constant), golden.Args.OptionalDouble("value")),
            "instance_norm" => F.InstanceNorm(inputs["input"]),
            var name => (Tensor)ModuleFactory.Invoke(typeof(F), name, golden.Args, inputs.ToDictionary(pair => pair.Key, pair => (object?)pair.Value))!,
        };

        GoldenComparison.Compare(golden, inputs, null, ("output", output));
    }
}

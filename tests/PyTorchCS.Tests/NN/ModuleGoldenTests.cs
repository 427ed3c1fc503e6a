using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

/// <summary>Layers with PyTorch's state and inputs give PyTorch's outputs and gradients.</summary>
public sealed class ModuleGoldenTests : LeakCheck
{
    [Theory]
    [FixtureData("modules/Linear", "modules/Identity", "modules/Flatten", "modules/Unflatten", "modules/Embedding")]
    [FixtureData("modules/Conv1d", "modules/Conv2d", "modules/Conv3d")]
    [FixtureData("modules/BatchNorm1d", "modules/BatchNorm2d", "modules/BatchNorm3d", "modules/LayerNorm")]
    [FixtureData("modules/AvgPool1d", "modules/AvgPool2d", "modules/AvgPool3d")]
    [FixtureData("modules/AdaptiveAvgPool1d", "modules/AdaptiveAvgPool2d", "modules/AdaptiveAvgPool3d")]
    [FixtureData("modules/Dropout", "modules/Dropout1d", "modules/Dropout2d", "modules/Dropout3d", "modules/AlphaDropout")]
    [FixtureData("modules/ReLU", "modules/ReLU6", "modules/LeakyReLU", "modules/PReLU", "modules/RReLU", "modules/ELU", "modules/CELU", "modules/SELU")]
    [FixtureData("modules/GELU", "modules/SiLU", "modules/Mish", "modules/Sigmoid", "modules/LogSigmoid", "modules/Tanh", "modules/Tanhshrink")]
    [FixtureData("modules/Hardtanh", "modules/Hardsigmoid", "modules/Hardswish", "modules/Hardshrink", "modules/Softshrink", "modules/Softplus")]
    [FixtureData("modules/Softsign", "modules/Threshold", "modules/GLU", "modules/Softmax", "modules/LogSoftmax", "modules/Softmin", "modules/Softmax2d")]
    public void Call_GivesPyTorchsNumbers(FixtureCase golden)
    {
        var module = (Module<Tensor, Tensor>)GoldenComparison.Module(golden, Name(golden));
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);

        Tensor output = module.Call(inputs["input"]);

        GoldenComparison.Compare(golden, inputs, module, ("output", output));
    }

    [Theory]
    [FixtureData("modules/MaxPool1d", "modules/MaxPool2d", "modules/MaxPool3d")]
    [FixtureData("modules/AdaptiveMaxPool1d", "modules/AdaptiveMaxPool2d", "modules/AdaptiveMaxPool3d")]
    public void MaxPooling_GivesPyTorchsNumbersAndPositions(FixtureCase golden)
    {
        Module module = GoldenComparison.Module(golden, Name(golden), "returnIndices");
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);

        (Tensor output, Tensor indices) = module is MaxPoolNd pool ? pool.ForwardWithIndices(inputs["input"]) : ((AdaptiveMaxPoolNd)module).ForwardWithIndices(inputs["input"]);
        Tensor called = ((Module<Tensor, Tensor>)module).Call(inputs["input"]);

        called.Should().BeEqualTo(output);
        GoldenComparison.Compare(golden, inputs, module, golden.Args.Boolean("returnIndices") ? [("output", output), ("indices", indices)] : [("output", output)]);
    }

    [Theory]
    [FixtureData("modules/RNN", "modules/GRU")]
    public void RecurrentLayers_GivePyTorchsNumbers(FixtureCase golden)
    {
        var module = (Module<Tensor, Tensor?, (Tensor Output, Tensor Hn)>)GoldenComparison.Module(golden, Name(golden));
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);

        (Tensor output, Tensor hidden) = module.Call(inputs["input"], inputs.GetValueOrDefault("hidden"));

        GoldenComparison.Compare(golden, inputs, module, ("output", output), ("hiddenOut", hidden));
    }

    [Theory]
    [FixtureData("modules/LSTM")]
    public void LSTM_GivesPyTorchsNumbers(FixtureCase golden)
    {
        var module = (LSTM)GoldenComparison.Module(golden, "LSTM");
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);

        (Tensor output, (Tensor hidden, Tensor cell)) = module.Call(inputs["input"], inputs.TryGetValue("hidden", out Tensor? given) ? (given, inputs["cell"]) : null);

        GoldenComparison.Compare(golden, inputs, module, ("output", output), ("hiddenOut", hidden), ("cellOut", cell));
    }

    [Theory]
    [FixtureData("modules/MultiheadAttention")]
    public void MultiheadAttention_GivesPyTorchsNumbers(FixtureCase golden)
    {
        var module = (MultiheadAttention)GoldenComparison.Module(golden, "MultiheadAttention");
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);
        FixtureArguments options = golden.Options;

        (Tensor output, Tensor? weights) = module.Call(
            inputs["query"], inputs["key"], inputs["value"], Mask("keyPaddingMask"), options.Boolean("needWeights", true), Mask("attnMask"), options.Boolean("averageAttnWeights", true));

        GoldenComparison.Compare(golden, inputs, module, ("output", output), ("weights", weights));

        Tensor? Mask(string name) => options.Tensor(name) is not { } mask ? null : mask.DType.IsFloatingPoint ? mask.To(golden.DType) : mask;
    }

    [Theory]
    [FixtureData("modules/InitialState")]
    public void Constructor_AtASeed_DrawsPyTorchsNumbers(FixtureCase golden)
    {
        Torch.ManualSeed(golden.Int64("seed"));

        StateDict state = ModuleFactory.Create(golden.Text("module"), golden.Args).StateDict();

        state.Keys.Should().Equal(golden.Names("state"));
        foreach ((string name, Tensor expected) in golden.Tensors("state"))
        {
            state[name].Should().BeCloseTo(expected, because: name);
        }
    }

    [Theory]
    [FixtureData("losses/*")]
    public void Losses_GivePyTorchsNumbers(FixtureCase golden)
    {
        var loss = (Module<Tensor, Tensor, Tensor>)ModuleFactory.Create(Name(golden), golden.Args).To(golden.DType);
        Dictionary<string, Tensor> inputs = GoldenComparison.Inputs(golden);
        if (!golden.Names("gradients").Contains("target"))
        {
            inputs["target"] = inputs["target"].Detach();
        }

        Tensor value = loss.Call(inputs["input"], inputs["target"]);

        GoldenComparison.Compare(golden, inputs, null, ("output", value));
    }

    private static string Name(FixtureCase golden) => golden.Path[(golden.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
}

using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class ModuleStateTests : LeakCheck
{
    [Fact]
    public void StateDict_SharesMemoryWithTheModule()
    {
        var net = new Linear(2, 1);

        net.StateDict()["weight"].Fill_(3);

        net.Weight.Should().HaveValues(3, 3);
    }

    [Fact]
    public void StateDict_IsDetached()
    {
        StateDict state = new Linear(2, 1).StateDict();

        state.Values.Should().OnlyContain(tensor => !tensor.RequiresGrad);
    }

    [Fact]
    public void StateDict_WithKeepVars_HoldsTheParametersThemselves()
    {
        var net = new Linear(2, 1);

        net.StateDict(keepVars: true)["bias"].Should().BeSameAs(net.Bias);
    }

    [Fact]
    public void StateDict_WithAPrefix_BeginsWithIt() => new Linear(1, 1).StateDict("model.").Keys.Should().Equal("model.weight", "model.bias");

    [Fact]
    public void LoadStateDict_KeepsEveryParameterTheSameObject()
    {
        var net = new Linear(2, 1);
        (Parameter weight, Parameter? bias) = (net.Weight, net.Bias);

        LoadReport report = net.LoadStateDict(new StateDict { { "weight", Torch.Tensor(new[] { new[] { 1f, 2f } }) }, { "bias", Torch.Tensor([3f]) } });

        report.IsComplete.Should().BeTrue();
        net.Weight.Should().BeSameAs(weight).And.HaveValues(1, 2);
        net.Bias.Should().BeSameAs(bias).And.HaveValues(3);
    }

    [Fact]
    public void LoadStateDict_OfAnotherType_Converts()
    {
        var net = new Linear(1, 1, bias: false);

        net.LoadStateDict(new StateDict { { "weight", Torch.Full([1, 1], 0.5, dtype: DType.Float64) } });

        net.Weight.DType.Should().Be(DType.Float32);
        net.Weight.Should().HaveValues(0.5);
    }

    [Fact]
    public void LoadStateDict_ThatDoesNotFit_NamesEverythingAndChangesNothing()
    {
        var net = new Sequential(("fc", new Linear(2, 3)), ("norm", new BatchNorm1d(3)));
        Tensor before = net.GetParameter("fc.bias").Clone();
        StateDict state = net.StateDict();
        state["fc.bias"] = Torch.Full([3], 9);
        state["fc.weight"] = Torch.Ones(3, 4);
        state["fc.extra"] = Torch.Ones(1);
        state.Remove("norm.running_var");

        Action act = () => net.LoadStateDict(state);

        act.Should().Throw<ArgumentException>().Which.Message.Should()
            .Contain("Sequential").And.Contain("missing: norm.running_var").And.Contain("unexpected: fc.extra")
            .And.Contain("fc.weight has shape [3, 4], wanted [3, 2]");
        net.GetParameter("fc.bias").Should().BeEqualTo(before);
    }

    [Fact]
    public void LoadStateDict_NotStrict_ReportsNamesAndLoadsTheRest()
    {
        var net = new Linear(1, 1);

        LoadReport report = net.LoadStateDict(new StateDict { { "bias", Torch.Full([1], 7) }, { "scale", Torch.Ones(1) } }, strict: false);

        report.MissingKeys.Should().Equal("weight");
        report.UnexpectedKeys.Should().Equal("scale");
        report.ToString().Should().Contain("weight").And.Contain("scale");
        net.Bias.Should().HaveValues(7);
    }

    [Fact]
    public void LoadStateDict_NotStrict_StillRefusesAnotherShape()
    {
        Action act = () => new Linear(1, 1).LoadStateDict(new StateDict { { "bias", Torch.Ones(2) } }, strict: false);

        act.Should().Throw<ArgumentException>().WithMessage("*bias has shape [2], wanted [1]*");
    }

    [Fact]
    public void LoadStateDict_OfTensorsThatCannotBeCopied_ChangesNothing()
    {
        foreach (Tensor bad in new[] { Torch.Empty([1], device: Device.Meta), Torch.Ones(1).ToSparse() })
        {
            var net = new Linear(1, 1);
            Tensor before = net.Weight.Detach().Clone();
            Action act = () => net.LoadStateDict(new StateDict { { "weight", Torch.Full([1, 1], 5) }, { "bias", bad } });

            act.Should().Throw<ArgumentException>().WithMessage("*'bias'*cannot be copied*");
            net.Weight.Detach().Should().BeEqualTo(before);
        }
    }

    [Fact]
    public void LoadStateDict_OfAFileThatCountsNoBatches_KeepsTheCount()
    {
        var net = new Sequential(new BatchNorm1d(2));
        net.Call(Torch.Rand(3, 2));
        StateDict state = net.StateDict();
        state.Remove("0.num_batches_tracked");

        net.LoadStateDict(state).IsComplete.Should().BeTrue();

        net.GetBuffer("0.num_batches_tracked").Should().HaveValues(1);
    }

    [Fact]
    public void LoadStateDict_OfANullTensor_Throws()
    {
        Action act = () => new Linear(1, 1, bias: false).LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = null! });

        act.Should().Throw<ArgumentException>().WithMessage("*weight*null*");
    }

    [Fact]
    public void LoadStateDict_OfItsOwnState_ChangesNothing()
    {
        var net = new LSTM(2, 3, numLayers: 2);
        Tensor before = Utils.ParametersToVector(net.Parameters()).Detach();

        net.LoadStateDict(net.StateDict());

        Utils.ParametersToVector(net.Parameters()).Detach().Should().BeEqualTo(before);
    }

    [Fact]
    public void LoadStateDict_WithTiedParameters_TakesBothNames()
    {
        var shared = new Linear(1, 1, bias: false);
        var net = new Sequential(shared, shared);

        net.LoadStateDict(new StateDict { { "0.weight", Torch.Full([1, 1], 4) }, { "1.weight", Torch.Full([1, 1], 4) } }).IsComplete.Should().BeTrue();

        shared.Weight.Should().HaveValues(4);
    }

    [Fact]
    public void StateDict_OfAnUnknownName_NamesIt()
    {
        Func<Tensor> act = () => new StateDict()["fc.weight"];

        act.Should().Throw<KeyNotFoundException>().WithMessage("*fc.weight*");
    }

    [Fact]
    public void StateDict_KeepsTheOrderOfItsEntries()
    {
        var state = new StateDict { { "b", Torch.Ones(1) }, { "a", Torch.Ones(1) } };

        state["b"] = Torch.Zeros(1);

        state.Keys.Should().Equal("b", "a");
        state.Select(entry => entry.Key).Should().Equal("b", "a");
    }
}

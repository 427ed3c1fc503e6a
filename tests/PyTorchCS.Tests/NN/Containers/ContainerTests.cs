using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN.Containers;

public sealed class ContainerTests : LeakCheck
{
    [Fact]
    public void Sequential_RunsItsModulesInOrder()
    {
        var net = new Sequential(new Threshold(0, -1), new ReLU6());

        net.Call(Torch.Tensor([-5f, 8f])).Should().HaveValues(0, 6);
    }

    [Fact]
    public void Sequential_Empty_GivesItsInputBack()
    {
        Tensor input = Torch.Ones(1);

        new Sequential().Call(input).Should().BeSameAs(input);
    }

    [Fact]
    public void Sequential_FromACollectionExpression_IsTheSame()
    {
        Sequential net = [new Linear(2, 3), new ReLU()];

        net.Count.Should().Be(2);
        net.StateDict().Keys.Should().Equal("0.weight", "0.bias");
    }

    [Fact]
    public void Sequential_WithNames_UsesThem()
    {
        var net = new Sequential(("fc", new Linear(2, 3)), ("act", new ReLU()));

        net["fc"].Should().BeOfType<Linear>();
        net.NamedChildren().Select(child => child.Name).Should().Equal("fc", "act");
    }

    [Fact]
    public void Sequential_Sliced_SharesModulesUnderTheirNames()
    {
        var net = new Sequential(new Linear(1, 1), new ReLU(), new Linear(1, 1));

        Sequential part = net[1..];

        part.StateDict().Keys.Should().Equal("2.weight", "2.bias");
        part[^1].Should().BeSameAs(net[2]);
    }

    [Fact]
    public void Sequential_SetAtAPosition_ReplacesTheModule()
    {
        var net = new Sequential(new ReLU());

        net[0] = new Tanh();

        net.ToString().Should().Be("Sequential(\n  (0): Tanh()\n)");
    }

    [Fact]
    public void Sequential_Appended_IsNumberedOn() =>
        new Sequential(new ReLU()).Append(new Tanh()).Extend([new Sigmoid()]).NamedChildren().Select(child => child.Name).Should().Equal("0", "1", "2");

    [Fact]
    public void Sequential_WithANameTwice_Throws()
    {
        Action act = () => _ = new Sequential(("a", new ReLU()), ("a", new Tanh()));

        act.Should().Throw<ArgumentException>().WithMessage("*'a'*");
    }

    [Fact]
    public void Sequential_WithANullModule_Throws()
    {
        Action act = () => new Sequential().Add(null!);

        act.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Sequential_BeyondItsEnd_Throws()
    {
        Func<Module> act = () => new Sequential(new ReLU())[1];

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void ModuleList_RegistersItsModules_AndChangesWithTheList()
    {
        var list = new ModuleList<Linear>(new Linear(1, 1), new Linear(1, 2));

        list.Insert(0, new Linear(3, 3));
        list.RemoveAt(1);

        list.Parameters().Should().HaveCount(4);
        list[0].InFeatures.Should().Be(3);
        list.StateDict().Keys.Should().Equal("0.weight", "0.bias", "1.weight", "1.bias");
    }

    [Fact]
    public void ModuleList_Sliced_CountsAnew() =>
        new ModuleList<Module>(new ReLU(), new Linear(1, 1))[1..].StateDict().Keys.Should().Equal("0.weight", "0.bias");

    [Fact]
    public void ModuleDict_IsADictionaryInOrder()
    {
        var dict = new ModuleDict<Module>(("b", new ReLU()), ("a", new Tanh()));

        dict["c"] = new Sigmoid();
        dict.Remove("b").Should().BeTrue();

        dict.Keys.Should().Equal("a", "c");
        dict.ContainsKey("b").Should().BeFalse();
        dict.TryGetValue("a", out Module? found).Should().BeTrue();
        found.Should().BeOfType<Tanh>();
    }

    [Fact]
    public void ModuleDict_OfAnUnknownName_TellsWhatThereIs()
    {
        Func<Module> act = () => new ModuleDict<Module>(("left", new ReLU()))["right"];

        act.Should().Throw<KeyNotFoundException>().WithMessage("*'right'*left*");
    }

    [Fact]
    public void AddModule_OfAContainer_AddsOrReplacesAnItem()
    {
        var net = new Sequential(new ReLU());
        var dict = new ModuleDict<Linear>();

        net.AddModule("twice", new Sequential(new Threshold(0, 7)));
        net.AddModule("0", new Tanh());
        dict.RegisterModule("fc", new Linear(1, 1));

        net.NamedChildren().Select(child => child.Name).Should().Equal("0", "twice");
        net.Call(Torch.Tensor([-1f])).Should().HaveValues(7);
        dict["fc"].OutFeatures.Should().Be(1);
    }

    [Fact]
    public void AddModule_OfWhatAContainerCannotHold_Throws()
    {
        FluentActions.Invoking(() => new Sequential().AddModule("loss", new MSELoss())).Should().Throw<ArgumentException>().WithMessage("Sequential: 'loss'*MSELoss*");
        FluentActions.Invoking(() => new Sequential().AddModule("fc", null)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ModuleDict<Module>().AddModule("a.b", new ReLU())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ModuleList<Module>().AddModule("0", new ReLU())).Should().Throw<NotSupportedException>().WithMessage("*Add*");
    }
}

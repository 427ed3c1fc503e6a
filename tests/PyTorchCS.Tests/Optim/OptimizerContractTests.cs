using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

/// <summary>What holds for every optimizer.</summary>
public sealed class OptimizerContractTests : LeakCheck
{
    public static TheoryData<string> Optimizers => [.. OptimizerFactory.Types.Select(type => type.Name)];

    /// <summary>Every optimizer in the form chosen by default, and one by one.</summary>
    public static TheoryData<string, bool> Forms
    {
        get
        {
            var forms = new TheoryData<string, bool>();
            foreach (var type in OptimizerFactory.Types)
            {
                forms.Add(type.Name, false);
                forms.Add(type.Name, true);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizer_OfTheLibrary_HasGoldens(string name) => Fixture.Names("optimizers").Should().Contain(name);

    [Theory]
    [FixtureData("optimizers/*")]
    public void Step_TwentyTimes_FollowsPyTorch(FixtureCase golden) => Follow(golden, oneByOne: false);

    [Theory]
    [FixtureData("optimizers/*")]
    public void Step_TwentyTimesOneByOne_FollowsPyTorch(FixtureCase golden) => Follow(golden, oneByOne: true);

    [Theory]
    [FixtureData("optimizers/*")]
    public void Step_TwentyTimesInLists_FollowsPyTorch(FixtureCase golden) => Follow(golden, oneByOne: false, inLists: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public void LoadStateDict_IntoFreshOptimizer_ContinuesBitEqual(string name, bool oneByOne)
    {
        var (first, second) = (Weights(), Weights());
        var type = OptimizerFactory.Named(name);
        var saved = OptimizerFactory.Create(type, first, oneByOne: oneByOne, stateful: true);
        Train(saved, first, 0, 5);
        var loaded = OptimizerFactory.Create(type, second, oneByOne: oneByOne, stateful: true);
        for (var i = 0; i < first.Length; i++)
        {
            second[i].Data = first[i].Detach().Clone();
        }

        loaded.LoadStateDict(saved.StateDict());
        Train(saved, first, 5, 5);
        Train(loaded, second, 5, 5);

        for (var i = 0; i < first.Length; i++)
        {
            second[i].Should().BeEqualTo(first[i], "parameter {0} goes on where it was", i);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void StateDict_OfGroups_NumbersParametersThroughAllGroups(string name)
    {
        var weights = Weights();
        var optimizer = OptimizerFactory.Create(OptimizerFactory.Named(name), weights[..2]);
        optimizer.AddParamGroup(weights[2..], lr: 0.5);

        var groups = optimizer.StateDict().ParamGroups;

        groups[0]["params"].Should().BeEquivalentTo(new long[] { 0, 1 });
        groups[1]["params"].Should().BeEquivalentTo(new long[] { 2 });
        groups[1]["lr"].Should().Be(0.5);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void LoadStateDict_OfOtherShapes_ThrowsAndChangesNothing(string name)
    {
        var (wide, narrow) = (Weights(), Weights());
        var type = OptimizerFactory.Named(name);
        var saved = OptimizerFactory.Create(type, wide, stateful: true);
        Train(saved, wide, 0, 1);
        var other = OptimizerFactory.Create(type, narrow.Reverse(), stateful: true);
        var load = () => other.LoadStateDict(saved.StateDict());

        load.Should().Throw<ArgumentException>().WithMessage("*shape*");
        other.StateDict().State.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_ParameterWithoutGradient_LeavesItAlone(string name, bool oneByOne)
    {
        var weights = Weights();
        var optimizer = OptimizerFactory.Create(OptimizerFactory.Named(name), weights, oneByOne: oneByOne);
        var before = weights[1].Detach().Clone();
        weights[0].Grad = Torch.OnesLike(weights[0]);

        optimizer.Step();

        weights[1].Should().BeEqualTo(before);
        optimizer.State(weights[1]).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_AfterModuleHasMovedToDouble_ContinuesInDouble(string name, bool oneByOne)
    {
        var module = new Linear(3, 2);
        var reference = new Linear(3, 2);
        reference.Weight.Data = module.Weight.Detach().Clone();
        reference.Bias!.Data = module.Bias!.Detach().Clone();
        var type = OptimizerFactory.Named(name);
        var moving = OptimizerFactory.Create(type, module.Parameters(), oneByOne: oneByOne);
        var staying = OptimizerFactory.Create(type, reference.Parameters(), oneByOne: oneByOne);

        Train(moving, [.. module.Parameters()], 0, 3);
        Train(staying, [.. reference.Parameters()], 0, 3);
        module.Double();
        Train(moving, [.. module.Parameters()], 3, 3);
        Train(staying, [.. reference.Parameters()], 3, 3);

        module.Weight.Should().HaveDType(DType.Float64);
        module.Weight.Float().Should().BeCloseTo(reference.Weight, relative: 1e-5, absolute: 1e-6);
        moving.State(module.Weight).Where(entry => entry.Key != ParameterState.Step)
            .Should().NotContain(entry => entry.Value.DType != DType.Float64);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_ChannelsLastParameter_GivesWhatContiguousGives(string name, bool oneByOne)
    {
        var plain = new Parameter(Torch.Arange(48, dtype: DType.Float32).Reshape(2, 4, 3, 2).Div(10));
        var permuted = new Parameter(plain.Detach().Contiguous(MemoryFormat.ChannelsLast));
        var type = OptimizerFactory.Named(name);
        var first = OptimizerFactory.Create(type, [plain], oneByOne: oneByOne);
        var second = OptimizerFactory.Create(type, [permuted], oneByOne: oneByOne);

        for (var step = 0; step < 3; step++)
        {
            var gradient = Torch.Sin(plain.Detach() + step);
            plain.Grad = gradient;
            // Every other step, the gradient lies in memory in another order than the parameter.
            permuted.Grad = step == 1 ? gradient.Clone() : gradient.Contiguous(MemoryFormat.ChannelsLast);
            first.Step();
            second.Step();
        }

        permuted.Should().BeCloseTo(plain);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_ComplexParameter_TreatsItAsPairsOfRealNumbers(string name, bool oneByOne)
    {
        var pairs = new Parameter(Torch.Tensor([1.0, -2.0, 3.0, 0.5]).Reshape(2, 2));
        var complex = new Parameter(Torch.ViewAsComplex(pairs.Detach().Clone()));
        var type = OptimizerFactory.Named(name);
        var first = OptimizerFactory.Create(type, [pairs], oneByOne: true);
        var second = OptimizerFactory.Create(type, [complex], oneByOne: oneByOne);

        for (var step = 0; step < 3; step++)
        {
            var gradient = Torch.Cos(pairs.Detach() + step);
            pairs.Grad = gradient;
            complex.Grad = Torch.ViewAsComplex(gradient.Clone());
            first.Step();
            second.Step();
        }

        Torch.ViewAsReal(complex.Detach()).Should().BeCloseTo(pairs);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_BFloat16Parameter_StaysNearFloat32(string name)
    {
        var wide = Weights();
        var narrow = wide.Select(weight => (Tensor)new Parameter(weight.Detach().To(DType.Bfloat16))).ToArray();
        var type = OptimizerFactory.Named(name);
        var (first, second) = (OptimizerFactory.Create(type, wide), OptimizerFactory.Create(type, narrow));

        Train(first, wide, 0, 3);
        Train(second, narrow, 0, 3);

        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i].Float().Should().BeCloseTo(wide[i].Detach(), relative: 0.02, absolute: 0.02);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_InsideScope_KeepsStateBeyondIt(string name, bool oneByOne)
    {
        var weights = Weights();
        var optimizer = OptimizerFactory.Create(OptimizerFactory.Named(name), weights, oneByOne: oneByOne, stateful: true);
        for (var step = 0; step < 3; step++)
        {
            using var scope = Torch.Scope();
            Train(optimizer, weights, step, 1);
        }

        optimizer.StateDict().State.Values.SelectMany(entries => entries.Values).Cast<Tensor>()
            .Should().NotBeEmpty().And.NotContain(tensor => tensor.IsDisposed);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Step_ManyTimes_LeavesNoTensorBehind(string name, bool oneByOne)
    {
        var weights = Weights();
        var optimizer = OptimizerFactory.Create(OptimizerFactory.Named(name), weights, oneByOne: oneByOne);
        var gradients = weights.Select(weight => Torch.OnesLike(weight)).ToArray();
        void Run()
        {
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i].Grad = gradients[i];
            }

            optimizer.Step();
            optimizer.ZeroGrad();
        }

        Run();
        Run();
        var before = TensorStatistics.LiveTensors;
        Run();

        TensorStatistics.LiveTensors.Should().Be(before);
        GC.KeepAlive(gradients);
    }

    private static void Follow(FixtureCase golden, bool oneByOne, bool inLists = false)
    {
        var names = golden.Names("inputs");
        var parameters = names.ToDictionary(name => name, name => (Tensor)new Parameter(golden.Tensor("inputs", name)));
        var given = names.ToDictionary(name => name, name => golden.Tensor("gradients", name));
        var paths = names.ToDictionary(name => name, name => golden.Tensor("outputs", name));
        var absent = golden.Json("absent").EnumerateArray().Select(step => step.GetInt32()).ToHashSet();
        var optimizer = Build(golden, parameters, oneByOne, inLists);

        for (var step = 0; step < given[names[0]].Size(0); step++)
        {
            foreach (var name in names)
            {
                parameters[name].Grad = name == "p2" && absent.Contains(step) ? null : given[name].Select(0, step).Clone();
            }

            optimizer.Step();
            foreach (var name in names)
            {
                using var expected = paths[name].Select(0, step);
                parameters[name].Should().BeCloseTo(expected, because: $"that is {name} after step {step}");
            }
        }

        foreach (var (key, expected) in golden.Tensors("state"))
        {
            var parts = key.Split('.');
            optimizer.State(parameters[parts[0]])[parts[1]].Should().BeCloseTo(expected, because: $"that is {key} at the end");
        }
    }

    private static Optimizer Build(FixtureCase golden, Dictionary<string, Tensor> parameters, bool oneByOne, bool inLists)
    {
        Optimizer? optimizer = null;
        foreach (var group in golden.Json("groups").EnumerateArray())
        {
            var members = group.GetProperty("params").EnumerateArray().Select(name => parameters[name.GetString()!]);
            if (optimizer is null)
            {
                optimizer = OptimizerFactory.Create(
                    OptimizerFactory.Named(golden.Path.Split('/')[^1]), members, golden.Args, oneByOne, inLists);
            }
            else
            {
                OptimizerFactory.AddGroup((dynamic)optimizer, members, new FixtureArguments(group.GetProperty("args")));
            }
        }

        return optimizer!;
    }

    private static Tensor[] Weights() =>
    [
        new Parameter(Torch.Linspace(-1, 1, 12, dtype: DType.Float32).Reshape(3, 4)),
        new Parameter(Torch.Linspace(0.5, 2, 5, dtype: DType.Float32)),
        new Parameter(Torch.Full([2, 2], 0.25, dtype: DType.Float32)),
    ];

    // Gradients that depend on the step and on where the parameter is, as those of a loss would.
    private static void Train(Optimizer optimizer, Tensor[] weights, int from, int steps)
    {
        for (var step = from; step < from + steps; step++)
        {
            foreach (var weight in weights)
            {
                weight.Grad = Torch.Sin(weight.Detach() + step);
            }

            optimizer.Step();
        }
    }
}

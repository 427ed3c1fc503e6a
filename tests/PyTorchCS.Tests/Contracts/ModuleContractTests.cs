using System.Text.RegularExpressions;
using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>What every public module does, found by reflection.</summary>
public sealed partial class ModuleContractTests : LeakCheck
{
    public static TheoryData<string> Modules => [.. ModuleSamples.Types.Select(t => t.Name)];

    [Fact]
    public void Reflection_FindsTheLayers() => ModuleSamples.Types.Should().HaveCountGreaterThan(50);

    [Theory]
    [MemberData(nameof(Modules))]
    public void State_RoundTrips(string name)
    {
        var source = Create(name, seed: 1);
        var target = Create(name, seed: 2);
        Disturb(source);

        var report = target.LoadStateDict(source.StateDict());

        report.IsComplete.Should().BeTrue(report.ToString());
        var (expected, actual) = (source.StateDict(), target.StateDict());
        actual.Keys.Should().Equal(expected.Keys);
        foreach (var key in expected.Keys)
        {
            actual[key].Should().BeEqualTo(expected[key], key);
        }
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void State_HasPythonsKeys(string name) =>
        Create(name).StateDict().Keys.All(PythonKey().IsMatch).Should().BeTrue();

    [Theory]
    [MemberData(nameof(Modules))]
    public void State_HoldsEveryParameter(string name)
    {
        var module = Create(name);

        module.NamedParameters().Select(p => p.Name).Except(module.StateDict().Keys).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void State_OfTheWrongShape_IsReported_AndChangesNothing(string name)
    {
        var module = Create(name);
        var before = module.StateDict().ToDictionary(p => p.Key, p => p.Value.Clone());
        var state = new StateDict();
        foreach (var (key, value) in module.StateDict())
        {
            state.Add(key, Torch.Full([.. value.Shape, 2], 77.0).To(value.DType));
        }

        var act = () => module.LoadStateDict(state);

        if (before.Count == 0)
        {
            act().IsComplete.Should().BeTrue();
            return;
        }

        act.Should().Throw<Exception>().WithMessage($"*{before.Keys.First()}*");
        module.StateDict().All(p => p.Value.Equal(before[p.Key])).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void To_AnotherDType_KeepsIdentity(string name)
    {
        var module = Create(name);
        Tensor[] before = [.. module.Parameters(), .. module.Buffers()];
        var whole = module.Buffers().Where(b => !b.DType.IsFloatingPoint).ToArray();

        module.To(DType.Float64).Should().BeSameAs(module);

        Tensor[] after = [.. module.Parameters(), .. module.Buffers()];
        after.Should().HaveSameCount(before);
        after.Zip(before).All(p => ReferenceEquals(p.First, p.Second)).Should().BeTrue();
        after.Except(whole).All(t => t.DType == DType.Float64).Should().BeTrue();
        whole.All(t => t.DType == DType.Int64).Should().BeTrue();
        module.Parameters().All(p => p.RequiresGrad && p.IsLeaf).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void To_AnotherDevice_KeepsIdentity(string name)
    {
        var module = Create(name);
        Tensor[] before = [.. module.Parameters(), .. module.Buffers()];

        module.To(Device.Meta);

        Tensor[] after = [.. module.Parameters(), .. module.Buffers()];
        after.Zip(before).All(p => ReferenceEquals(p.First, p.Second)).Should().BeTrue();
        after.All(t => t.Device.Type == DeviceType.Meta).Should().BeTrue();
        module.Parameters().All(p => p.RequiresGrad && p.IsLeaf).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void To_AWholeNumberType_Throws(string name)
    {
        var module = Create(name);

        var act = () => module.To(DType.Int64);

        act.Should().Throw<ArgumentException>().WithMessage("*int64*");
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void To_MovesGradientsAlong(string name)
    {
        var module = Create(name);
        foreach (var parameter in module.Parameters())
        {
            parameter.Grad = Torch.OnesLike(parameter);
        }

        module.Double();

        foreach (var parameter in module.Parameters())
        {
            parameter.Grad.Should().HaveDType(DType.Float64).And.HaveShape(parameter.Shape);
        }
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void ToString_NamesTheModule_AndBalances(string name)
    {
        var text = Create(name).ToString();

        text.Should().StartWith($"{name}(").And.EndWith(")").And.NotContain("\r");
        text.Count(c => c == '(').Should().Be(text.Count(c => c == ')'));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Eval_AndTrain_ReachEveryModule(string name)
    {
        var module = Create(name);
        module.Training.Should().BeTrue();

        module.Eval().Modules().All(m => !m.Training).Should().BeTrue();
        module.Train().Modules().All(m => m.Training).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void ZeroGrad_OfParametersWithoutGradient_DoesNothing(string name)
    {
        var module = Create(name);

        module.ZeroGrad();
        module.ZeroGrad(setToNone: false);

        module.Parameters().All(p => p.Grad == null).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void ZeroGrad_DropsOrZeroesEveryGradient(string name)
    {
        var module = Create(name);
        foreach (var parameter in module.Parameters())
        {
            parameter.Grad = Torch.OnesLike(parameter);
        }

        module.ZeroGrad(setToNone: false);
        foreach (var parameter in module.Parameters())
        {
            parameter.Grad!.Abs().Sum().Item<double>().Should().Be(0);
        }

        module.ZeroGrad();
        module.Parameters().All(p => p.Grad == null).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void RequiresGrad_False_ReachesEveryParameter(string name)
    {
        var module = Create(name);

        module.RequiresGrad_(false);

        module.Parameters().All(p => !p.RequiresGrad).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Built_InAScope_Survives(string name)
    {
        Module module;
        using (Torch.Scope())
        {
            module = Create(name);
        }

        module.StateDict().Values.All(t => !t.IsDisposed).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Moved_InAScope_Survives(string name)
    {
        var module = Create(name);
        using (Torch.Scope())
        {
            module.Double();
        }

        module.StateDict().Values.All(t => !t.IsDisposed).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Apply_VisitsEveryModuleOnce(string name)
    {
        var module = Create(name);
        var visited = new List<Module>();

        module.Apply(visited.Add);

        visited.Should().BeEquivalentTo(module.Modules());
    }

    private static Module Create(string name, long seed = 0) => ModuleSamples.Create(ModuleSamples.Types.Single(t => t.Name == name), seed);

    /// <summary>Gives every entry its own numbers, also those that every fresh module has alike.</summary>
    private static void Disturb(Module module)
    {
        using var guard = Torch.NoGrad();
        foreach (var tensor in module.StateDict().Values)
        {
            tensor.Add_(tensor.DType.IsFloatingPoint ? Torch.RandLike(tensor) : Torch.OnesLike(tensor));
        }
    }

    [GeneratedRegex(@"^([a-z0-9_]+\.)*[a-z0-9_]+$")]
    private static partial Regex PythonKey();
}

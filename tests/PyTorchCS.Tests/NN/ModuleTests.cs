using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class ModuleTests : LeakCheck
{
    [Theory]
    [InlineData("RunningMean", "running_mean")]
    [InlineData("InProjWeight", "in_proj_weight")]
    [InlineData("WeightIhL0", "weight_ih_l0")]
    [InlineData("_conv1", "conv1")]
    [InlineData("conv1", "conv1")]
    [InlineData("Fc1", "fc1")]
    [InlineData("Conv1Weight", "conv1_weight")]
    [InlineData("QProjWeight", "q_proj_weight")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("layer_norm", "layer_norm")]
    [InlineData("<Weight>k__BackingField", "weight")]
    [InlineData("<inner>P", "inner")]
    public void StateName_OfAMember_IsPythons(string member, string expected) => StateName.FromMember(member).Should().Be(expected);

    [Fact]
    public void NamedParameters_OfEveryKindOfMember_AreInOrderOfDeclaration() =>
        new Everything().NamedParameters().Select(named => named.Name).Should().Equal(
            "inherited", "field", "property", "in_list.0", "in_list.1", "by_name.left", "by_name.right", "pair.0", "renamed",
            "base_layer.weight", "base_layer.bias", "layers.0.weight", "layers.1.weight", "head.weight");

    [Fact]
    public void NamedBuffers_AreTheMarkedTensorsOnly() =>
        new Everything().NamedBuffers().Select(named => named.Name).Should().Equal("kept", "scratch", "history.0");

    [Fact]
    public void StateDict_LeavesOutBuffersThatAreNotPersistent() =>
        new Everything().StateDict().Keys.Should().Contain("kept").And.Contain("history.0").And.NotContain("scratch");

    [Fact]
    public void NamedChildren_OfLists_AreNumbered() =>
        new Everything().NamedChildren().Select(named => named.Name).Should().Equal("base_layer", "layers.0", "layers.1", "head");

    [Fact]
    public void Parameters_AfterAMemberWasReplaced_SeeTheNewOne()
    {
        var net = new Replaceable();
        var replacement = new Linear(2, 5);

        net.Layer = replacement;

        net.Parameters().Should().Equal(replacement.Weight, replacement.Bias!);
    }

    [Fact]
    public void Parameters_OfANullMember_AreLeftOut() => new Linear(2, 1, bias: false).NamedParameters().Select(named => named.Name).Should().Equal("weight");

    [Fact]
    public void Parameters_ThatAreShared_AreListedOnce()
    {
        var net = new Tied();

        net.NamedParameters().Select(named => named.Name).Should().Equal("encoder.weight");
        net.NamedParameters(removeDuplicate: false).Select(named => named.Name).Should().Equal("encoder.weight", "decoder.weight");
        net.StateDict().Keys.Should().Equal("encoder.weight", "decoder.weight");
    }

    [Fact]
    public void Modules_ThatAreShared_AreListedOnce()
    {
        var shared = new Linear(2, 2);
        var net = new Sequential(shared, new ReLU(), shared);

        net.Modules().Should().HaveCount(3);
        net.Parameters().Should().HaveCount(2);
        net.StateDict().Keys.Should().Equal("0.weight", "0.bias", "2.weight", "2.bias");
    }

    [Fact]
    public void Parameters_WithoutRecursion_AreTheModulesOwn() =>
        new Everything().NamedParameters(recurse: false).Select(named => named.Name).Should().StartWith("inherited").And.NotContain("head.weight");

    [Fact]
    public void NamedParameters_WithAPrefix_BeginWithIt() =>
        new Linear(1, 1).NamedParameters("fc").Select(named => named.Name).Should().Equal("fc.weight", "fc.bias");

    [Fact]
    public void Members_OfOneNameWithDifferentValues_Throw()
    {
        Action act = () => new Clashing().StateDict();

        act.Should().Throw<InvalidOperationException>().WithMessage("*Clashing*'weight'*");
    }

    [Fact]
    public void AnOverriddenProperty_CountsOnce() =>
        new Overriding().NamedParameters().Select(named => named.Name).Should().Equal("scale");

    [Fact]
    public void ACapturedConstructorParameter_IsAChild() =>
        new Wrapper(new Linear(1, 1)).NamedParameters().Select(named => named.Name).Should().Equal("inner.weight", "inner.bias");

    [Fact]
    public void AMemberMarkedUnregistered_IsNoChild() => new WithTeacher(new Linear(1, 1)).Parameters().Should().BeEmpty();

    [Fact]
    public void RegisterParameter_AppendsAfterTheDeclaredOnes()
    {
        var net = new Linear(2, 1);
        var added = new Parameter(Torch.Ones(3));

        net.RegisterParameter("extra", added);

        net.StateDict().Keys.Should().Equal("weight", "bias", "extra");
        net.GetParameter("extra").Should().BeSameAs(added);
    }

    [Fact]
    public void RegisterBuffer_OfANameTakenByAMember_Throws()
    {
        Action act = () => new Linear(2, 1).RegisterBuffer("weight", Torch.Ones(1));

        act.Should().Throw<ArgumentException>().WithMessage("Linear*'weight'*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    public void RegisterModule_WithABadName_Throws(string name)
    {
        Action act = () => new Identity().RegisterModule(name, new ReLU());

        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void RegisterBuffer_Again_ReplacesTheBuffer()
    {
        var net = new Identity();
        Tensor second = Torch.Ones(2);
        net.RegisterBuffer("mask", Torch.Ones(1));

        net.RegisterBuffer("mask", second, persistent: false);

        net.GetBuffer("mask").Should().BeSameAs(second);
        net.StateDict().Count.Should().Be(0);
    }

    [Fact]
    public void GetSubmodule_FindsItemsOfListsAndContainers()
    {
        var net = new Everything();
        var nested = new Sequential(("block", new Sequential(new ReLU(), new Linear(1, 1))));

        net.GetSubmodule("layers.1").Should().BeSameAs(net.Layers[1]);
        nested.GetSubmodule("block.1").Should().BeSameAs(((Sequential)nested[0])[1]);
        net.GetSubmodule("").Should().BeSameAs(net);
    }

    [Fact]
    public void GetSubmodule_OfAnUnknownPath_TellsWhatThereIs()
    {
        Action act = () => new Sequential(new ReLU()).GetSubmodule("act");

        act.Should().Throw<ArgumentException>().WithMessage("Sequential*'act'*0*");
    }

    [Fact]
    public void Eval_ReachesEveryModule_AndGivesTheModuleBackAsItsType()
    {
        Everything net = new Everything().Eval();

        net.Modules().Should().OnlyContain(module => !module.Training);
        net.Train().Modules().Should().OnlyContain(module => module.Training);
    }

    [Fact]
    public void Train_OfAModuleThatFreezesAPart_LeavesItInEvaluation()
    {
        var net = new Frozen().Train();

        net.Norm.Training.Should().BeFalse();
        net.Training.Should().BeTrue();
    }

    [Fact]
    public void Apply_VisitsChildrenFirst()
    {
        var seen = new List<string>();
        var net = new Sequential(new Sequential(new ReLU()), new Tanh());

        net.Apply(module => seen.Add(module.GetType().Name)).Should().BeSameAs(net);

        seen.Should().Equal("ReLU", "Sequential", "Tanh", "Sequential");
    }

    [Fact]
    public void ZeroGrad_ByDefault_DropsTheGradients()
    {
        var net = new Sequential(new Linear(2, 2), new Linear(2, 1));
        net.Call(Torch.Ones(1, 2)).Sum().Backward();

        net.ZeroGrad();

        net.Parameters().Should().OnlyContain(parameter => parameter.Grad == null);
    }

    [Fact]
    public void ZeroGrad_WithoutSetToNone_FillsThemWithZeros()
    {
        var net = new Linear(2, 1);
        net.Call(Torch.Ones(1, 2)).Sum().Backward();

        net.ZeroGrad(setToNone: false);

        net.Weight.Grad.Should().BeEqualTo(Torch.Zeros(1, 2));
    }

    [Fact]
    public void ZeroGrad_OfARecordedGradient_LeavesItsGraph()
    {
        var net = new Linear(1, 1, bias: false);
        net.Call(Torch.Ones(1, 1)).Square().Sum().Backward(createGraph: true);

        net.ZeroGrad(setToNone: false);

        net.Weight.Grad!.RequiresGrad.Should().BeFalse();
        net.ZeroGrad();
    }

    [Fact]
    public void AModuleThatContainsItself_ThrowsInsteadOfEndingTheProcess()
    {
        var net = new Sequential();
        net.Add(new Sequential([net, new ReLU()]));

        foreach (Action act in new Action[] { () => net.Train(), () => net.Apply(_ => { }), () => _ = net.ToString() })
        {
            act.Should().Throw<InsufficientExecutionStackException>();
        }
    }

    [Fact]
    public void RequiresGrad_False_FreezesAllParameters()
    {
        var net = new Sequential(new Linear(2, 2), new BatchNorm1d(2)).RequiresGrad_(false);

        net.Parameters().Should().OnlyContain(parameter => !parameter.RequiresGrad);
    }

    [Fact]
    public void AScope_InWhichAModuleIsBuilt_LeavesItsState()
    {
        BatchNorm1d norm;
        Holder holder;
        using (Torch.Scope())
        {
            norm = new BatchNorm1d(2);
            holder = new Holder(Torch.Ones(2));
        }

        norm.Eval().Call(Torch.Ones(3, 2)).Shape.Should().Equal(3, 2);
        holder.Cache.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void AScope_InWhichABufferIsRegistered_LeavesIt()
    {
        var net = new Identity();
        using (Torch.Scope())
        {
            net.RegisterBuffer("mask", Torch.Ones(2));
        }

        net.GetBuffer("mask").Should().HaveValues(1, 1);
    }

    private static Parameter One() => new(Torch.Ones(1));

    private abstract class Ancestor : Module<Tensor, Tensor>
    {
        private readonly Parameter _inherited = One();
        private readonly Linear _baseLayer = new(1, 1);

        public override Tensor Forward(Tensor input) => _baseLayer.Call(input * _inherited);
    }

    private sealed class Everything : Ancestor
    {
        private readonly Parameter _field = One();
        private readonly long _number = 3;
        private readonly string _text = "text";
        private readonly Func<Tensor, Tensor>? _function = F.Sigmoid;

        public Parameter Property { get; } = new(Torch.Ones(1));

        public List<Parameter> InList { get; } = [new(Torch.Ones(1)), new(Torch.Ones(1))];

        public Dictionary<string, Parameter> ByName { get; } = new() { ["left"] = new(Torch.Ones(1)), ["right"] = new(Torch.Ones(1)) };

        public (Parameter First, string Second) Pair { get; } = (new Parameter(Torch.Ones(1)), "second");

        [Name("renamed")]
        public Parameter Original { get; } = new(Torch.Ones(1));

        [Buffer]
        public Tensor Kept { get; } = Torch.Ones(1);

        [Buffer(Persistent = false)]
        public Tensor Scratch { get; } = Torch.Ones(1);

        [Buffer]
        public Tensor[] History { get; } = [Torch.Ones(1)];

        public Tensor Plain { get; } = Torch.Ones(1);

        public Module[] Layers { get; } = [new Linear(1, 1, bias: false), new Linear(1, 1, bias: false)];

        public Linear? Missing { get; }

        public Linear Head { get; } = new(1, 1, bias: false);

        public override string ExtraRepr() => $"{_field.Ndim}{_number}{_text}{_function}";
    }

    private sealed class Replaceable : Module
    {
        public Linear Layer { get; set; } = new(2, 2);
    }

    private sealed class Tied : Module
    {
        public Tied() => Decoder.Weight = Encoder.Weight;

        public Row Encoder { get; } = new();

        public Row Decoder { get; } = new();

        public sealed class Row : Module
        {
            public Parameter Weight { get; set; } = new(Torch.Ones(2));
        }
    }

    private sealed class Clashing : Module
    {
        private readonly Parameter _weight = One();

        public Parameter Weight { get; } = new(Torch.Ones(2));

        public override string ExtraRepr() => $"{_weight.Ndim}";
    }

    private class Overridden : Module
    {
        public virtual Parameter? Scale { get; }
    }

    private sealed class Overriding : Overridden
    {
        public override Parameter? Scale { get; } = new(Torch.Ones(1));
    }

    private sealed class Wrapper(Module<Tensor, Tensor> inner) : Module<Tensor, Tensor>
    {
        public override Tensor Forward(Tensor input) => inner.Call(input);
    }

    private sealed class WithTeacher(Linear teacher) : Module
    {
        [Unregistered]
        public Linear Teacher { get; } = teacher;
    }

    private sealed class Frozen : Module
    {
        public BatchNorm1d Norm { get; } = new(2);

        protected internal override void SetTraining(bool mode)
        {
            base.SetTraining(mode);
            Norm.Eval();
        }
    }

    private sealed class Holder(Tensor cache) : Module
    {
        public Tensor Cache { get; } = cache;
    }
}

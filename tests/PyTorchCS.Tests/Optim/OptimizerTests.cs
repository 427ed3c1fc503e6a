using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class OptimizerTests : LeakCheck
{
    [Fact]
    public void Constructor_WithoutParameters_Throws()
    {
        var make = () => new SGD([]);

        make.Should().Throw<ArgumentException>().WithMessage("*SGD*empty*");
    }

    [Fact]
    public void Constructor_SameParameterTwice_Throws()
    {
        var weight = Weight();
        var make = () => new SGD([weight, weight]);

        make.Should().Throw<ArgumentException>().WithMessage("*parameter 1*twice*");
    }

    [Fact]
    public void Constructor_ResultOfAnOperation_Throws()
    {
        var make = () => new SGD([Weight() * 2]);

        make.Should().Throw<ArgumentException>().WithMessage("*leaf*");
    }

    [Fact]
    public void Constructor_NullParameter_Throws()
    {
        var make = () => new SGD([null!]);

        make.Should().Throw<ArgumentException>().WithMessage("*parameter 0*null*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    public void Constructor_BadLearningRate_NamesIt(double lr)
    {
        var make = () => new Adam([Weight()], lr: lr);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(lr)).Which.ActualValue.Should().Be(lr);
    }

    [Fact]
    public void Constructor_ForeachAndFused_Throws()
    {
        var make = () => new SGD([Weight()], @foreach: true, fused: true);

        make.Should().Throw<ArgumentException>().WithMessage("*foreach*fused*");
    }

    [Fact]
    public void Constructor_FusedForWholeNumbers_Throws()
    {
        var make = () => new SGD([Torch.Zeros([2], dtype: DType.Int64)], fused: true);

        make.Should().Throw<ArgumentException>().WithMessage("*fused*");
    }

    [Fact]
    public void AddGroup_ParameterOfAnotherGroup_ThrowsAndAddsNone()
    {
        var weight = Weight();
        var optimizer = new SGD([weight]);
        var add = () => optimizer.AddGroup([Weight(), weight]);

        add.Should().Throw<ArgumentException>().WithMessage("*twice*");
        optimizer.ParamGroups.Should().ContainSingle();
    }

    [Fact]
    public void AddGroup_WithOptions_StepsByThem()
    {
        var (body, head) = (Weight(), Weight());
        var optimizer = new SGD([body], lr: 0.5);
        optimizer.AddGroup([head], options => options with { Lr = 0.1 });
        (body.Grad, head.Grad) = (Torch.Ones(2), Torch.Ones(2));

        optimizer.Step();

        body.Should().HaveValues(0.5, 0.5);
        head.Should().HaveValues(0.9, 0.9);
    }

    [Fact]
    public void AddGroup_AfterSteps_JoinsIn()
    {
        var (body, head) = (Weight(), Weight());
        var optimizer = new SGD([body], lr: 0.5, momentum: 0.9);
        body.Grad = Torch.Ones(2);
        optimizer.Step();
        optimizer.AddParamGroup([head], lr: 1);
        head.Grad = Torch.Ones(2);

        optimizer.Step();

        head.Should().HaveValues(0, 0);
    }

    [Fact]
    public void Options_SetOutOfRange_Throws()
    {
        var group = new SGD([Weight()]).ParamGroups[0];
        var set = () => group.Options = group.Options with { Momentum = -1 };

        set.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("momentum");
    }

    [Fact]
    public void Options_MomentumSetBetweenSteps_StartsMomentum()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 1);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();
        optimizer.ParamGroups[0].Options = optimizer.ParamGroups[0].Options with { Momentum = 0.5 };
        optimizer.Step();
        optimizer.Step();

        // 1 - 1 - 1 - (0.5 + 1)
        weight.Should().HaveValues(-2.5, -2.5);
    }

    [Fact]
    public void Lr_SetBetweenSteps_IsUsed()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 1);
        weight.Grad = Torch.Ones(2);
        optimizer.ParamGroups[0].Lr = 0.25;

        optimizer.Step();

        weight.Should().HaveValues(0.75, 0.75);
    }

    [Fact]
    public void Step_WithClosure_ComputesGradientsAndReturnsLoss()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 0.5);
        Tensor loss;
        using (Torch.NoGrad())
        {
            loss = optimizer.Step(() =>
            {
                optimizer.ZeroGrad();
                var sum = (weight * weight).Sum();
                sum.Backward();
                return sum;
            });
        }

        loss.Item<float>().Should().Be(2);
        weight.Should().HaveValues(0, 0);
    }

    [Fact]
    public void Step_OfParametersThatRequireGradients_RecordsNothing()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(2);

        new SGD([weight]).Step();

        weight.IsLeaf.Should().BeTrue();
        weight.RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void Step_SparseGradientOfAdam_SaysWhatTakesIt()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(2).ToSparse();
        var step = () => new Adam([weight]).Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("*sparse*");
    }

    [Fact]
    public void Step_GradientsChangeTheirKind_UpdatesAll()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 0.5, momentum: 0.5);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();
        weight.Grad = Torch.Ones(2).ToSparse();
        optimizer.Step();
        weight.Grad = Torch.Ones(2);
        optimizer.Step();

        // buffers 1, 1.5, 1.75
        weight.Should().HaveValues(-1.125, -1.125);
    }

    [Fact]
    public void Step_ParameterOfAnotherShapeThanItsState_ThrowsAndNamesBoth()
    {
        var weight = Weight();
        var optimizer = new Adam([weight]);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();
        weight.Data = Torch.Ones(1000);
        weight.Grad = Torch.Ones(1000);
        var step = () => optimizer.Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("Adam*'exp_avg'*[2]*[1000]*");
        weight.Should().BeEqualTo(Torch.Ones(1000));
    }

    [Fact]
    public void Step_GradientOfAnotherShapeThanItsParameter_DoesNotReachTheFusedKernel()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 1);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();
        weight.Data = Torch.Ones(1000);
        var step = () => optimizer.Step();

        step.Should().Throw<TorchException>();
        weight.Should().BeEqualTo(Torch.Ones(1000));
    }

    [Fact]
    public void Step_FusedSetForAnOptimizerWithoutKernel_SaysSo()
    {
        var weight = Weight();
        var optimizer = new RMSprop([weight]);
        weight.Grad = Torch.Ones(2);
        optimizer.ParamGroups[0].Options = optimizer.ParamGroups[0].Options with { Fused = true };
        var step = () => optimizer.Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("RMSprop*no fused kernel*");
    }

    [Fact]
    public void ZeroGrad_ByDefault_RemovesGradients()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(2);

        new SGD([weight]).ZeroGrad();

        weight.Grad.Should().BeNull();
    }

    [Fact]
    public void ZeroGrad_NotToNone_FillsWithZeros()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(2);

        new SGD([weight]).ZeroGrad(setToNone: false);

        weight.Grad.Should().HaveValues(0, 0);
    }

    [Fact]
    public void ZeroGrad_AfterStep_FreesGradients()
    {
        var weight = Weight();
        var optimizer = new SGD([weight]);
        var before = TensorStatistics.LiveTensors;
        using (var gradient = Torch.Ones(2))
        {
            weight.Grad = gradient;
        }

        optimizer.Step();
        optimizer.ZeroGrad();

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void State_UnknownParameter_Throws()
    {
        var ask = () => new SGD([Weight()]).State(Weight());

        ask.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void StateDict_OfAdam_HasPyTorchsNames()
    {
        var weight = Weight();
        var optimizer = new Adam([weight], betas: (0.8, 0.9), amsgrad: true);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();

        var saved = optimizer.StateDict();

        saved.State[0].Keys.Should().BeEquivalentTo("step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq");
        saved.ParamGroups[0].Should().Contain("betas", (0.8, 0.9)).And.Contain("amsgrad", true).And.Contain("weight_decay", 0.0);
        ((Tensor)saved.State[0]["step"]!).Should().HaveValues(1).And.HaveDType(DType.Float32);
    }

    [Fact]
    public void LoadStateDict_ValuesAsAFileHoldsThem_AreRead()
    {
        var weight = Weight();
        var optimizer = new Adam([weight]);
        optimizer.LoadStateDict(new OptimizerStateDict(
            new Dictionary<long, IReadOnlyDictionary<string, object?>>
            {
                [7] = new Dictionary<string, object?>
                {
                    ["step"] = 3L, ["exp_avg"] = Torch.Ones(2).Double(), ["exp_avg_sq"] = Torch.Ones(2), ["max_exp_avg_sq"] = null,
                },
            },
            [
                new Dictionary<string, object?>
                {
                    ["lr"] = 1, ["betas"] = new object[] { 0.5, 0.75 }, ["capturable"] = false, ["params"] = new List<object> { 7L },
                    ["initial_lr"] = 2.0,
                },
            ]));

        optimizer.ParamGroups[0].Options.Betas.Should().Be((0.5, 0.75));
        optimizer.ParamGroups[0].Lr.Should().Be(1);
        optimizer.ParamGroups[0].InitialLr.Should().Be(2);
        optimizer.State(weight)["step"].Should().HaveValues(3);
        optimizer.State(weight)["exp_avg"].Should().HaveDType(DType.Float32);
    }

    [Fact]
    public void LoadStateDict_OtherNumberOfGroups_Throws()
    {
        var saved = new SGD([Weight()]);
        saved.AddGroup([Weight()]);
        var load = () => new SGD([Weight()]).LoadStateDict(saved.StateDict());

        load.Should().Throw<ArgumentException>().WithMessage("*2 parameter groups*1*");
    }

    [Fact]
    public void LoadStateDict_OtherNumberOfParameters_Throws()
    {
        var saved = new SGD([Weight(), Weight()]);
        var load = () => new SGD([Weight()]).LoadStateDict(saved.StateDict());

        load.Should().Throw<ArgumentException>().WithMessage("*2 parameters*1*");
    }

    [Fact]
    public void LoadStateDict_OfABadInitialRate_ThrowsAndChangesNothing()
    {
        var optimizer = new SGD([Weight()], lr: 0.5);
        var group = new Dictionary<string, object?>(optimizer.StateDict().ParamGroups[0]) { ["lr"] = 0.25, ["initial_lr"] = "high" };
        var load = () => optimizer.LoadStateDict(new OptimizerStateDict(new Dictionary<long, IReadOnlyDictionary<string, object?>>(), [group]));

        load.Should().Throw<ArgumentException>().WithMessage("*initial_lr*");
        optimizer.ParamGroups[0].Lr.Should().Be(0.5);
    }

    [Fact]
    public void LoadStateDict_ThenTrainTheOther_DoesNotShareState()
    {
        var (first, second) = (Weight(), Weight());
        var saved = new SGD([first], momentum: 0.9);
        first.Grad = Torch.Ones(2);
        saved.Step();
        var loaded = new SGD([second]);
        loaded.LoadStateDict(saved.StateDict());

        saved.Step();

        loaded.State(second)["momentum_buffer"].Should().HaveValues(1, 1);
    }

    private static Tensor Weight() => new Parameter(Torch.Ones(2));
}

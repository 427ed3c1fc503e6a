using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class ModuleMovingTests : LeakCheck
{
    [Fact]
    public void Double_KeepsTheObjects_AndTheirNumbers()
    {
        var net = new Sequential(new Linear(2, 3), new BatchNorm1d(3));
        Tensor[] before = [.. net.Parameters(), .. net.Buffers()];
        Tensor weight = net.GetParameter("0.weight").Detach().Double();

        Sequential moved = net.Double();

        moved.Should().BeSameAs(net);
        Tensor[] after = [.. net.Parameters(), .. net.Buffers()];
        after.Zip(before).Should().OnlyContain(pair => ReferenceEquals(pair.First, pair.Second));
        net.GetParameter("0.weight").Detach().Should().BeEqualTo(weight);
        net.Parameters().Should().OnlyContain(parameter => parameter.DType == DType.Float64 && parameter.RequiresGrad && parameter.IsLeaf);
    }

    [Fact]
    public void Double_LeavesWholeNumbersAlone() => new BatchNorm1d(2).Double().NumBatchesTracked!.DType.Should().Be(DType.Int64);

    [Fact]
    public void To_WithAGradient_MovesItToo()
    {
        var net = new Linear(2, 1);
        net.Call(Torch.Ones(1, 2)).Sum().Backward();

        net.To(DType.Float64);

        net.Weight.Grad!.DType.Should().Be(DType.Float64);
        net.Weight.Grad.Should().HaveValues(1, 1);
    }

    [Fact]
    public void To_ThatFails_LeavesTheGradient()
    {
        var net = new Linear(2, 1);
        net.Call(Torch.Ones(1, 2)).Sum().Backward();
        Action act = () => net.To("cuda:99");

        act.Should().Throw<Exception>();

        net.Weight.Grad.Should().HaveValues(1, 1);
    }

    [Fact]
    public void To_OfALoss_LeavesTheCallersWeights()
    {
        Tensor weight = Torch.Ones(2);
        var losses = new Module[] { new CrossEntropyLoss(weight), new BCEWithLogitsLoss(weight, posWeight: weight) };

        losses[1].Double();

        losses[1].Buffers().Should().OnlyContain(buffer => buffer.DType == DType.Float64);
        losses[0].Buffers().Should().OnlyContain(buffer => buffer.DType == DType.Float32);
        weight.DType.Should().Be(DType.Float32);
    }

    [Fact]
    public void CrossEntropyLoss_WithATrainedWeight_GivesItAGradient()
    {
        Tensor weight = Torch.Ones([2], requiresGrad: true);

        new CrossEntropyLoss(weight).Call(Torch.Zeros(2), Torch.Tensor([1f, 0f])).Backward();

        weight.Grad.Should().BeCloseTo(Torch.Tensor([(float)Math.Log(2), 0f]));
    }

    [Fact]
    public void To_OfAFrozenParameter_LeavesItFrozen()
    {
        var net = new Linear(2, 1).RequiresGrad_(false);

        net.Double();

        net.Weight.RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void To_ThenTraining_UpdatesWhatAnOptimizerHolds()
    {
        var net = new Linear(1, 1, bias: false);
        Parameter held = net.Parameters().Single();

        net.Double();
        net.Call(Torch.Ones([1, 1], dtype: DType.Float64)).Sum().Backward();

        held.Grad.Should().HaveValues(1);
    }

    [Fact]
    public void To_WithinAScope_SurvivesIt()
    {
        var net = new BatchNorm1d(2);
        using (Torch.Scope())
        {
            net.Double();
        }

        net.RunningVar.Should().HaveValues(1, 1);
        net.Weight!.Detach().Should().HaveValues(1, 1);
    }

    [Fact]
    public void To_AnotherDevice_MovesEverything()
    {
        var net = new Sequential(new Linear(2, 2), new BatchNorm1d(2)).To(Device.Meta);

        net.StateDict().Values.Should().OnlyContain(tensor => tensor.IsMeta);
    }

    [Theory]
    [InlineData(DType.Int64)]
    [InlineData(DType.Bool)]
    public void To_ATypeWithoutFractions_Throws(DType dtype)
    {
        Action act = () => new Linear(1, 1).To(dtype);

        act.Should().Throw<ArgumentException>().WithMessage($"Linear.To*{dtype}*");
    }

    [Fact]
    public void Half_AndBFloat16_Convert()
    {
        new Linear(1, 1).Half().Weight.DType.Should().Be(DType.Float16);
        new Linear(1, 1).BFloat16().Weight.DType.Should().Be(DType.Bfloat16);
    }

    [Fact]
    public void Double_LeavesComplexParametersAlone_AndToConvertsThem()
    {
        var net = new Identity();
        net.RegisterBuffer("phase", Torch.Ones([1], dtype: DType.Complex64));

        net.Double().GetBuffer("phase").DType.Should().Be(DType.Complex64);
        net.To(DType.Complex128).GetBuffer("phase").DType.Should().Be(DType.Complex128);
    }
}

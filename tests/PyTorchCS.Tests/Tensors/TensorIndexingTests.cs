using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorIndexingTests : LeakCheck
{
    [Theory]
    [FixtureData("indexing/Read")]
    public void Get_LikePyTorch(FixtureCase golden) =>
        IndexTable.Read[golden.Name](new IndexTable.Names()).Should().BeEqualTo(golden.Tensor("outputs", "output"));

    [Theory]
    [FixtureData("indexing/Write")]
    public void Set_LikePyTorch(FixtureCase golden)
    {
        var names = new IndexTable.Names();

        IndexTable.Write[golden.Name](names);

        names.X.Should().BeEqualTo(golden.Tensor("outputs", "output"));
    }

    [Theory]
    [FixtureData("indexing/Gradients")]
    public void Get_PassesGradients_LikePyTorch(FixtureCase golden)
    {
        var x = Torch.Arange(60).Reshape(3, 4, 5).To(DType.Float64).RequiresGrad_();

        IndexTable.Read[golden.Name](new IndexTable.Names(x)).Backward(golden.Tensor("outputGradients", "output"));

        x.Grad.Should().BeEqualTo(golden.Tensor("gradients", "x"));
    }

    [Theory]
    [FixtureData("indexing/OutOfRange")]
    public void Index_OutOfRange_IsRefused_AsInPyTorch(FixtureCase golden)
    {
        var names = new IndexTable.Names();
        var before = names.X.Clone();

        var act = () => IndexTable.OutOfRange[golden.Name](names);

        act.Should().Throw<ArgumentOutOfRangeException>(golden.Text("error"));
        names.X.Should().BeEqualTo(before);
    }

    [Fact]
    public void Tables_HaveTheGoldensNames()
    {
        IndexTable.OutOfRange.Keys.Should().BeEquivalentTo(Fixture.Load("indexing/OutOfRange").Select(c => c.Name));
        IndexTable.Read.Keys.Should().BeEquivalentTo(Fixture.Load("indexing/Read").Select(c => c.Name));
        IndexTable.Write.Keys.Should().BeEquivalentTo(Fixture.Load("indexing/Write").Select(c => c.Name));
    }

    [Fact]
    public void Get_ByIntegerOrRange_IsAView()
    {
        var x = Torch.Zeros(2, 3);

        x[1, 1..].Fill_(5);

        x.Should().HaveValues(0, 0, 0, 0, 5, 5);
    }

    [Fact]
    public void Get_ByTensor_IsACopy()
    {
        var x = Torch.Zeros(2, 3);

        x[Torch.Tensor([1L])].Fill_(5);

        x.Should().HaveValues(0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Set_KeepsTheTensor()
    {
        var x = Torch.Zeros(2, 2);
        var same = x;

        x.Set(3, 0, 1);

        same.Should().HaveValues(0, 3, 0, 0);
    }

    [Fact]
    public void Set_IsRecordedByAutograd()
    {
        var source = Torch.Ones([2], requiresGrad: true);
        var x = Torch.Zeros(2, 2);

        x[1] = source * 3;
        x.Sum().Backward();

        source.Grad.Should().HaveValues(3, 3);
    }

    [Fact]
    public void Get_ByInt32Tensor_Works() => Torch.Arange(5)[Torch.Tensor([4, 0])].Should().HaveValues(4, 0);

    [Fact]
    public void Get_ByAMaskBeforeFurtherEntries_MeetsTheDimensionsAfterIt()
    {
        var x = Torch.Arange(24).Reshape(2, 3, 4);
        var mask = Torch.Tensor(new[,] { { true, false, false }, { false, false, true } });

        x[mask, 1..3].Should().HaveShape(2, 2).And.HaveValues(1, 2, 21, 22);
        x[mask, 0].Should().HaveValues(0, 20);
    }

    [Fact]
    public void Index_ByAMaskOfAnotherShape_Throws()
    {
        var x = Torch.Zeros(2, 3, 4);
        var mask = Torch.Ones([2, 2], dtype: DType.Bool);

        FluentActions.Invoking(() => x[mask, 1]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*[2, 2]*[2, 3, 4]*");
        FluentActions.Invoking(() => x.Set(1, mask, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Set_OfAValueWithLeadingOnes_DropsThem()
    {
        var x = Torch.Zeros(3, 3);

        x[Torch.Tensor([0L, 2L])] = Torch.Arange(6).Float().Reshape(1, 2, 3);
        x[1] = Torch.Full([1, 1, 3], 9f);

        x.Should().HaveValues(0, 1, 2, 9, 9, 9, 3, 4, 5);
    }

    [Fact]
    public void Set_ByTensors_OfIntegersOfAnotherType_ConvertsThem()
    {
        var x = Torch.Arange(5);
        var y = Torch.Zeros(3);

        x[Torch.Tensor([1L])] = Torch.Tensor([7]);
        x[x > 3] = Torch.Tensor(-1);
        y[Torch.Tensor([true, false, true])] = Torch.Tensor([1, 2]);

        x.Should().HaveDType(DType.Int64).And.HaveValues(0, -1, 2, 3, -1);
        y.Should().HaveDType(DType.Float32).And.HaveValues(1, 0, 2);
    }

    [Fact]
    public void Set_OfANumber_ReachesTheTensor_WhereFillOfACopyDoesNot()
    {
        var x = Torch.Arange(4);

        x[x > 1].Fill_(9);
        x.Should().HaveValues(0, 1, 2, 3);

        x.Set(9, x > 1);
        x.Should().HaveValues(0, 1, 9, 9);
        x.Set(-1, 0);
        x[1].Fill_(5);
        x.Should().HaveValues(-1, 5, 9, 9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void Get_BeyondTheEnd_Throws(int index)
    {
        var x = Torch.Zeros(3, 2);

        var act = () => x[index];

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage($"*{index}*").WithMessage("*[3, 2]*");
    }

    [Fact]
    public void Get_ByAFractionWithoutDimensions_IsRefusedAsAnIndex() =>
        FluentActions.Invoking(() => Torch.Arange(5)[Torch.Tensor(1f)]).Should().Throw<TorchException>().WithMessage("*tensors used as indices must be*");

    [Fact]
    public void Set_UnderAnotherDefaultDevice_StaysOnItsOwn()
    {
        var x = Torch.Zeros(3);
        try
        {
            Torch.SetDefaultDevice(Device.Meta);
            x.Set(2, 1);
            x.Set(7, Torch.Tensor([true, false, false], device: Device.Cpu));
        }
        finally
        {
            Torch.SetDefaultDevice(null);
        }
        x.Should().HaveValues(7, 2, 0);
    }

    [Fact]
    public void Get_OnePastTheEnd_Throws() =>
        FluentActions.Invoking(() => Torch.Zeros(2, 3)[0, ^0]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("select: ^0*dimension 0 of float32 [3]*");

    [Fact]
    public void Get_ByTheDefaultIndex_IsAllOfTheDimension() => Torch.Arange(6).Reshape(2, 3)[default(TensorIndex), 1].Should().HaveValues(1, 4);
}

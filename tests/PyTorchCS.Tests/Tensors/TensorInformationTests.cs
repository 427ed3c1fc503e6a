using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorInformationTests : LeakCheck
{
    [Fact]
    public void Counts_AreThoseOfTheShape()
    {
        var x = Torch.Zeros([2, 3], dtype: DType.Float64);

        x.Ndimension().Should().Be(2);
        x.Nelement().Should().Be(6);
        x.ElementSize().Should().Be(8);
        Torch.Numel(x).Should().Be(6);
    }

    [Fact]
    public void GetDevice_OnTheProcessor_IsMinusOne()
    {
        var x = Torch.Zeros(1);

        x.GetDevice().Should().Be(-1);
        Torch.GetDevice(x).Should().Be(-1);
        x.IsCpu.Should().BeTrue();
        Torch.Zeros([1], device: "meta").IsCpu.Should().BeFalse();
    }

    [Fact]
    public void DataPtr_IsTheAddressOfTheFirstElement()
    {
        var x = Torch.Arange(6, dtype: DType.Int32);

        (x[2..].DataPtr() - x.DataPtr()).Should().Be(8);
        x.UntypedStorage().Should().Be(x.Storage);
        Torch.Zeros(0).DataPtr().Should().Be(0);
    }

    [Fact]
    public void DataPtr_OfASparseTensor_Throws()
    {
        var act = () => Torch.Eye(2).ToSparse().DataPtr();

        act.Should().Throw<TorchException>().WithMessage("*layout*");
    }

    [Fact]
    public void DimOrder_GoesFromTheOutermostToTheInnermost()
    {
        var x = Torch.Zeros(2, 3, 5, 7);

        x.DimOrder().Should().Equal(0, 1, 2, 3);
        x.Transpose(0, 1).DimOrder().Should().Equal(1, 0, 2, 3);
        x.Permute(3, 1, 2, 0).DimOrder().Should().Equal(3, 1, 2, 0);
        x.To(memoryFormat: MemoryFormat.ChannelsLast).DimOrder().Should().Equal(0, 2, 3, 1);
        Torch.Zeros([]).DimOrder().Should().BeEmpty();
        Torch.Zeros(3, 2).Transpose(0, 1).DimOrder(ambiguityCheck: true).Should().Equal(1, 0);
    }

    /// <summary>An expanded dimension has stride 0 and lies nowhere: it stays where it stands among the others.</summary>
    [Fact]
    public void DimOrder_OfAnExpandedTensor_IsAPermutation() =>
        Torch.Zeros(3, 1, 2).Expand(3, 4, 2).DimOrder().Should().BeEquivalentTo([0L, 1L, 2L]).And.StartWith(0);

    [Fact]
    public void DimOrder_WhereThereAreSeveral_ThrowsWhenAsked()
    {
        var act = () => Torch.Zeros(1, 2, 3).DimOrder(ambiguityCheck: true);

        act.Should().Throw<InvalidOperationException>().WithMessage("dim_order: float32 [1, 2, 3] with strides [6, 3, 1] has more than one order*");
        Torch.Zeros(1, 2, 3).DimOrder().Should().Equal(0, 1, 2);
    }

    [Fact]
    public void IsContiguous_AsksForAnOrderOfDimensions()
    {
        var x = Torch.Zeros(2, 3, 4, 5);
        var y = x.To(memoryFormat: MemoryFormat.ChannelsLast);
        var volume = Torch.Zeros(2, 3, 4, 5, 6).To(memoryFormat: MemoryFormat.ChannelsLast3d);

        x.IsContiguous(MemoryFormat.ChannelsLast).Should().BeFalse();
        y.IsContiguous(MemoryFormat.ChannelsLast).Should().BeTrue();
        y.IsContiguous().Should().BeFalse();
        y[1..].IsContiguous(MemoryFormat.ChannelsLast).Should().BeTrue();
        y[.., 1..].IsContiguous(MemoryFormat.ChannelsLast).Should().BeFalse();
        volume.IsContiguous(MemoryFormat.ChannelsLast3d).Should().BeTrue();
        volume.IsContiguous(MemoryFormat.ChannelsLast).Should().BeFalse();
        // One channel lies both ways.
        Torch.Zeros(2, 1, 4, 5).IsContiguous(MemoryFormat.ChannelsLast).Should().BeTrue();
        y.Double(MemoryFormat.ContiguousFormat).IsContiguous().Should().BeTrue();
        y.Double().IsContiguous(MemoryFormat.ChannelsLast).Should().BeTrue();
    }

    [Fact]
    public void IsContiguous_InNoOrder_Throws()
    {
        var act = () => Torch.Zeros(1).IsContiguous(MemoryFormat.PreserveFormat);

        act.Should().Throw<ArgumentException>().WithMessage("is_contiguous: PreserveFormat*");
    }

    [Fact]
    public void GradDtype_SaysWhatGradientComesIn()
    {
        var x = Torch.Zeros([2], requiresGrad: true);
        x.GradDtype.Should().Be(DType.Float32);

        x.GradDtype = DType.Float64;
        (x.Double() * 2).Sum().Backward();

        x.GradDtype.Should().Be(DType.Float64);
        x.Grad!.Should().HaveDType(DType.Float64).And.HaveValues(2, 2);
    }

    [Fact]
    public void Grad_IsSetToWhatGradDtypeLetsIn()
    {
        var (one, any) = (Torch.Zeros([2], requiresGrad: true), Torch.Zeros([2], requiresGrad: true));
        one.GradDtype = DType.Float64;
        any.GradDtype = null;

        one.Grad = Torch.Ones([2], dtype: DType.Float64);
        any.Grad = Torch.Ones([2], dtype: DType.Float64);
        any.Grad = Torch.Ones([2]);

        one.Grad.Should().HaveDType(DType.Float64);
        one.Invoking(t => t.Grad = Torch.Ones([2])).Should().Throw<TorchException>().WithMessage("*data types*");
    }

    [Fact]
    public void GradDtype_OfAResult_IsNotToBeSet()
    {
        var x = Torch.Zeros([2], requiresGrad: true) * 2;
        var act = () => x.GradDtype = null;

        act.Should().Throw<InvalidOperationException>().WithMessage("grad_dtype: *leaf*");
    }

    [Fact]
    public void Layouts_HaveTheirQuestions()
    {
        Torch.Eye(2).ToSparseCsr().IsSparseCsr.Should().BeTrue();
        Torch.Eye(2).IsSparseCsr.Should().BeFalse();
        Torch.Eye(2).ToSparseCoo().Layout.Should().Be(Layout.SparseCoo);
        Torch.Eye(2).IsQuantized.Should().BeFalse();
    }

    [Fact]
    public void Mkldnn_GoesThereAndBack()
    {
        var x = Torch.Arange(6, dtype: DType.Float32).View(2, 3);
        var blocked = x.ToMkldnn();

        blocked.IsMkldnn.Should().BeTrue();
        blocked.Layout.Should().Be(Layout.Mkldnn);
        blocked.ToDense().Should().BeEqualTo(x);
    }

    [Fact]
    public void IsTensorAndIsStorage_TellTheKindOfAnObject()
    {
        var x = Torch.Zeros(1);

        Torch.IsTensor(x).Should().BeTrue();
        Torch.IsTensor(x.Storage).Should().BeFalse();
        Torch.IsStorage(x.Storage).Should().BeTrue();
        Torch.IsStorage(null).Should().BeFalse();
    }
}

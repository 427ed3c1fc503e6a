using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class DataUtilsTests : LeakCheck
{
    // PyTorch's parts with the same seed.
    [Fact]
    public void RandomSplit_ByLengths_DrawsPyTorchsParts()
    {
        var parts = Dataset().RandomSplit([6, 4], Torch.Generator(3));

        parts[0].Indices.Should().Equal(6, 0, 3, 7, 8, 5);
        parts[1].Indices.Should().Equal(1, 9, 2, 4);
    }

    [Fact]
    public void RandomSplit_ByShares_GivesTheRestToTheFirst()
    {
        var parts = Dataset().RandomSplit([0.35, 0.35, 0.3], Torch.Generator(3));

        parts.Select(part => part.Count).Should().Equal(4, 3, 3);
        parts[0].Indices.Should().Equal(6, 0, 3, 7);
    }

    [Fact]
    public void RandomSplit_OtherSum_Throws()
    {
        var split = () => Dataset().RandomSplit([6, 5]);

        split.Should().Throw<ArgumentException>().WithMessage("*6 + 5*10*");
    }

    [Fact]
    public void RandomSplit_SharesOverOne_Throws()
    {
        var split = () => Dataset().RandomSplit([0.6, 0.5]);

        split.Should().Throw<ArgumentException>().WithMessage("*1.1*");
    }

    [Fact]
    public void DefaultCollate_Numbers_BecomeVectorsOfTheirType()
    {
        ((Tensor)DataUtils.DefaultCollate(new[] { 1, 2 })).Should().HaveDType(DType.Int64).And.HaveValues(1, 2);
        ((Tensor)DataUtils.DefaultCollate(new[] { 1f, 2f })).Should().HaveDType(DType.Float32).And.HaveValues(1, 2);
        ((Tensor)DataUtils.DefaultCollate(new[] { 1.0, 2.0 })).Should().HaveDType(DType.Float64).And.HaveValues(1, 2);
        ((Tensor)DataUtils.DefaultCollate(new[] { true, false })).Should().HaveDType(DType.Bool);
    }

    [Fact]
    public void DefaultCollate_ArraysOfNumbers_BecomeRows() =>
        ((Tensor)DataUtils.DefaultCollate(new float[][] { [1, 2], [3, 4] })).Should().HaveShape(2, 2).And.HaveValues(1, 2, 3, 4);

    [Fact]
    public void DefaultCollate_RaggedArrays_Throws()
    {
        var collate = () => DataUtils.DefaultCollate(new float[][] { [1, 2], [3] });

        collate.Should().Throw<ArgumentException>().WithMessage("*2 numbers*1*");
    }

    [Fact]
    public void DefaultCollate_Dictionaries_GoKeyByKey()
    {
        var items = new[] { new Dictionary<string, Tensor> { ["a"] = Torch.Ones(2) }, new Dictionary<string, Tensor> { ["a"] = Torch.Zeros(2) } };

        ((Dictionary<string, Tensor>)DataUtils.DefaultCollate(items))["a"].Should().HaveValues(1, 1, 0, 0);
    }

    [Fact]
    public void DefaultCollate_Strings_StayStrings() =>
        DataUtils.DefaultCollate(new[] { "a", "b" }).Should().BeEquivalentTo(new[] { "a", "b" });

    [Fact]
    public void DefaultCollate_UnknownType_NamesIt()
    {
        var collate = () => DataUtils.DefaultCollate(new[] { new Uri("http://localhost") });

        collate.Should().Throw<ArgumentException>().WithMessage("*System.Uri*collateFn*");
    }

    [Fact]
    public void DefaultCollate_TensorsOfOtherShapes_Throws()
    {
        var collate = () => DataUtils.DefaultCollate(new[] { Torch.Ones(2), Torch.Ones(3) });

        collate.Should().Throw<TorchException>().WithMessage("*equal size*");
    }

    private static TensorDataset Dataset() => new(Torch.Arange(10));
}

using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>How a tensor lies over its storage, as the textbook's chapter on storage shows it.</summary>
public sealed class TensorStorageTests : LeakCheck
{
    [Fact]
    public void Strides_OfAMatrix_AreThoseOfItsRows()
    {
        var x = Torch.Zeros(2, 3);

        x.Strides.Should().Equal(3, 1);
    }

    [Fact]
    public void Transpose_SwapsStrides_OnTheSameStorage()
    {
        var x = Torch.Arange(6).Reshape(2, 3);

        var transposed = x.T;

        transposed.Shape.Should().Equal(3, 2);
        transposed.Strides.Should().Equal(1, 3);
        transposed.Storage.Should().Be(x.Storage);
        transposed.IsContiguous().Should().BeFalse();
    }

    [Fact]
    public void Transpose_WriteThrough_ShowsInBoth()
    {
        var x = Torch.Zeros(2, 3);

        x.T.Set(7, 2, 0);

        x.Should().HaveValues(0, 0, 7, 0, 0, 0);
    }

    [Fact]
    public void StorageOffset_OfASlice_CountsElements()
    {
        var x = Torch.Arange(12).Reshape(3, 4);

        x[1, 2..].StorageOffset.Should().Be(6);
        x.StorageOffset.Should().Be(0);
    }

    [Fact]
    public void Storage_OfAView_IsThatOfItsBase()
    {
        var x = Torch.Arange(6).Reshape(2, 3);

        x.T.Storage.Should().Be(x.Storage);
        x.Clone().Storage.Should().NotBe(x.Storage);
    }

    [Fact]
    public void Storage_OfADisposedTensor_KeepsTheMemory()
    {
        Storage storage;
        using (Torch.Scope())
        {
            storage = Torch.Arange(3).Storage;
        }

        storage.ToArray<long>().Should().Equal(0, 1, 2);
        storage.ToString().Should().Be("Storage of 3 int64");
    }

    [Fact]
    public void Storage_WithoutMemory_IsNobodyElses() => Torch.Zeros(0).Storage.Should().NotBe(Torch.Zeros(0).Storage);

    [Fact]
    public void Contiguous_OfATransposed_CopiesInRowOrder()
    {
        var x = Torch.Arange(6).Reshape(2, 3).T.Contiguous();

        x.Strides.Should().Equal(2, 1);
        x.Should().HaveValues(0, 3, 1, 4, 2, 5);
    }

    [Fact]
    public void Expand_HasStrideZero() => Torch.Zeros(1, 3).Expand(4, 3).Strides.Should().Equal(0, 1);

    [Fact]
    public void View_OfATransposed_Throws()
    {
        var x = Torch.Zeros(2, 3).T;

        var act = () => x.View(6);

        act.Should().Throw<TorchException>().WithMessage("*view*");
    }

    [Fact]
    public void Storage_OfAConjugatedOrNegatedView_IsWhatLiesInMemory()
    {
        var z = Torch.Tensor([new System.Numerics.Complex(1, 2)]);

        z.Conj().Storage.ToArray<System.Numerics.Complex>().Should().Equal(new System.Numerics.Complex(1, 2));
        z.Conj().Imag.Storage.ToArray<double>().Should().Equal(1, 2);
    }
}

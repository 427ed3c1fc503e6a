using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorPropertiesTests : LeakCheck
{
    [Fact]
    public void Shape_AndItsKin_Agree()
    {
        var x = Torch.Zeros(2, 3, 4);

        x.Shape.Should().Equal(2, 3, 4);
        x.Dim().Should().Be(3);
        x.Ndim.Should().Be(3);
        x.Numel().Should().Be(24);
        x.Size(1).Should().Be(3);
        x.Size(-1).Should().Be(4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void Size_OfNoDimension_Throws(long dim)
    {
        var x = Torch.Zeros(2, 3);

        var act = () => x.Size(dim);

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*[2, 3]*");
    }

    [Fact]
    public void ZeroDim_HasOneElementAndNoShape()
    {
        var x = Torch.Tensor(1f);

        x.Shape.Should().BeEmpty();
        x.Strides.Should().BeEmpty();
        x.Numel().Should().Be(1);
    }

    [Fact]
    public void DType_AndDevice_AreThoseAskedFor()
    {
        var x = Torch.Zeros([1], dtype: DType.Int16, device: "cpu");

        x.DType.Should().Be(DType.Int16);
        x.Device.Should().Be((Device)"cpu");
        x.Itemsize.Should().Be(2);
    }

    [Fact]
    public void Equality_IsThatOfReferences()
    {
        var x = Torch.Ones(1);
        var other = Torch.Ones(1);

        (x == other).Should().BeFalse();
        x.Equals(other).Should().BeFalse();
        x.Equals(other).Should().BeFalse();
        x.Eq(other).Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Comparison_WithNull_IsABool()
    {
        Tensor? none = null;
        Tensor? some = Torch.Ones(1);

        (none == null).Should().BeTrue();
        (some == null).Should().BeFalse();
    }

    [Fact]
    public void Tensor_AsADictionaryKey_IsItself()
    {
        var x = Torch.Ones(1);
        var table = new Dictionary<Tensor, int> { [x] = 1, [Torch.Ones(1)] = 2 };

        x.Add_(1);

        table[x].Should().Be(1);
    }

    [Fact]
    public void IsFloatingPoint_AndIsComplex_FollowTheType()
    {
        Torch.Ones(1).IsFloatingPoint().Should().BeTrue();
        Torch.Ones([1], dtype: DType.Int64).IsFloatingPoint().Should().BeFalse();
        Torch.Ones([1], dtype: DType.Complex64).IsComplex().Should().BeTrue();
    }
}

using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class AutocastTests : LeakCheck
{
    private readonly Tensor _x = Torch.Randn(4, 3);

    [Fact]
    public void Autocast_ByDefault_MultipliesInBfloat16AndRestores()
    {
        using (Torch.Autocast(DeviceType.Cpu))
        {
            Torch.IsAutocastEnabled(DeviceType.Cpu).Should().BeTrue();
            Torch.GetAutocastDtype(DeviceType.Cpu).Should().Be(DType.Bfloat16);
            _x.Mm(_x.T).DType.Should().Be(DType.Bfloat16);
            (_x + _x).DType.Should().Be(DType.Float32);
        }

        Torch.IsAutocastEnabled(DeviceType.Cpu).Should().BeFalse();
        _x.Mm(_x.T).DType.Should().Be(DType.Float32);
    }

    [Fact]
    public void Autocast_Nested_RestoresTheOuterOne()
    {
        using var outer = Torch.Autocast(DeviceType.Cpu, DType.Float16);
        using (Torch.Autocast(DeviceType.Cpu, enabled: false))
        {
            _x.Mm(_x.T).DType.Should().Be(DType.Float32);
        }

        using (Torch.Autocast(DeviceType.Cpu, DType.Bfloat16))
        {
            _x.Mm(_x.T).DType.Should().Be(DType.Bfloat16);
        }

        _x.Mm(_x.T).DType.Should().Be(DType.Float16);
    }

    [Fact]
    public void Autocast_OnAnotherThread_IsOff()
    {
        var seen = true;
        using (Torch.Autocast(DeviceType.Cpu))
        {
            var other = new Thread(() => seen = Torch.IsAutocastEnabled(DeviceType.Cpu));
            other.Start();
            other.Join();
        }

        seen.Should().BeFalse();
    }

    [Fact]
    public void Autocast_AfterAnException_IsOff()
    {
        var act = () =>
        {
            using var guard = Torch.Autocast(DeviceType.Cpu);
            _x.Mm(_x);
        };

        act.Should().Throw<TorchException>();
        Torch.IsAutocastEnabled(DeviceType.Cpu).Should().BeFalse();
    }

    [Fact]
    public void Autocast_Gradients_HaveTheParametersDType()
    {
        var layer = new Linear(3, 2);
        Tensor loss;
        using (Torch.Autocast(DeviceType.Cpu))
        {
            loss = layer.Call(_x).Float().Pow(2).Sum();
        }

        loss.Backward();

        layer.Weight.Grad!.DType.Should().Be(DType.Float32);
        var exact = new Linear(3, 2);
        exact.LoadStateDict(layer.StateDict());
        exact.Call(_x).Pow(2).Sum().Backward();
        Torch.Allclose(layer.Weight.Grad!, exact.Weight.Grad!, rtol: 0.05, atol: 0.05).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoint_InsideAutocast_ComputesAgainInTheSameDType(bool useReentrant)
    {
        var x = Torch.Randn([4, 4], requiresGrad: true);
        var dtypes = new List<DType>();
        Tensor y;
        using (Torch.Autocast(DeviceType.Cpu))
        {
            y = Autograd.Checkpoint(
                t =>
                {
                    var product = t.Mm(t);
                    dtypes.Add(product.DType);
                    return product;
                },
                x,
                useReentrant);
        }

        y.Float().Sum().Backward();

        dtypes.Should().Equal(DType.Bfloat16, DType.Bfloat16);
        Torch.IsAutocastEnabled(DeviceType.Cpu).Should().BeFalse();
    }

    [Fact]
    public void Autocast_OtherDType_NamesIt()
    {
        var act = () => Torch.Autocast(DeviceType.Cpu, DType.Float64).Dispose();

        act.Should().Throw<ArgumentException>().WithMessage("*float16 or bfloat16*float64*").WithParameterName("dtype");
    }

    [Fact]
    public void Autocast_DeviceThatItDoesNotKnow_Throws()
    {
        var act = () => Torch.Autocast(DeviceType.Meta).Dispose();

        act.Should().Throw<TorchException>();
    }
}

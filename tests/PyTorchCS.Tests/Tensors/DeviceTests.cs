using FluentAssertions;

namespace PyTorchCS.Tests;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.Cpu, -1)]
    [InlineData("cuda", DeviceType.Cuda, -1)]
    [InlineData("cuda:1", DeviceType.Cuda, 1)]
    [InlineData("meta", DeviceType.Meta, -1)]
    public void Device_FromText_RoundTrips(string text, DeviceType type, int index)
    {
        Device device = text;

        device.Type.Should().Be(type);
        device.Index.Should().Be(index);
        device.ToString().Should().Be(text);
        device.Should().Be(new Device(type, index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda:999")]
    public void Device_FromOtherText_Throws(string text)
    {
        var act = () => new Device(text);

        act.Should().Throw<ArgumentException>().WithMessage($"*'{text}'*");
    }

    [Fact]
    public void Device_FromNull_Throws()
    {
        var act = () => new Device((string)null!);

        act.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Cuda_WhereThereIsNone_IsRefusedInOneWay()
    {
        if (Torch.CudaIsAvailable)
        {
            return;
        }
        var x = Torch.Ones(2);
        Action[] uses =
        [
            () => Torch.Zeros([2], device: "cuda"), () => x.Cuda(), () => x.To("cuda:0"), () => x.PinMemory(), () => new Generator("cuda").Dispose(), () => Torch.Rand([2], device: Device.Cuda),
            () => Torch.CudaSynchronize(), () => Torch.Tensor([1f], device: "cuda"), () => new PyTorchCS.NN.Linear(2, 2).To("cuda"),
        ];

        foreach (var use in uses)
        {
            use.Should().Throw<TorchException>().WithMessage("*no CUDA device can be used (Torch.CudaIsAvailable is false)*libtorch_cuda.so*");
        }
    }
}

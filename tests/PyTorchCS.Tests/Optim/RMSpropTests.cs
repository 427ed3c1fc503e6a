using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class RMSpropTests : LeakCheck
{
    [Fact]
    public void Constructor_NegativeAlpha_Throws()
    {
        var make = () => new RMSprop([new Parameter(Torch.Ones(2))], alpha: -0.1);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("alpha");
    }

    [Fact]
    public void Options_Fused_ThrowsSinceLibTorchHasNoSuchKernel()
    {
        var optimizer = new RMSprop([new Parameter(Torch.Ones(2))]);
        var add = () => optimizer.AddGroup([new Parameter(Torch.Ones(2))], options => options with { Fused = true });

        add.Should().Throw<ArgumentException>().WithMessage("*RMSprop*fused*");
    }
}

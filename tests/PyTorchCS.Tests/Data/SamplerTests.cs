using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class SamplerTests : LeakCheck
{
    [Fact]
    public void SequentialSampler_Enumerated_CountsUp() => new SequentialSampler(3).Should().Equal(0, 1, 2);

    [Fact]
    public void RandomSampler_OneEpoch_IsAPermutation() =>
        new RandomSampler(20).Order().Should().Equal(Enumerable.Range(0, 20).Select(i => (long)i));

    [Fact]
    public void RandomSampler_SameSeed_RepeatsTheRun()
    {
        var first = new RandomSampler(20, generator: Torch.Generator(3));
        var second = new RandomSampler(20, generator: Torch.Generator(3));

        var epochs = new[] { first.ToArray(), first.ToArray() };

        second.Should().Equal(epochs[0]);
        second.Should().Equal(epochs[1]);
        epochs[0].Should().NotEqual(epochs[1]);
    }

    [Fact]
    public void RandomSampler_NoSamples_Throws()
    {
        var make = () => new RandomSampler(5, numSamples: 0);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("numSamples");
    }

    [Fact]
    public void RandomSampler_OfNothing_IsEmpty() => new RandomSampler(0).Should().BeEmpty();

    // PyTorch's order with the same seed.
    [Fact]
    public void SubsetRandomSampler_Seeded_DrawsPyTorchsOrder() =>
        new SubsetRandomSampler([5, 7, 9, 11], Torch.Generator(3)).Should().Equal(9, 11, 7, 5);

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public void BatchSampler_OfFiveByTwo_TakesDrawsTogether(bool dropLast, int batches)
    {
        var sampler = new BatchSampler(new SequentialSampler(5), 2, dropLast);

        sampler.Count.Should().Be(batches);
        sampler.Should().HaveCount(batches).And.Subject.First().Should().Equal(0, 1);
    }
}

using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class LibTorchInfoTests : LeakCheck
{
    [Fact]
    public void Describe_TellsWhatIsLoadedAndFromWhere()
    {
        var text = LibTorchInfo.Describe();

        text.Should().Contain("2.10").And.Contain("threads").And.Contain("CUDA").And.Contain("places tried").And.Contain(LibTorchInfo.LoadedFrom);
    }

    [Fact]
    public void Version_IsTheOneBuiltFor() => LibTorchInfo.Version.Should().StartWith(LibTorchInfo.BuiltFor[..4]);

    [Fact]
    public void SetLibraryPath_AfterLoading_Throws()
    {
        _ = Torch.Ones(1);

        var act = () => LibTorchInfo.SetLibraryPath("/tmp");

        act.Should().Throw<InvalidOperationException>().WithMessage("*loaded already*");
    }

    [Fact]
    public void NumThreads_CanBeSet()
    {
        var before = Torch.GetNumThreads();
        try
        {
            Torch.SetNumThreads(1);
            Torch.GetNumThreads().Should().Be(1);
        }
        finally
        {
            Torch.SetNumThreads(before);
        }
    }

    [Fact]
    public void LiveTensors_CountsManagedTensors()
    {
        var before = Settled();
        var tensors = Enumerable.Range(0, 5).Select(_ => Torch.Ones(1)).ToArray();

        TensorStatistics.LiveTensors.Should().Be(before + 5);
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }

        TensorStatistics.LiveTensors.Should().Be(before);
    }
}

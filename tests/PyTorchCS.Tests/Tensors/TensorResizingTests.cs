using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Sizes never reach beyond the memory: what cannot grow stays as it was.</summary>
public sealed class TensorResizingTests : LeakCheck
{
    public static TheoryData<string> Resizings => [.. Table.Keys];

    private static Dictionary<string, Action<Tensor>> Table { get; } = new()
    {
        ["Resize_"] = x => x.Resize_(1000),
        ["Resize_ to seven dimensions"] = x => x.Resize_(1, 1, 1, 1, 1, 1, 1000),
        ["Resize_ with a format"] = x => x.Resize_([2, 3, 4, 5], MemoryFormat.ChannelsLast),
        ["Resize_ with a format for other dimensions"] = x => x.Resize_([2], MemoryFormat.ChannelsLast),
        ["Resize_ beyond all memory"] = x => x.Resize_(1L << 50),
        ["ResizeAs_"] = x => x.ResizeAs_(Torch.Ones(10, 10)),
        ["out of Add"] = x => Torch.Add(Torch.Ones(1000), Torch.Ones(1), @out: x),
        ["out of Cat"] = x => Torch.Cat([Torch.Ones(1000)], @out: x),
        ["second out of Max"] = x => Torch.Max(Torch.Ones(100, 100), 0, max: x, maxValues: Torch.Empty([0], dtype: DType.Int64)),
        ["list of outs"] = x => Foreach.Add([Torch.Ones(2), Torch.Ones(1000)], 1, [Torch.Empty(2), x]),
        ["Set_"] = x => x.Set_(Torch.FromMemory(new float[4]), 0, [1000]),
        ["Set_ with an offset"] = x => x.Set_(Torch.FromMemory(new float[4]), 3, [2]),
    };

    [Theory]
    [MemberData(nameof(Resizings))]
    public void Failing_ChangesNothing(string resizing)
    {
        var array = new float[] { 0, 1, 2, 3, 4, 5 };
        var x = Torch.FromMemory(array)[1..5].View(2, 2).T;
        var version = x.Version;

        FluentActions.Invoking(() => Table[resizing](x)).Should().Throw<TorchException>();

        x.Shape.ToArray().Should().Equal(2, 2);
        x.Strides.ToArray().Should().Equal(1, 2);
        x.StorageOffset.Should().Be(1);
        x.ToArray<float>().Should().Equal(1, 3, 2, 4);
        x.T.AsSpan<float>().Length.Should().Be(4);
        x.Version.Should().Be(version);
        x.Fill_(7);
        array.Should().Equal(0, 7, 7, 7, 7, 5);
    }

    [Fact]
    public void Failing_OfATensorWithManyDimensions_ChangesNothing()
    {
        var x = Torch.FromMemory(new float[2], [1, 1, 1, 1, 1, 1, 1, 2]);

        FluentActions.Invoking(() => x.Resize_(1000)).Should().Throw<TorchException>();

        x.Should().HaveShape(1, 1, 1, 1, 1, 1, 1, 2);
    }

    [Fact]
    public void Failing_ForLackOfMemory_ChangesNothing()
    {
        var x = Torch.Ones(2);

        FluentActions.Invoking(() => x.Resize_(1L << 50)).Should().Throw<TorchException>().Which.Kind.Should().Be(TorchErrorKind.OutOfMemory);

        x.Should().HaveValues(1, 1);
    }

    [Fact]
    public void Failing_AfterAnotherOutputHasGrown_PutsThatBackToo()
    {
        var grown = Torch.Zeros(3);
        var fixedIndices = Torch.FromMemory(new long[2]);

        FluentActions.Invoking(() => Torch.Max(Torch.Ones(100, 100), 0, max: grown, maxValues: fixedIndices)).Should().Throw<TorchException>();

        grown.Should().HaveShape(3);
        fixedIndices.Should().HaveShape(2);
    }

    [Fact]
    public void Set_WithSizes_SharesTheMemory()
    {
        var source = Torch.Arange(6f);
        var x = Torch.Empty(0).Set_(source, 1, [2, 2], [2, 1]);

        x.Should().HaveShape(2, 2).And.HaveValues(1, 2, 3, 4);
        x.Storage.Should().Be(source.Storage);
    }

    [Fact]
    public void Set_WithoutASource_IsEmpty() => Torch.Ones(3).Set_().Should().HaveShape(0);

    [Fact]
    public void AsMemory_KeepsTheElementsInPlace()
    {
        var x = Torch.Ones(4);
        var memory = x.AsMemory<float>();

        FluentActions.Invoking(() => x.Resize_(1 << 22)).Should().Throw<TorchException>().WithMessage("*not resizable*");
        memory.Span[3] = 7;

        x.Should().HaveValues(1, 1, 1, 7);
        x.Resize_(2).Should().HaveValues(1, 1);
    }

    [Fact]
    public void ToDlpack_KeepsTheElementsInPlace()
    {
        var x = Torch.Ones(4);
        using var capsule = x.ToDlpack();

        FluentActions.Invoking(() => x.Resize_(1000)).Should().Throw<TorchException>().WithMessage("*not resizable*");

        Torch.FromDlpack(capsule).Should().HaveValues(1, 1, 1, 1);
    }
}

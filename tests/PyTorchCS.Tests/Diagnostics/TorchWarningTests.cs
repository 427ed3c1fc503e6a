using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TorchWarningTests : LeakCheck
{
    private readonly Action<TorchWarning> _before = TorchWarning.Handler;
    private readonly List<TorchWarning> _seen = [];

    [Fact]
    public void Handler_ReceivesWarnings()
    {
        TorchWarning.Handler = _seen.Add;

        Warn();

        _seen.Should().ContainSingle().Which.Message.Should().Contain("resized").And.NotContain("Triggered internally");
    }

    [Fact]
    public void Handler_OnAnotherThread_ReceivesWarnings()
    {
        TorchWarning.Handler = _seen.Add;

        var thread = new Thread(Warn);
        thread.Start();
        thread.Join();

        _seen.Should().ContainSingle();
    }

    [Fact]
    public void Handler_ThatThrows_DoesNotHarmTheOperation()
    {
        TorchWarning.Handler = _ => throw new InvalidOperationException("a bad handler");
        var error = Console.Error;
        Console.SetError(TextWriter.Null);
        try
        {
            FluentActions.Invoking(Warn).Should().NotThrow();
        }
        finally
        {
            Console.SetError(error);
        }
    }

    [Fact]
    public void DefaultHandler_WritesEachTextOnce()
    {
        var error = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            TorchWarning.WriteOnce(new TorchWarning("this test's own warning", false));
            TorchWarning.WriteOnce(new TorchWarning("this test's own warning", false));
        }
        finally
        {
            Console.SetError(error);
        }

        written.ToString().Split("this test's own warning").Should().HaveCount(2);
    }

    [Fact]
    public void Handler_Null_Throws()
    {
        var act = () => TorchWarning.Handler = null!;

        act.Should().Throw<ArgumentNullException>();
    }

    protected override void Dispose(bool disposing)
    {
        TorchWarning.Handler = _before;
        base.Dispose(disposing);
    }

    /// <summary>LibTorch warns each time an output that holds elements has to be resized.</summary>
    private static void Warn() => Torch.Add(Torch.Ones(3), Torch.Ones(3), @out: Torch.Ones(2));
}

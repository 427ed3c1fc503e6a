using System.Runtime.InteropServices;
using FluentAssertions;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class InterruptGuardTests
{
    [Fact]
    public void OnInterrupt_First_CancelsAndKeepsTheProcess()
    {
        using InterruptGuard guard = new(handleCtrlC: false, CancellationToken.None);
        PosixSignalContext signal = new(PosixSignal.SIGINT);

        guard.OnInterrupt(signal);

        signal.Cancel.Should().BeTrue();
        guard.Token.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void OnInterrupt_Second_LetsTheProcessEnd()
    {
        using InterruptGuard guard = new(handleCtrlC: false, CancellationToken.None);
        guard.OnInterrupt(new PosixSignalContext(PosixSignal.SIGINT));
        PosixSignalContext second = new(PosixSignal.SIGINT);

        guard.OnInterrupt(second);

        second.Cancel.Should().BeFalse();
    }

    [Fact]
    public void OnInterrupt_AfterTheTraining_DoesNotThrow()
    {
        InterruptGuard guard = new(handleCtrlC: false, CancellationToken.None);
        guard.Dispose();

        guard.Invoking(it => it.OnInterrupt(new PosixSignalContext(PosixSignal.SIGINT))).Should().NotThrow();
    }

    [Fact]
    public void Token_CallersTokenCancelled_IsCancelled()
    {
        using CancellationTokenSource source = new();
        using InterruptGuard guard = new(handleCtrlC: true, source.Token);

        source.Cancel();

        guard.Token.IsCancellationRequested.Should().BeTrue();
    }
}

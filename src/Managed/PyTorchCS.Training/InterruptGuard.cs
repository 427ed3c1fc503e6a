using System.Runtime.InteropServices;

namespace PyTorchCS.Training;

/// <summary>Turns the first Ctrl-C into a cancellation while it lives; the second one ends the process as usual.</summary>
internal sealed class InterruptGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration? _registration;

    public InterruptGuard(bool handleCtrlC, CancellationToken cancellation)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (handleCtrlC)
        {
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        }
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration?.Dispose();
        _source.Dispose();
    }

    internal void OnInterrupt(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The training ended while the signal was on its way: there is nothing left to stop.
        }
    }
}

namespace PyTorchCS.Tests;

/// <summary>Dies together with its tensor, and computes with it on the thread of the finalizers.</summary>
internal sealed class TensorKeeper(Tensor tensor, StressRun run)
{
    private readonly ulong _digest = TensorDigest.Of(tensor);

    ~TensorKeeper()
    {
        try
        {
            using var twice = tensor * 2;
            using var half = twice.Mul_(0.5).T.T;
            run.Check(_digest, TensorDigest.Of(half), nameof(TensorKeeper));
            run.Note(StressWay.UsedByFinalizer);
            switch (_digest % 3)
            {
                case 0:
                    tensor.Dispose();
                    break;
                case 1:
                    run.Resurrect(tensor, _digest);
                    break;
                default:
                    break;
            }
        }
#pragma warning disable CA1031 // What a finalizer throws ends the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            run.Fail($"{nameof(TensorKeeper)}: {exception}");
        }
    }
}

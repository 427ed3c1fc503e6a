using System.Runtime.CompilerServices;

namespace PyTorchCS.Tests;

/// <summary>Frees by chance: early, late, twice, by scopes, from other threads, from finalizers, or not at all.</summary>
internal sealed class RandomLifetimes(StressRun run, int seed) : ILifetimes
{
    private readonly Random _random = new(seed);
    private int _depth;

    public void End(Tensor tensor)
    {
        switch (_random.Next(8))
        {
            case 0:
            case 1:
                tensor.Dispose();
                run.Note(StressWay.Disposed);
                break;
            case 2:
                tensor.Dispose();
                tensor.Dispose();
                run.Note(StressWay.DisposedTwice);
                break;
            case 3:
                run.DisposeElsewhere(tensor);
                break;
            default:
                run.Note(StressWay.Dropped);
                break;
        }

        if (_random.Next(400) == 0)
        {
            GC.Collect(0);
            run.Note(StressWay.Collected);
        }
    }

    public void Lend(Tensor tensor)
    {
        // What a scope of this thread will end is no gift.
        if (_depth > 0)
        {
            return;
        }

        switch (_random.Next(12))
        {
            case 0:
                HoldByFinalizer(tensor);
                break;
            case 1:
                run.GiveAway(tensor.Clone());
                break;
            case 2:
                run.UseWhatOthersGave();
                break;
            default:
                break;
        }
    }

    public Tensor InScopes(Func<Tensor> compute, Action<TensorScope> keep)
    {
        if (_depth >= 6 || _random.Next(3) == 0)
        {
            return compute();
        }

        _depth++;
        try
        {
            using var scope = Torch.Scope();
            var result = scope.Keep(InScopes(compute, keep));
            keep(scope);
            run.Note(StressWay.EndedByScope);
            return result;
        }
        finally
        {
            _depth--;
        }
    }

    public void InDoomedScopes(Action work)
    {
        Tensor? inside = null;
        _depth++;
        try
        {
            using var scope = Torch.Scope();
            try
            {
                work();
            }
            catch (StressException) when (_random.Next(2) == 0)
            {
                _ = Torch.Scope();
                inside = Torch.Ones(3) + 1;
                run.Note(StressWay.ScopeLeftOpen);
                throw;
            }
        }
        finally
        {
            _depth--;
            if (inside is { IsDisposed: false })
            {
                run.Fail("a scope that was left open has outlived the one around it");
            }
        }
    }

    public Tensor Race(Func<Tensor> make, Func<Tensor, Tensor> use)
    {
        var operand = make();
        // Short calls, so that the other thread comes in at any point of one.
        var looks = 300;
        switch (_random.Next(6))
        {
            case 0:
                return use(operand);
            case 1:
                run.DisposeElsewhere(operand);
                looks = 10_000;
                break;
            case 2:
                run.DisposeElsewhereAtOnce(operand);
                break;
            default:
                run.DisposeElsewhereAtOnce(operand);
                looks = 0;
                break;
        }

        try
        {
            for (; looks > 0; looks--)
            {
                if (operand.Dim() != 2)
                {
                    run.Fail("an operand has become another tensor");
                }
            }

            if (_random.Next(4) == 0)
            {
                operand.Dispose();
            }

            return use(operand);
        }
        catch (ObjectDisposedException)
        {
            run.Note(StressWay.DisposedDuringUse);
            return use(make());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HoldByFinalizer(Tensor tensor) => _ = new TensorKeeper(tensor.Clone(), run);
}

using FluentAssertions;

namespace PyTorchCS.Tests;

/// <content>Steps of several steps, and those in which something is thrown.</content>
internal sealed partial class StressProgram
{
    private Tensor NestedScopes()
    {
        if (_nesting < 3)
        {
            _nesting++;
            for (var i = _random.Next(1, 4); i > 0; i--)
            {
                Step();
            }

            _nesting--;
        }

        return Settle(Slot() * 1);
    }

    /// <summary>Works on copies of everything, throws, and goes on with what was there before.</summary>
    private Tensor UserException()
    {
        var (slots, graph) = (_slots, _graph);
        _slots = Array.ConvertAll(slots, slot => slot.Clone());
        _graph = null;
        _nesting++;
        var steps = _random.Next(3);
        try
        {
            _lifetimes.InDoomedScopes(() => Throw(_nesting < 4 ? steps : 0));
            throw new StressFailure($"seed {Seed}, step {_digests.Count}: the exception is lost");
        }
        catch (StressException)
        {
            Array.ForEach(_slots, _lifetimes.End);
            _graph?.End(_lifetimes);
        }
        finally
        {
            (_slots, _graph) = (slots, graph);
            _nesting--;
        }

        return Settle(Slot() * 1);
    }

    private void Throw(int steps)
    {
        for (; steps > 0; steps--)
        {
            Step();
        }

        _ = Slot().Matmul(Slot());
        throw new StressException();
    }

    private Tensor BadCall()
    {
        var (a, b) = (Slot(), Slot());
        var misshapen = MakeMatrix(_size + 1);
        switch (_random.Next(9))
        {
            case 0:
                Expect<TorchException>(() => (a * b).Matmul(misshapen));
                break;
            case 1:
                Expect<TorchException>(() => Torch.Cat([a, misshapen, b], dim: 1));
                break;
            case 2:
                Expect<TorchException>(() => Foreach.Add([a, b, b], [a, b, misshapen]));
                break;
            case 3:
                Expect<TorchException>(() => a.Clone().Add_(misshapen));
                break;
            case 4:
                Expect<ArgumentOutOfRangeException>(() => a[^(_size + 1)]);
                break;
            case 5:
                Expect<ArgumentNullException>(() => Torch.Stack([a, b, null!]));
                break;
            case 6:
                using (var gone = a.Clone())
                {
                    gone.Dispose();
                    Expect<ObjectDisposedException>(() => Torch.Stack([a, b, gone, a]));
                    Expect<ObjectDisposedException>(() => gone + a);
                }

                break;
            case 7:
                Expect<TorchException>(() => BackwardTwice(a, b));
                break;
            default:
                Expect<TorchException>(() => BackwardAfterAChange(a, b));
                break;
        }

        _lifetimes.End(misshapen);
        return Settle(a + b);
    }

    private Tensor BackwardTwice(Tensor a, Tensor b)
    {
        var leaf = a.Clone().RequiresGrad_();
        var loss = (leaf * leaf * b).Sum();
        loss.Backward();
        _lifetimes.End(leaf);
        loss.Backward();
        return loss;
    }

    private Tensor BackwardAfterAChange(Tensor a, Tensor b)
    {
        var leaf = a.Clone().RequiresGrad_();
        var saved = leaf * 2;
        var loss = (saved * saved.Clone() * b).Sum();
        saved.Add_(1);
        _lifetimes.End(saved);
        loss.Backward();
        return loss;
    }

    private void Expect<T>(Func<object> call)
        where T : Exception
    {
        object result;
        try
        {
            result = call();
        }
        catch (T exception)
        {
            exception.Message.Should().NotBeEmpty();
            return;
        }

        throw new StressFailure($"seed {Seed}, step {_digests.Count}: no {typeof(T).Name}, but {result}");
    }
}

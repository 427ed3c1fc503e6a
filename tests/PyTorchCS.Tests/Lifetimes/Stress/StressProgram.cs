namespace PyTorchCS.Tests;

/// <summary>
/// A computation that its seed determines, over a few square matrices. It may be advanced by one thread after another. After every step a digest
/// of what the step made is compared with that of the same program run alone.
/// </summary>
internal sealed partial class StressProgram
{
    private const int Slots = 5;
    private static readonly int[] Sizes = [2, 3, 3, 4, 5, 8, 8, 16, 33, 96];
    private static readonly StressStep[] Steps = Enum.GetValues<StressStep>();

    private readonly Random _random;
    private readonly ILifetimes _lifetimes;
    private readonly Tensor _shared;
    private readonly IReadOnlyList<ulong>? _expected;
    private readonly List<ulong> _digests = [];
    private readonly long[] _counts = new long[Steps.Length];
    private readonly int _size;
    private readonly DType _dtype;
    private Tensor[] _slots;
    private StressGraph? _graph;
    private StressTraining? _training;
    private int _stepsLeft;
    private int _nesting;

    internal StressProgram(int seed, ILifetimes lifetimes, Tensor shared, IReadOnlyList<ulong>? expected = null)
    {
        Seed = seed;
        _lifetimes = lifetimes;
        _shared = shared;
        _expected = expected;
        _random = new Random(seed);
        _size = Sizes[_random.Next(Sizes.Length)];
        _dtype = _random.Next(2) == 0 ? DType.Float32 : DType.Float64;
        _stepsLeft = _random.Next(10, 40);
        _slots = [.. Enumerable.Range(0, Slots).Select(_ => MakeMatrix())];
    }

    internal int Seed { get; }

    /// <summary>How often each <see cref="StressStep"/> was done.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>What the program is doing, for whoever waits for it in vain.</summary>
    internal StressStep Current { get; private set; }

    /// <summary>What all programs read, and none changes.</summary>
    internal static Tensor MakeShared() => Torch.Tensor(0.375);

    /// <summary>The digests of a program that nothing disturbs.</summary>
    internal static IReadOnlyList<ulong> RunAlone(int seed, Tensor shared)
    {
        var program = new StressProgram(seed, new PlainLifetimes(), shared);
        while (program.Advance(int.MaxValue))
        {
        }

        return program._digests;
    }

    /// <summary>Does some steps; false once the program has ended.</summary>
    internal bool Advance(int steps)
    {
        for (; steps > 0 && _stepsLeft > 0; steps--)
        {
            _stepsLeft--;
            Step();
            _lifetimes.Lend(_slots[0]);
        }

        if (_stepsLeft > 0)
        {
            return true;
        }

        Finish();
        return false;
    }

    private void Step()
    {
        var step = Steps[_random.Next(Steps.Length)];
        var target = _random.Next(Slots);
        Current = step;
        try
        {
            Put(target, _lifetimes.InScopes(() => Compute(step), Keep));
        }
        catch (Exception exception) when (exception is not StressException and not StressFailure)
        {
            throw new StressFailure($"seed {Seed}, step {_digests.Count}, {step}: {exception}", exception);
        }

        _counts[(int)step]++;
        Record(step, _slots[target]);
    }

    private Tensor Compute(StressStep step) => step switch
    {
        StressStep.Elementwise => Elementwise(),
        StressStep.Product => Product(),
        StressStep.Reduction => Reduction(),
        StressStep.InPlace => InPlace(),
        StressStep.View => View(),
        StressStep.Indexing => Indexing(),
        StressStep.Lists => Lists(),
        StressStep.Foreach => ForeachCalls(),
        StressStep.Backward => Backward(),
        StressStep.Gradient => Gradient(),
        StressStep.RetainedGraph => RetainedGraph(),
        StressStep.Callbacks => Callbacks(),
        StressStep.Hooks => Hooks(),
        StressStep.Training => Training(),
        StressStep.NestedScopes => NestedScopes(),
        StressStep.BadCall => BadCall(),
        StressStep.UserException => UserException(),
        StressStep.DisposeRace => DisposeRace(),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "unknown step"),
    };

    private void Finish()
    {
        foreach (var slot in _slots)
        {
            Record(Current, slot);
            _lifetimes.End(slot);
        }

        _graph?.End(_lifetimes);
        if (_expected is not null && _expected.Count != _digests.Count)
        {
            throw new StressFailure($"seed {Seed}: {_digests.Count} results, {_expected.Count} when run alone");
        }
    }

    private void Record(StressStep step, Tensor tensor)
    {
        var digest = TensorDigest.Of(tensor);
        if (_expected is not null && _expected[_digests.Count] != digest)
        {
            throw new StressFailure($"seed {Seed}, step {_digests.Count}, {step}: wrong elements\n{tensor}");
        }

        _digests.Add(digest);
    }

    private void Put(int target, Tensor value)
    {
        var old = _slots[target];
        _slots[target] = value;
        _lifetimes.End(old);
    }

    /// <summary>Hands what later steps need out of a scope.</summary>
    private void Keep(TensorScope scope)
    {
        scope.Keep(_slots);
        _graph?.Keep(scope);
    }

    /// <summary>Some slot's tensor, which the slot goes on holding.</summary>
    private Tensor Slot() => _slots[_random.Next(Slots)];

    private Tensor MakeMatrix(int? rows = null)
    {
        var values = new double[(rows ?? _size) * _size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (_random.NextDouble() * 2) - 1;
        }

        return Torch.Tensor<double>(values, [rows ?? _size, _size], dtype: _dtype);
    }

    /// <summary>Brings the elements back between -1 and 1, so that a long program stays finite, and forgets how they were made.</summary>
    private Tensor Settle(Tensor tensor)
    {
        var plain = tensor.Detach();
        _lifetimes.End(tensor);
        var result = plain.Sin();
        _lifetimes.End(plain);
        return result;
    }
}

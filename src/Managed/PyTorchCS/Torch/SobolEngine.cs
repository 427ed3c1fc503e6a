using System.Globalization;

namespace PyTorchCS;

/// <summary>Draws Sobol' sequences: points that fill the unit cube more evenly than random ones.</summary>
/// <remarks>PyTorch's <c>torch.quasirandom.SobolEngine</c>, with its points. The sequences are Sobol's with the direction numbers of Joe and Kuo.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.quasirandom.SobolEngine.html"/>
public sealed class SobolEngine
{
    /// <summary>The bits of a coordinate.</summary>
    public const int MAXBIT = 30;

    /// <summary>The most dimensions that there are direction numbers for.</summary>
    public const int MAXDIM = 21201;

    private readonly Tensor _state;
    private readonly Tensor _shift;
    private readonly Tensor _firstPoint;
    private readonly Tensor _quasi;

    /// <summary>Begins a sequence.</summary>
    /// <param name="dimension">How many coordinates a point has.</param>
    /// <param name="scramble">Whether the sequence is scrambled at random, in Owen's manner.</param>
    /// <param name="seed">The seed of the scrambling; by default the processor's default generator draws it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such sequences.</exception>
    public SobolEngine(long dimension, bool scramble = false, long? seed = null)
    {
        if (dimension is < 1 or > MAXDIM)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"SobolEngine: points have 1 to {MAXDIM} dimensions");
        }
        Dimension = dimension;
        Scramble = scramble;
        Seed = seed;
        // What the engine holds outlives the scope that it is made in.
        using var unscoped = TensorScope.Suspend();
        _state = Ops._SobolEngineInitializeState_(Torch.Zeros([dimension, MAXBIT], dtype: DType.Int64, device: Device.Cpu), dimension);
        _shift = scramble ? ScrambleState() : Torch.Zeros([dimension], dtype: DType.Int64, device: Device.Cpu);
        _quasi = _shift.Clone(memoryFormat: MemoryFormat.ContiguousFormat);
        _firstPoint = _quasi.Div(1L << MAXBIT).Reshape(1, -1);
    }

    /// <summary>How many coordinates a point has.</summary>
    public long Dimension { get; }

    /// <summary>Whether the sequence is scrambled.</summary>
    public bool Scramble { get; }

    /// <summary>The seed of the scrambling, where one was given.</summary>
    public long? Seed { get; }

    /// <summary>How many points were drawn or skipped.</summary>
    public long NumGenerated { get; private set; }

    /// <summary>The next points, one a row.</summary>
    /// <param name="n">How many.</param>
    /// <param name="out">A tensor that is resized and written to, and given back.</param>
    /// <param name="dtype">The dtype of the result, by default the default one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not positive.</exception>
    public Tensor Draw(long n = 1, Tensor? @out = null, DType? dtype = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        var points = Next(n, dtype ?? Torch.GetDefaultDtype());
        NumGenerated += n;
        if (@out is null)
        {
            return points;
        }
        using (points)
        {
            return @out.ResizeAs_(points).Copy_(points);
        }
    }

    /// <summary>The next <c>2^m</c> points; the sequence is balanced only where all points so far are a power of 2 together.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="m"/> is negative, or greater than the sequence is long: <see cref="MAXBIT"/>.</exception>
    /// <exception cref="InvalidOperationException">They would not be.</exception>
    public Tensor DrawBase2(int m, Tensor? @out = null, DType? dtype = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(m, MAXBIT);
        var n = 1L << m;
        return long.IsPow2(NumGenerated + n)
            ? Draw(n, @out, dtype)
            : throw new InvalidOperationException(
                $"draw_base2: {NumGenerated} points were drawn, and with 2^{m} more they are no power of 2, so that the points are not balanced; use Draw for any number");
    }

    /// <summary>Begins the sequence anew and gives this back.</summary>
    public SobolEngine Reset()
    {
        _quasi.Copy_(_shift);
        NumGenerated = 0;
        return this;
    }

    /// <summary>Skips points and gives this back.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not positive.</exception>
    public SobolEngine FastForward(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        // The first point is kept apart, so that the state runs one behind.
        var (steps, done) = NumGenerated == 0 ? (n - 1, 0) : (n, NumGenerated - 1);
        Ops._SobolEngineFf_(_quasi, steps, _state, Dimension, done);
        NumGenerated += n;
        return this;
    }

    /// <summary>The arguments, as PyTorch prints them.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"SobolEngine(dimension={Dimension}{(Scramble ? ", scramble=True" : "")}{(Seed is { } seed ? $", seed={seed}" : "")})");

    private Tensor Next(long n, DType dtype)
    {
        if (NumGenerated > 0)
        {
            return Continue(n, NumGenerated - 1, dtype);
        }
        using var scope = Torch.Scope();
        var first = _firstPoint.To(dtype, copy: true);
        return scope.Keep(n == 1 ? first : Torch.Cat([first, Continue(n - 1, 0, dtype)], -2));
    }

    private Tensor Continue(long n, long done, DType dtype)
    {
        var (points, quasi) = Ops._SobolEngineDraw(_quasi, n, _state, Dimension, done, dtype);
        using (quasi)
        {
            _quasi.Copy_(quasi);
        }
        return points;
    }

    private Tensor ScrambleState()
    {
        using var scope = Torch.Scope();
        using var generator = Seed is { } seed ? new Generator(seed) : null;
        var bits = Torch.Randint(2, [Dimension, MAXBIT], generator: generator, dtype: DType.Int64, device: Device.Cpu);
        var powers = Torch.Tensor([.. Enumerable.Range(0, MAXBIT).Select(bit => 1L << bit)], device: Device.Cpu);
        var shift = bits.Mv(powers);
        var triangles = Torch.Randint(2, [Dimension, MAXBIT, MAXBIT], generator: generator, dtype: DType.Int64, device: Device.Cpu).Tril();
        Ops._SobolEngineScramble_(_state, triangles, Dimension);
        return scope.Keep(shift);
    }
}

using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>One factor for all dimensions, or one for each.</summary>
/// <remarks><c>2.0</c>, <c>(2.0, 0.5)</c>, <c>[2.0, 0.5]</c> and arrays convert implicitly.</remarks>
[CollectionBuilder(typeof(ScaleFactor), nameof(Create))]
public readonly struct ScaleFactor
{
    private readonly double[]? _factors;

    private ScaleFactor(params double[] factors) => _factors = factors;

    /// <summary>The factors.</summary>
    public ReadOnlySpan<double> Factors => _factors;

    /// <summary>One factor for each dimension; what a collection expression calls.</summary>
    /// <param name="factors">The factors.</param>
    /// <returns>The scale factor.</returns>
    public static ScaleFactor Create(ReadOnlySpan<double> factors) => new(factors.ToArray());

    /// <summary>One factor for all dimensions.</summary>
    /// <param name="factor">The factor.</param>
    public static implicit operator ScaleFactor(double factor) => new(factor);

    /// <summary>Two factors.</summary>
    /// <param name="factors">The factors.</param>
    public static implicit operator ScaleFactor((double First, double Second) factors) => new(factors.First, factors.Second);

    /// <summary>Three factors.</summary>
    /// <param name="factors">The factors.</param>
    public static implicit operator ScaleFactor((double First, double Second, double Third) factors) => new(factors.First, factors.Second, factors.Third);

    /// <summary>One factor for each item of the array.</summary>
    /// <param name="factors">The factors.</param>
    public static implicit operator ScaleFactor(double[] factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return Create(factors);
    }

    /// <summary>Enumerates the factors.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(_factors ?? [])).GetEnumerator();

    /// <summary>One factor for each of <paramref name="dimensions"/> dimensions.</summary>
    internal double[] Expand(int dimensions, string operation)
    {
        ReadOnlySpan<double> given = Factors;
        if (given.Length != 1 && given.Length != dimensions)
        {
            throw new ArgumentException($"{operation}: scale_factor takes one number or {dimensions}, got {given.Length}.");
        }

        double[] factors = new double[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            factors[i] = given[given.Length == 1 ? 0 : i];
        }

        return factors;
    }
}

namespace PyTorchCS.Training;

/// <summary>Remembers the best value of a metric.</summary>
internal sealed class BestValue(MonitorMode mode, double minDelta)
{
    public double? Value { get; private set; }

    /// <summary>Whether <paramref name="value"/> is better than all before by more than the least difference; NaN never is.</summary>
    public bool Improve(double value)
    {
        double gain = mode == MonitorMode.Max ? value - (Value ?? double.NegativeInfinity) : (Value ?? double.PositiveInfinity) - value;
        if (!(gain > minDelta))
        {
            return false;
        }

        Value = value;
        return true;
    }
}

using System.Runtime.CompilerServices;

namespace PyTorchCS.Optim;

/// <summary>Checks of schedulers' arguments that return the argument, for use in initializers.</summary>
internal static class ScheduleCheck
{
    internal static long Positive(long value, [CallerArgumentExpression(nameof(value))] string name = "") => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1, but is {value}.");

    internal static double Share(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        OptionCheck.Share(value, name);
        return value;
    }

    internal static double PositiveShare(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        OptionCheck.Share(value, name);
        OptionCheck.Positive(value, name);
        return value;
    }

    /// <summary>What a state dict says of each group: at most as many values as there are groups.</summary>
    internal static IReadOnlyList<double> PerGroup(Optimizer optimizer, IReadOnlyList<double> values, string name) =>
        values.Count <= optimizer.ParamGroups.Count
            ? values
            : throw new ArgumentException(
                $"{name} has {values.Count} values, the optimizer has {optimizer.ParamGroups.Count} parameter groups.", name);

    /// <summary>The value of a group, where the scheduler was given one for it.</summary>
    internal static T Of<T>(LRScheduler scheduler, IReadOnlyList<T> values, int group) => group < values.Count
        ? values[group]
        : throw new InvalidOperationException(
            $"{scheduler.GetType().Name} was made for {values.Count} parameter groups and knows nothing about one that was added "
                + "since: make a new scheduler.");

    /// <summary>The functions of a scheduler that takes one or one for each group.</summary>
    internal static Func<long, double>[] Functions(Optimizer optimizer, IReadOnlyList<Func<long, double>> functions, string name)
    {
        ArgumentNullException.ThrowIfNull(functions, name);
        foreach (var function in functions)
        {
            ArgumentNullException.ThrowIfNull(function, name);
        }

        return ((PerGroup<Func<long, double>>)functions.ToArray()).For(optimizer, name);
    }
}

namespace PyTorchCS.Optim;

/// <summary>An optimizer's state in PyTorch's layout.</summary>
/// <remarks>
/// Parameters are numbered through all groups from 0. <c>State[number]</c> holds that parameter's tensors (<c>step</c>,
/// <c>exp_avg</c>, ...); <c>ParamGroups[i]</c> holds the options of a group under PyTorch's names (<c>lr</c>,
/// <c>betas</c>, ...) as double, bool, null or a pair of doubles, and under <c>params</c> the numbers of its parameters.
/// </remarks>
public sealed class OptimizerStateDict
{
    /// <summary>The key under which a group lists the numbers of its parameters.</summary>
    internal const string Params = "params";

    /// <summary>The key of the learning rate from which a scheduler started.</summary>
    internal const string InitialLr = "initial_lr";

    /// <summary>Joins the two parts of a state.</summary>
    public OptimizerStateDict(
        IReadOnlyDictionary<long, IReadOnlyDictionary<string, object?>> state,
        IReadOnlyList<IReadOnlyDictionary<string, object?>> paramGroups)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(paramGroups);
        State = state;
        ParamGroups = paramGroups;
    }

    /// <summary>The tensors of each parameter that has been updated.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, object?>> State { get; }

    /// <summary>The options of each group and the numbers of its parameters.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> ParamGroups { get; }
}

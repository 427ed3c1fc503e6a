using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>Changes the learning rates of an optimizer's groups from step to step.</summary>
/// <remarks>
/// A scheduler is one formula, <see cref="GetLr"/>. Most build on the rate that they find, so a rate that somebody edits
/// between steps, or that another scheduler sets, is taken into account. Every property with a setter is part of
/// <see cref="StateDict"/>, under its name in snake_case.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/optim.html#how-to-adjust-learning-rate"/>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties)]
public abstract class LRScheduler
{
    /// <summary>Takes over an optimizer's groups and sets their rates for the first epoch.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="lastEpoch">The epoch that has been completed; -1 to begin, which makes present rates the initial ones.</param>
    /// <exception cref="ArgumentException">Training goes on at a later epoch, and a group does not know its initial rate.</exception>
    // The formula is called from here, before the constructor of the derived class has run. That is safe for properties
    // with an initializer, which C# runs before any constructor: so schedulers have primary constructors.
    protected LRScheduler(Optimizer optimizer, long lastEpoch = -1)
        : this(optimizer, lastEpoch, takeFirstStep: true)
    {
    }

    private protected LRScheduler(Optimizer optimizer, long lastEpoch, bool takeFirstStep)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (lastEpoch < -1)
        {
            throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"lastEpoch is at least -1, but is {lastEpoch}.");
        }

        Optimizer = optimizer;
        LastEpoch = lastEpoch;
        BaseLrs = takeFirstStep
            ? InitialRates(optimizer, lastEpoch)
            : [.. optimizer.ParamGroups.Select(group => group.InitialLr ?? group.Lr)];
        LastLr = [.. optimizer.ParamGroups.Select(group => group.Lr)];
        if (takeFirstStep)
        {
            TakeFirstStep();
        }
    }

    /// <summary>The optimizer whose rates are set.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The epoch for which the rates are set, 0 to begin with.</summary>
    public long LastEpoch { get; protected internal set; }

    /// <summary>The initial rate of each group.</summary>
    public IReadOnlyList<double> BaseLrs { get; private protected set => field = ScheduleCheck.PerGroup(Optimizer, value, "base_lrs"); }

    /// <summary>How often the rates have been set.</summary>
    [Name("_step_count")]
    protected internal long StepCount { get; private protected set; }

    /// <summary>The rates set last.</summary>
    [Name("_last_lr")]
    protected internal IReadOnlyList<double> LastLr { get; private protected set => field = ScheduleCheck.PerGroup(Optimizer, value, "_last_lr"); }

    /// <summary>Whether the rates are being set for the first time.</summary>
    protected bool IsInitial { get; private set; }

    /// <summary>Goes on by one epoch, or by whatever unit the scheduler counts.</summary>
    public virtual void Step()
    {
        StepCount++;
        LastEpoch++;
        SetRates();
    }

    /// <summary>The rates set last, one for each group.</summary>
    public IReadOnlyList<double> GetLastLr() => LastLr;

    /// <summary>The state under PyTorch's names: everything but the optimizer and functions.</summary>
    public virtual IReadOnlyDictionary<string, object?> StateDict() =>
        Columns().ToDictionary(column => column.Key, column => column.Property.GetValue(this));

    /// <summary>Takes over a state; the rates themselves come with the optimizer's state.</summary>
    /// <exception cref="ArgumentException">
    /// The state has no <c>last_epoch</c>, or a value of another kind or range than needed; nothing has changed then.
    /// </exception>
    public virtual void LoadStateDict(IReadOnlyDictionary<string, object?> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        if (!stateDict.ContainsKey("last_epoch"))
        {
            throw new ArgumentException(
                $"This is no state of {GetType().Name}: it lacks 'last_epoch' and has {string.Join(", ", stateDict.Keys)}.",
                nameof(stateDict));
        }

        var values = new List<(PropertyInfo Property, object? Value)>();
        foreach (var (key, property) in Columns())
        {
            if (stateDict.TryGetValue(key, out var value))
            {
                values.Add((property, OptionValue.To(property.PropertyType, value, key)));
            }
        }

        // Setters check what they are given.
        var before = values.ConvertAll(entry => (entry.Property, Value: entry.Property.GetValue(this)));
        try
        {
            values.ForEach(entry => Set(entry.Property, entry.Value));
        }
        catch
        {
            before.ForEach(entry => Set(entry.Property, entry.Value));
            throw;
        }

        void Set(PropertyInfo property, object? value) =>
            property.SetValue(this, value, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    /// <summary>The rate of a group for epoch <see cref="LastEpoch"/>.</summary>
    /// <param name="lr">The rate that the group has now.</param>
    /// <param name="baseLr">The rate with which the group started.</param>
    /// <param name="group">The number of the group.</param>
    protected abstract double GetLr(double lr, double baseLr, int group);

    /// <summary>Sets the rates of the present epoch as those with which all begins.</summary>
    internal void TakeFirstStep()
    {
        IsInitial = true;
        StepCount = 0;
        Step();
        IsInitial = false;
    }

    /// <summary>Takes back the epoch of the first step, for a scheduler that begins later.</summary>
    internal virtual void Undo() => LastEpoch--;

    /// <summary>Begins anew at epoch 0.</summary>
    /// <param name="fromBase">Whether from the initial rates, whatever the rates are now.</param>
    internal virtual void Restart(bool fromBase)
    {
        LastEpoch = 0;
        IsInitial = true;
        SetRates(fromBase);
        IsInitial = false;
    }

    private protected void NoteRates() => LastLr = [.. Optimizer.ParamGroups.Select(group => group.Lr)];

    private protected void SetRates(bool fromBase = false)
    {
        var groups = Optimizer.ParamGroups;
        if (BaseLrs.Count < groups.Count)
        {
            // Groups that were added since begin with the rates that they have.
            BaseLrs = [.. BaseLrs, .. groups.Skip(BaseLrs.Count).Select(group => group.InitialLr ??= group.Lr)];
        }

        // All are computed before any is set, so that a formula that throws changes nothing.
        var rates = new double[groups.Count];
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = GetLr(fromBase ? BaseLrs[i] : groups[i].Lr, BaseLrs[i], i);
        }

        for (var i = 0; i < rates.Length; i++)
        {
            groups[i].Lr = rates[i];
        }

        NoteRates();
    }

    private static double[] InitialRates(Optimizer optimizer, long lastEpoch)
    {
        for (var i = 0; i < optimizer.ParamGroups.Count; i++)
        {
            var group = optimizer.ParamGroups[i];
            if (lastEpoch != -1 && group.InitialLr is null)
            {
                throw new ArgumentException(
                    $"lastEpoch is {lastEpoch}, but parameter group {i} has no InitialLr to go on from: load the optimizer's "
                        + "state first, or set it.",
                    nameof(optimizer));
            }

            group.InitialLr ??= group.Lr;
        }

        return [.. optimizer.ParamGroups.Select(group => group.InitialLr!.Value)];
    }

    private IEnumerable<(string Key, PropertyInfo Property)> Columns() =>
        from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        where property.CanWrite
        select (property.GetCustomAttribute<NameAttribute>()?.Name ?? StateName.FromMember(property.Name), property);
}

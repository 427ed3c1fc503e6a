namespace PyTorchCS.Optim;

/// <content>The state dict in PyTorch's layout.</content>
public abstract partial class Optimizer<TOptions>
{
    /// <inheritdoc/>
    public override OptimizerStateDict StateDict()
    {
        var state = new SortedDictionary<long, IReadOnlyDictionary<string, object?>>();
        var described = new List<IReadOnlyDictionary<string, object?>>();
        long number = 0;
        foreach (var group in _groups)
        {
            var first = number;
            foreach (var entries in group.States)
            {
                if (entries.Count > 0)
                {
                    state[number] = entries.ToDictionary(entry => entry.Key, entry => (object?)Detached(entry.Key, entry.Value));
                }

                number++;
            }

            var options = OptionTable<TOptions>.Write(group.Options);
            if (group.InitialLr is { } initialLr)
            {
                options[OptimizerStateDict.InitialLr] = initialLr;
            }

            options[OptimizerStateDict.Params] = Enumerable.Range(0, group.Members.Length).Select(i => first + i).ToArray();
            described.Add(options);
        }

        return new OptimizerStateDict(state, described);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerStateDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var saved = stateDict.ParamGroups;
        if (saved.Count != _groups.Count)
        {
            throw new ArgumentException(
                $"The state dict has {saved.Count} parameter groups, {GetType().Name} has {_groups.Count}.", nameof(stateDict));
        }

        using var noGrad = Torch.NoGrad();
        using var unscoped = TensorScope.Suspend();
        var options = _groups.Select((group, i) => OptionTable<TOptions>.Read(group.Options, saved[i])).ToArray();
        var initialRates = _groups.Select((group, i) => InitialRate(saved[i]) ?? group.InitialLr).ToArray();
        var loaded = new List<(ParameterState State, List<(string Key, Tensor Value)> Entries)>();
        for (var i = 0; i < _groups.Count; i++)
        {
            options[i].Validate();
            Collect(_groups[i], options[i], i, saved[i], stateDict, loaded);
        }

        // Everything fits: only now does anything change.
        for (var i = 0; i < _groups.Count; i++)
        {
            _groups[i].Options = options[i];
            _groups[i].InitialLr = initialRates[i];
        }

        foreach (var (state, entries) in loaded)
        {
            state.Clear();
            state.IsNew = false;
            entries.ForEach(entry => state.Replace(entry.Key, entry.Value));
        }
    }

    private void Collect(
        ParamGroup<TOptions> group,
        TOptions options,
        int index,
        IReadOnlyDictionary<string, object?> saved,
        OptimizerStateDict stateDict,
        List<(ParameterState State, List<(string Key, Tensor Value)> Entries)> loaded)
    {
        var numbers = OptionValue.ToNumbers(saved.GetValueOrDefault(OptimizerStateDict.Params), OptimizerStateDict.Params);
        if (numbers.Length != group.Members.Length)
        {
            throw new ArgumentException(
                $"Group {index} of the state dict has {numbers.Length} parameters, that of {GetType().Name} has "
                    + $"{group.Members.Length}.",
                nameof(stateDict));
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            var entries = stateDict.State.TryGetValue(numbers[i], out var found)
                ? Adapt(group.Members[i], options, numbers[i], found)
                : [];
            loaded.Add((group.States[i], entries));
        }
    }

    private List<(string Key, Tensor Value)> Adapt(
        Tensor parameter, TOptions options, long number, IReadOnlyDictionary<string, object?> saved)
    {
        var wanted = new ParameterState();
        InitializeState(parameter, wanted, options);
        var entries = new List<(string, Tensor)>();
        foreach (var (key, value) in saved)
        {
            // PyTorch writes None for a momentum buffer that has not been needed so far.
            if (value is null)
            {
                continue;
            }

            var tensor = value as Tensor ?? Torch.Tensor((float)OptionValue.ToDouble(value, key), device: Device.Cpu);
            if (wanted.TryGetValue(key, out var model) && !model.Shape.SequenceEqual(tensor.Shape))
            {
                throw new ArgumentException(
                    $"The state '{key}' of parameter {number} has shape {Describe(tensor)}, but {Describe(model)} is needed.",
                    nameof(saved));
            }

            var fitting = ParameterState.Fit(key, tensor, parameter, Device.Cpu);
            entries.Add((key, ReferenceEquals(fitting, value) ? fitting.Clone() : fitting));
        }

        return entries;
    }

    private static double? InitialRate(IReadOnlyDictionary<string, object?> saved) =>
        saved.GetValueOrDefault(OptimizerStateDict.InitialLr) is { } rate
            ? OptionValue.ToDouble(rate, OptimizerStateDict.InitialLr)
            : null;

    // Counts may be views on the counts of other parameters: that is nothing for a file.
    private static Tensor Detached(string key, Tensor value) => key == ParameterState.Step ? value.Clone() : value;
}

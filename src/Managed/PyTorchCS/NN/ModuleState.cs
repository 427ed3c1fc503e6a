namespace PyTorchCS.NN;

public abstract partial class Module
{
    /// <summary>Collects the parameters and persistent buffers of this module and of all modules inside it.</summary>
    /// <param name="prefix">What to put before each name.</param>
    /// <param name="keepVars">Whether to hand out the parameters themselves instead of detached tensors that share their memory.</param>
    /// <returns>Names and tensors in PyTorch's order: a module's parameters, its buffers, then its children.</returns>
    /// <remarks>The tensors share memory with the module. A tensor that is reachable by several names appears under each.</remarks>
    public StateDict StateDict(string prefix = "", bool keepVars = false)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var state = new StateDict();
        foreach ((string name, Tensor tensor, _) in NamedState())
        {
            state[prefix + name] = keepVars ? tensor : tensor.Detach();
        }

        return state;
    }

    /// <summary>Copies values into the parameters and buffers of this module, in place.</summary>
    /// <param name="stateDict">Names and tensors, as <see cref="StateDict(string, bool)"/> gives them.</param>
    /// <param name="strict">Whether a missing or an unexpected name is an error.</param>
    /// <returns>Which names were missing and which unexpected.</returns>
    /// <remarks>
    /// Every parameter stays the same object, so an optimizer built before remains valid; values are converted to the
    /// module's types and devices. Names, shapes and layouts are checked first: when this throws, nothing was changed.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A shape or layout differs, a tensor is on the meta device, or <paramref name="strict"/> is set and a name is missing or unexpected.
    /// </exception>
    public LoadReport LoadStateDict(IReadOnlyDictionary<string, Tensor> stateDict, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        List<(string Name, Tensor Tensor, bool MayLack)> wanted = NamedState();
        var names = wanted.Select(entry => entry.Name).ToHashSet();
        var report = new LoadReport(
            missingKeys: [.. wanted.Where(entry => !entry.MayLack && !stateDict.ContainsKey(entry.Name)).Select(entry => entry.Name)],
            unexpectedKeys: [.. stateDict.Keys.Where(key => !names.Contains(key))],
            misshapenKeys: [.. Misshapen(wanted, stateDict)]);
        if (report.MisshapenKeys.Count > 0 || (strict && !report.IsComplete))
        {
            throw new ArgumentException(Complaint(report, strict), nameof(stateDict));
        }

        using (Torch.NoGrad())
        {
            foreach ((string name, Tensor tensor, _) in wanted)
            {
                if (stateDict.TryGetValue(name, out Tensor? source))
                {
                    tensor.Copy_(source);
                }
            }
        }

        return report;
    }

    /// <summary>Whether a state dict that lacks this name is complete all the same; the tensor then stays as it is.</summary>
    /// <param name="name">The name of a parameter or buffer of this module itself.</param>
    private protected virtual bool MayLack(string name) => false;

    private static IEnumerable<MisshapenKey> Misshapen(List<(string Name, Tensor Tensor, bool MayLack)> wanted, IReadOnlyDictionary<string, Tensor> stateDict)
    {
        foreach ((string name, Tensor tensor, _) in wanted)
        {
            if (!stateDict.TryGetValue(name, out Tensor? source))
            {
                continue;
            }

            if (source is null)
            {
                throw new ArgumentException($"LoadStateDict: the value of '{name}' is null.", nameof(stateDict));
            }

            if (source.Layout != tensor.Layout || (source.IsMeta && !tensor.IsMeta))
            {
                throw new ArgumentException(
                    $"LoadStateDict: '{name}' is {tensor.Layout} on {tensor.Device} and cannot be copied from {source.Layout} on {source.Device}.", nameof(stateDict));
            }

            if (!source.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                yield return new MisshapenKey(name, source.Shape, tensor.Shape);
            }
        }
    }

    private string Complaint(LoadReport report, bool strict)
    {
        var lines = new List<string> { $"The state dict does not fit {ReprName()}:" };
        if (strict && report.MissingKeys.Count > 0)
        {
            lines.Add($"missing: {string.Join(", ", report.MissingKeys)}");
        }

        if (strict && report.UnexpectedKeys.Count > 0)
        {
            lines.Add($"unexpected: {string.Join(", ", report.UnexpectedKeys)}");
        }

        lines.AddRange(report.MisshapenKeys.Select(key => key.ToString()));
        return string.Join("\n  ", lines);
    }

    private List<(string Name, Tensor Tensor, bool MayLack)> NamedState()
    {
        var state = new List<(string Name, Tensor Tensor, bool MayLack)>();
        foreach ((string path, Module module) in NamedModules(removeDuplicate: false))
        {
            List<Slot> slots = module.ReadSlots();
            state.AddRange(slots.Where(slot => slot.Kind == SlotKind.Parameter).Select(Entry));
            state.AddRange(slots.Where(slot => slot is { Kind: SlotKind.Buffer, Persistent: true }).Select(Entry));

            (string, Tensor, bool) Entry(Slot slot) => (Join(path, slot.Name), slot.Tensor, module.MayLack(slot.Name));
        }

        return state;
    }
}

namespace PyTorchCS.NN;

public abstract partial class Module
{
    // Null until something is registered by name: most modules only declare members.
    private List<Registration>? _registered;

    /// <summary>Adds a buffer under a name that is only known at run time.</summary>
    /// <param name="name">The name, without dots and not yet taken by another kind of state.</param>
    /// <param name="tensor">The buffer, or <c>null</c> to keep the name for later.</param>
    /// <param name="persistent">Whether the buffer is part of the state dict.</param>
    public void RegisterBuffer(string name, Tensor? tensor, bool persistent = true)
    {
        if (tensor is Parameter)
        {
            throw new ArgumentException($"RegisterBuffer: '{name}' is a Parameter; use RegisterParameter.", nameof(tensor));
        }

        Register(name, SlotKind.Buffer, tensor, persistent);
    }

    /// <summary>Adds a parameter under a name that is only known at run time.</summary>
    /// <param name="name">The name, without dots and not yet taken by another kind of state.</param>
    /// <param name="parameter">The parameter, or <c>null</c> to keep the name for later.</param>
    public void RegisterParameter(string name, Parameter? parameter) =>
        Register(name, SlotKind.Parameter, parameter);

    /// <summary>Adds a child module under a name that is only known at run time.</summary>
    /// <param name="name">The name, without dots and not yet taken by another kind of state.</param>
    /// <param name="module">The child, or <c>null</c> to keep the name for later.</param>
    public virtual void RegisterModule(string name, Module? module) =>
        Register(name, SlotKind.Module, module);

    /// <summary>The same as <see cref="RegisterModule"/>.</summary>
    /// <param name="name">The name, without dots and not yet taken by another kind of state.</param>
    /// <param name="module">The child, or <c>null</c> to keep the name for later.</param>
    public void AddModule(string name, Module? module) => RegisterModule(name, module);

    /// <summary>Finds a module inside this one by its path.</summary>
    /// <param name="target">A path such as <c>encoder.layers.0</c>; empty for this module.</param>
    /// <returns>The module.</returns>
    /// <exception cref="ArgumentException">There is no module under that path.</exception>
    public Module GetSubmodule(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Find(target) ?? throw Missing("module", target, NamedModules().Select(named => named.Name));
    }

    /// <summary>Finds a parameter by its state-dict name.</summary>
    /// <param name="target">A name such as <c>fc.weight</c>.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public Parameter GetParameter(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return NamedParameters(removeDuplicate: false).FirstOrDefault(named => named.Name == target).Parameter
            ?? throw Missing("parameter", target, NamedParameters().Select(named => named.Name));
    }

    /// <summary>Finds a buffer by its state-dict name.</summary>
    /// <param name="target">A name such as <c>bn.running_mean</c>.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="ArgumentException">There is no buffer of that name.</exception>
    public Tensor GetBuffer(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return NamedBuffers(removeDuplicate: false).FirstOrDefault(named => named.Name == target).Buffer
            ?? throw Missing("buffer", target, NamedBuffers().Select(named => named.Name));
    }

    /// <summary>The parameters registered by name, in the order in which the names came; null where one is kept for later.</summary>
    private protected IEnumerable<Parameter?> RegisteredParameters =>
        (_registered ?? []).Where(entry => entry.Kind == SlotKind.Parameter).Select(entry => (Parameter?)entry.Value);

    private protected static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The name '{name}' of a part of a module must not contain a dot.", nameof(name));
        }
    }

    private void Register(string name, SlotKind kind, object? value, bool persistent = true)
    {
        CheckName(name);
        if (ModulePlan.Of(this).Declares(name))
        {
            throw new ArgumentException($"{GetType().Name}: '{name}' is the name of a declared member.", nameof(name));
        }

        _registered ??= [];
        var added = new Registration(name, kind, value, persistent);
        int index = _registered.FindIndex(known => known.Name == name);
        if (index < 0)
        {
            _registered.Add(added);
        }
        else if (_registered[index].Kind == kind)
        {
            _registered[index] = added;
        }
        else
        {
            throw new ArgumentException($"{GetType().Name}: '{name}' is already registered as a {_registered[index].Kind}.", nameof(name));
        }

        // The scope that is open now may be a later one than that in which the module was built.
        TensorScope.Shelter(this);
    }

    private void AppendRegistered(List<Slot> slots)
    {
        foreach (Registration entry in _registered ?? [])
        {
            if (entry.Value is not null)
            {
                slots.Add(new Slot(entry.Name, entry.Kind, entry.Value, entry.Persistent));
            }
        }
    }

    // Names of list items contain dots themselves ("layers.0"), so a path is matched child by child, not split.
    private Module? Find(string path)
    {
        if (path.Length == 0)
        {
            return this;
        }

        foreach (Slot slot in ReadSlots())
        {
            if (slot.Kind != SlotKind.Module || !path.StartsWith(slot.Name, StringComparison.Ordinal))
            {
                continue;
            }

            string rest = path[slot.Name.Length..];
            if ((rest.Length == 0 ? slot.Module : rest[0] == '.' ? slot.Module.Find(rest[1..]) : null) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private ArgumentException Missing(string kind, string target, IEnumerable<string> names) =>
        new($"{GetType().Name} has no {kind} '{target}'. It has: {string.Join(", ", names.Where(name => name.Length > 0))}.", nameof(target));

    private sealed record Registration(string Name, SlotKind Kind, object? Value, bool Persistent);
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>The base of every layer and every network: holds parameters, buffers and child modules.</summary>
/// <remarks>
/// Declaring is registering: each instance field or auto-property that holds a <see cref="Parameter"/>, a <see cref="Module"/>
/// or, marked with <see cref="BufferAttribute"/>, a <see cref="Tensor"/> belongs to the module, and so do lists, arrays, tuples
/// and dictionaries of them. Its name is the member's name in snake_case (<c>RunningMean</c> is <c>running_mean</c>), unless
/// <see cref="NameAttribute"/> gives another one. Members are read when asked for, so replacing one later is seen at once.
/// Derive from <see cref="Module{TInput, TOutput}"/> to get <c>Forward</c> and <c>Call</c>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Module.html"/>
[DynamicallyAccessedMembers(ReflectedMembers)]
public abstract partial class Module
{
    internal const DynamicallyAccessedMemberTypes ReflectedMembers =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties;

    /// <summary>Creates the module in training mode; the current <see cref="TensorScope"/> will not free its state.</summary>
    protected Module() => TensorScope.Shelter(this);

    /// <summary>Whether the module is in training mode; changed by <c>Train()</c> and <c>Eval()</c>.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>Sets the mode of this module and of all its children.</summary>
    /// <param name="mode"><c>true</c> for training, <c>false</c> for evaluation.</param>
    /// <remarks>Called by <c>Train()</c> and <c>Eval()</c>; override it to keep a part of the network in one mode.</remarks>
    protected internal virtual void SetTraining(bool mode)
    {
        RequireStack();
        Training = mode;
        foreach (Module child in Children())
        {
            child.SetTraining(mode);
        }
    }

    /// <summary>The parameters of this module and, with <paramref name="recurse"/>, of all modules inside it, each once.</summary>
    /// <param name="recurse">Whether to descend into child modules.</param>
    /// <returns>The parameters in order of declaration.</returns>
    public IEnumerable<Parameter> Parameters(bool recurse = true) => NamedParameters(recurse: recurse).Select(named => named.Parameter);

    /// <summary>The parameters with their state-dict names.</summary>
    /// <param name="prefix">What to put before each name.</param>
    /// <param name="recurse">Whether to descend into child modules.</param>
    /// <param name="removeDuplicate">Whether a parameter that is reachable by several names appears only under the first.</param>
    /// <returns>Names and parameters in order of declaration.</returns>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters(string prefix = "", bool recurse = true, bool removeDuplicate = true) =>
        NamedSlots(SlotKind.Parameter, prefix, recurse, removeDuplicate).Select(slot => (slot.Name, slot.Parameter));

    /// <summary>The buffers of this module and, with <paramref name="recurse"/>, of all modules inside it, each once.</summary>
    /// <param name="recurse">Whether to descend into child modules.</param>
    /// <returns>The buffers in order of declaration.</returns>
    public IEnumerable<Tensor> Buffers(bool recurse = true) => NamedBuffers(recurse: recurse).Select(named => named.Buffer);

    /// <summary>The buffers with their state-dict names.</summary>
    /// <param name="prefix">What to put before each name.</param>
    /// <param name="recurse">Whether to descend into child modules.</param>
    /// <param name="removeDuplicate">Whether a buffer that is reachable by several names appears only under the first.</param>
    /// <returns>Names and buffers in order of declaration, those outside the state dict included.</returns>
    public IEnumerable<(string Name, Tensor Buffer)> NamedBuffers(string prefix = "", bool recurse = true, bool removeDuplicate = true) =>
        NamedSlots(SlotKind.Buffer, prefix, recurse, removeDuplicate).Select(slot => (slot.Name, slot.Tensor));

    /// <summary>The modules directly inside this one, each once.</summary>
    /// <returns>The children in order of declaration.</returns>
    public IEnumerable<Module> Children() => NamedChildren().Select(child => child.Module);

    /// <summary>The modules directly inside this one with their names.</summary>
    /// <returns>Names and children in order of declaration, each module once.</returns>
    public IEnumerable<(string Name, Module Module)> NamedChildren()
    {
        var seen = new HashSet<Module>(ReferenceEqualityComparer.Instance);
        return ReadSlots().Where(slot => slot.Kind == SlotKind.Module && seen.Add(slot.Module)).Select(slot => (slot.Name, slot.Module)).ToList();
    }

    /// <summary>This module and all modules inside it, each once.</summary>
    /// <returns>The modules, a parent before its children.</returns>
    public IEnumerable<Module> Modules() => NamedModules().Select(named => named.Module);

    /// <summary>This module and all modules inside it with their paths; this one's own is <paramref name="prefix"/>.</summary>
    /// <param name="prefix">What to put before each path.</param>
    /// <param name="removeDuplicate">Whether a module that is reachable by several paths appears only under the first.</param>
    /// <returns>Paths and modules, a parent before its children.</returns>
    public IEnumerable<(string Name, Module Module)> NamedModules(string prefix = "", bool removeDuplicate = true)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var found = new List<(string, Module)>();
        AddModules(prefix, removeDuplicate ? new HashSet<Module>(ReferenceEqualityComparer.Instance) : null, found);
        return found;
    }

    /// <summary>Clears the gradients of all parameters.</summary>
    /// <param name="setToNone">Whether to drop the gradients (as PyTorch does by default) instead of filling them with zeros.</param>
    public void ZeroGrad(bool setToNone = true) => Tensor.ZeroGrads([.. Parameters()], setToNone);

    /// <summary>Every tensor that must outlive a scope in which this module was built.</summary>
    internal IEnumerable<Tensor> OwnTensors()
    {
        foreach (Module module in Modules())
        {
            foreach (Slot slot in module.ReadSlots())
            {
                if (slot.Kind != SlotKind.Module)
                {
                    yield return slot.Tensor;
                }
            }
        }
    }

    /// <summary>What this module holds directly, now.</summary>
    internal List<Slot> ReadSlots()
    {
        var slots = new List<Slot>();
        CollectSlots(slots);
        return slots;
    }

    /// <summary>Appends declared members, then what was registered by name; containers append their items.</summary>
    private protected virtual void CollectSlots(List<Slot> slots)
    {
        ModulePlan.Of(this).Read(this, slots);
        AppendRegistered(slots);
    }

    private List<Slot> NamedSlots(SlotKind kind, string prefix, bool recurse, bool removeDuplicate)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var seen = removeDuplicate ? new HashSet<object>(ReferenceEqualityComparer.Instance) : null;
        var found = new List<Slot>();
        foreach ((string path, Module module) in recurse ? NamedModules(prefix, removeDuplicate) : [(prefix, this)])
        {
            foreach (Slot slot in module.ReadSlots())
            {
                if (slot.Kind == kind && seen?.Add(slot.Value) != false)
                {
                    found.Add(slot with { Name = Join(path, slot.Name) });
                }
            }
        }

        return found;
    }

    private void AddModules(string path, HashSet<Module>? seen, List<(string Name, Module Module)> found)
    {
        RequireStack();
        if (seen?.Add(this) == false)
        {
            return;
        }

        found.Add((path, this));
        foreach (Slot slot in ReadSlots())
        {
            if (slot.Kind == SlotKind.Module)
            {
                slot.Module.AddModules(Join(path, slot.Name), seen, found);
            }
        }
    }

    // A module that contains itself would otherwise end the process.
    private static void RequireStack() => RuntimeHelpers.EnsureSufficientExecutionStack();

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.NN;

/// <summary>Named modules, in order, that belong to the module that holds the dictionary.</summary>
/// <typeparam name="T">The type of the modules.</typeparam>
/// <remarks>State: the modules' under their names.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.ModuleDict.html"/>
public class ModuleDict<T> : Module, IReadOnlyDictionary<string, T>
    where T : Module
{
    [Unregistered]
    private readonly NamedItems<T> _items = new("ModuleDict");

    /// <summary>Creates an empty dictionary.</summary>
    public ModuleDict()
    {
    }

    /// <summary>Creates a dictionary.</summary>
    /// <param name="modules">Names and modules in order.</param>
    public ModuleDict(params (string Name, T Module)[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach ((string name, T module) in modules)
        {
            Add(name, module);
        }
    }

    /// <summary>The number of modules.</summary>
    public int Count => _items.Count;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Keys => _items.Named.Select(item => item.Name);

    /// <summary>The modules, in order.</summary>
    public IEnumerable<T> Values => _items.Named.Select(item => item.Module);

    /// <summary>The module of a name; setting a new name appends it.</summary>
    /// <param name="key">The name, without dots.</param>
    public T this[string key]
    {
        get => _items[key];
        set
        {
            CheckName(key);
            _items[key] = value;
        }
    }

    /// <summary>Adds a module at the end.</summary>
    /// <param name="name">A name that is not yet taken, without dots.</param>
    /// <param name="module">The module.</param>
    public void Add(string name, T module)
    {
        CheckName(name);
        _items.Add(name, module);
    }

    /// <summary>Replaces the module of a name, or adds it at the end.</summary>
    /// <param name="name">The name, without dots.</param>
    /// <param name="module">The module.</param>
    public override void RegisterModule(string name, Module? module)
    {
        CheckName(name);
        _items.Register(name, module);
    }

    /// <summary>Removes a module.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name) => _items.Named.RemoveAll(item => item.Name == name) > 0;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _items.Position(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        int index = _items.Position(key);
        value = index < 0 ? null : _items[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        _items.Named.Select(item => KeyValuePair.Create(item.Name, item.Module)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override void CollectSlots(List<Slot> slots)
    {
        base.CollectSlots(slots);
        _items.AppendTo(slots);
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS;

/// <summary>Tensors by name, in order: what a module is saved as and loaded from.</summary>
public sealed class StateDict : IReadOnlyDictionary<string, Tensor>
{
    private readonly OrderedDictionary<string, Tensor> _entries = [];

    /// <summary>Creates an empty state dict.</summary>
    public StateDict()
    {
    }

    /// <summary>Creates a state dict from names and tensors.</summary>
    /// <param name="entries">The entries; each name once.</param>
    public StateDict(IEnumerable<KeyValuePair<string, Tensor>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach ((string name, Tensor tensor) in entries)
        {
            Add(name, tensor);
        }
    }

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The tensors, in order.</summary>
    public IEnumerable<Tensor> Values => _entries.Values;

    /// <summary>The tensor of a name; setting a new name appends it.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no entry of that name.</exception>
    public Tensor this[string key]
    {
        get => _entries.TryGetValue(key, out Tensor? tensor)
            ? tensor
            : throw new KeyNotFoundException($"The state dict has no entry '{key}'.");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _entries[key] = value;
        }
    }

    /// <summary>Appends an entry.</summary>
    /// <param name="name">A name that is not yet there.</param>
    /// <param name="tensor">The tensor.</param>
    public void Add(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        _entries.Add(name, tensor);
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name) => _entries.Remove(name);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

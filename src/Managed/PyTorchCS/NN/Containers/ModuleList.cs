using System.Collections;
using System.Globalization;

namespace PyTorchCS.NN;

/// <summary>A list of modules that belong to the module that holds the list.</summary>
/// <typeparam name="T">The type of the modules.</typeparam>
/// <remarks>State: the modules' under <c>0</c>, <c>1</c>, .... A <c>List&lt;T&gt;</c> in a field is registered too; this one also prints as PyTorch does.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.ModuleList.html"/>
public class ModuleList<T> : Module, IReadOnlyList<T>
    where T : Module
{
    [Unregistered]
    private readonly List<T> _items = [];

    /// <summary>Creates an empty list.</summary>
    public ModuleList()
    {
    }

    /// <summary>Creates a list.</summary>
    /// <param name="modules">The modules in order.</param>
    public ModuleList(params IEnumerable<T> modules) => Extend(modules);

    /// <summary>The number of modules.</summary>
    public int Count => _items.Count;

    /// <summary>The module at a position.</summary>
    /// <param name="index">The position.</param>
    public T this[int index]
    {
        get => _items[index];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _items[index] = value;
        }
    }

    /// <summary>A part of the list, with the same modules counted anew; <c>list[1..^1]</c> calls this.</summary>
    /// <param name="start">The first position.</param>
    /// <param name="length">How many modules.</param>
    /// <returns>The part.</returns>
    public ModuleList<T> Slice(int start, int length) => new(_items.GetRange(start, length));

    /// <summary>Adds a module at the end.</summary>
    /// <param name="module">The module.</param>
    public void Add(T module) => Insert(Count, module);

    /// <summary>Does not apply: the modules of a list are numbered.</summary>
    /// <param name="name">A name.</param>
    /// <param name="module">A module.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void RegisterModule(string name, Module? module) =>
        throw new NotSupportedException("ModuleList: its modules are numbered; add one by Add or Insert, and replace one by its index.");

    /// <summary>Adds a module at the end and gives the list back.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This list.</returns>
    public ModuleList<T> Append(T module)
    {
        Add(module);
        return this;
    }

    /// <summary>Adds modules at the end and gives the list back.</summary>
    /// <param name="modules">The modules in order.</param>
    /// <returns>This list.</returns>
    public ModuleList<T> Extend(IEnumerable<T> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (T module in modules)
        {
            Add(module);
        }

        return this;
    }

    /// <summary>Inserts a module; those behind it move up by one.</summary>
    /// <param name="index">Its position.</param>
    /// <param name="module">The module.</param>
    public void Insert(int index, T module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _items.Insert(index, module);
    }

    /// <summary>Removes a module; those behind it move down by one.</summary>
    /// <param name="index">Its position.</param>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override void CollectSlots(List<Slot> slots)
    {
        base.CollectSlots(slots);
        for (int i = 0; i < _items.Count; i++)
        {
            slots.Add(new Slot(i.ToString(CultureInfo.InvariantCulture), SlotKind.Module, _items[i]));
        }
    }

    // Neighbours that print alike share a line: (0-2): 3 x Linear(...).
    private protected override List<string> ChildLines()
    {
        string[] texts = [.. _items.Select(item => item.ToString())];
        var lines = new List<string>();
        for (int first = 0; first < texts.Length;)
        {
            int next = first + 1;
            while (next < texts.Length && texts[next] == texts[first])
            {
                next++;
            }

            lines.Add(Indent(next - first == 1 ? $"({first}): {texts[first]}" : $"({first}-{next - 1}): {next - first} x {texts[first]}"));
            first = next;
        }

        return lines;
    }
}

using System.Globalization;

namespace PyTorchCS.NN;

/// <summary>The named modules of a container, in order.</summary>
internal sealed class NamedItems<T>(string owner)
    where T : Module
{
    public List<(string Name, T Module)> Named { get; } = [];

    public int Count => Named.Count;

    public T this[int index]
    {
        get => Named[Check(index)].Module;
        set => Named[Check(index)] = (Named[index].Name, NotNull(value));
    }

    public T this[string name]
    {
        get => Position(name) is >= 0 and var index
            ? Named[index].Module
            : throw new KeyNotFoundException($"{owner}: there is no module '{name}'; there are {string.Join(", ", Named.Select(item => item.Name))}.");
        set
        {
            int index = Position(name);
            if (index >= 0)
            {
                Named[index] = (name, NotNull(value));
            }
            else
            {
                Named.Add((name, NotNull(value)));
            }
        }
    }

    public void Add(T module) => Add(Count.ToString(CultureInfo.InvariantCulture), module);

    public void Add(string name, T module)
    {
        if (Position(name) >= 0)
        {
            throw new ArgumentException($"{owner}: the name '{name}' is taken.", nameof(name));
        }

        Named.Add((name, NotNull(module)));
    }

    /// <summary>Replaces the module of a name or appends it, as PyTorch's <c>add_module</c> does.</summary>
    public void Register(string name, Module? module) => this[name] = module is null or T
        ? (T)module!
        : throw new ArgumentException($"{owner}: '{name}' is a {module.GetType().Name}, which is none of the modules that it takes.", nameof(module));

    public int Position(string name) => Named.FindIndex(item => item.Name == name);

    public void AppendTo(List<Slot> slots) => slots.AddRange(Named.Select(item => new Slot(item.Name, SlotKind.Module, item.Module)));

    private T NotNull(T module) => module ?? throw new ArgumentNullException(nameof(module), $"{owner}: a module is null.");

    private int Check(int index) => index >= 0 && index < Count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"{owner}: there are {Count} modules.");
}

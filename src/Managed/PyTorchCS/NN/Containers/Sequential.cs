using System.Collections;

namespace PyTorchCS.NN;

/// <summary>Runs modules one after the other, each on the output of the one before.</summary>
/// <remarks>
/// <c>new Sequential(new Linear(2, 3), new ReLU())</c>, <c>Sequential net = [new Linear(2, 3), new ReLU()]</c>, or with names
/// <c>new Sequential(("fc", new Linear(2, 3)), ("act", new ReLU()))</c>. State: the modules' under <c>0</c>, <c>1</c>, ... or their names.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Sequential.html"/>
public class Sequential : Module<Tensor, Tensor>, IReadOnlyList<Module<Tensor, Tensor>>
{
    [Unregistered]
    private readonly NamedItems<Module<Tensor, Tensor>> _items = new(nameof(Sequential));

    /// <summary>Creates an empty sequence, which gives its input back.</summary>
    public Sequential()
    {
    }

    /// <summary>Creates a sequence whose modules are called <c>0</c>, <c>1</c>, ....</summary>
    /// <param name="modules">The modules in order.</param>
    public Sequential(params IEnumerable<Module<Tensor, Tensor>> modules) => Extend(modules);

    /// <summary>Creates a sequence of named modules.</summary>
    /// <param name="modules">Names and modules in order.</param>
    public Sequential(params (string Name, Module<Tensor, Tensor> Module)[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach ((string name, Module<Tensor, Tensor> module) in modules)
        {
            Add(name, module);
        }
    }

    /// <summary>The number of modules.</summary>
    public int Count => _items.Count;

    /// <summary>The module at a position; setting replaces it under the same name.</summary>
    /// <param name="index">The position.</param>
    public Module<Tensor, Tensor> this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>The module of a name.</summary>
    /// <param name="name">The name.</param>
    public Module<Tensor, Tensor> this[string name] => _items[name];

    /// <summary>A part of the sequence, with the same modules under the same names; <c>net[1..^1]</c> calls this.</summary>
    /// <param name="start">The first position.</param>
    /// <param name="length">How many modules.</param>
    /// <returns>The part.</returns>
    public Sequential Slice(int start, int length) => new([.. _items.Named.GetRange(start, length)]);

    /// <summary>Adds a module at the end, called by its position.</summary>
    /// <param name="module">The module.</param>
    public void Add(Module<Tensor, Tensor> module) => _items.Add(module);

    /// <summary>Adds a named module at the end.</summary>
    /// <param name="name">A name that is not yet taken, without dots.</param>
    /// <param name="module">The module.</param>
    public void Add(string name, Module<Tensor, Tensor> module)
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

    /// <summary>Adds a module at the end and gives the sequence back.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This sequence.</returns>
    public Sequential Append(Module<Tensor, Tensor> module)
    {
        Add(module);
        return this;
    }

    /// <summary>Adds modules at the end and gives the sequence back.</summary>
    /// <param name="modules">The modules in order.</param>
    /// <returns>This sequence.</returns>
    public Sequential Extend(IEnumerable<Module<Tensor, Tensor>> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (Module<Tensor, Tensor> module in modules)
        {
            Add(module);
        }

        return this;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        for (int i = 0; i < _items.Count; i++)
        {
            input = _items[i].Call(input);
        }

        return input;
    }

    /// <inheritdoc/>
    public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => _items.Named.Select(item => item.Module).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override void CollectSlots(List<Slot> slots)
    {
        base.CollectSlots(slots);
        _items.AppendTo(slots);
    }
}

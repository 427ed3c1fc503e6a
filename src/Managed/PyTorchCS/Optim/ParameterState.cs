using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Optim;

/// <summary>What an optimizer remembers about one parameter: tensors by the names that PyTorch's state dict gives them.</summary>
public sealed class ParameterState : IReadOnlyDictionary<string, Tensor>
{
    /// <summary>The name of the count of updates, a float32 scalar.</summary>
    public const string Step = "step";

    // A handful of entries: a scan of a list is as fast as hashing, keeps their order and takes less memory.
    private readonly List<KeyValuePair<string, Tensor>> _entries = [];

    /// <summary>Whether the parameter is updated for the first time, so that its tensors hold nothing yet.</summary>
    public bool IsNew { get; internal set; }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<Tensor> Values => _entries.Select(entry => entry.Value);

    /// <summary>The tensor called <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public Tensor this[string key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"The state holds no '{key}', only: {string.Join(", ", Keys)}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key == key)
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Adds what <paramref name="create"/> makes, unless there is a tensor called <paramref name="key"/>.</summary>
    public void Ensure(string key, Func<Tensor> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (!ContainsKey(key))
        {
            _entries.Add(new(key, create()));
        }
    }

    /// <summary>Adds zeros of the shape, type and device of <paramref name="like"/>, unless the tensor is there.</summary>
    public void EnsureZeros(string key, Tensor like) => Ensure(key, () => Torch.ZerosLike(like));

    /// <summary>Adds the count of updates, 0 to begin with, unless it is there.</summary>
    public void EnsureStep() => Ensure(Step, () => Torch.Zeros([], dtype: DType.Float32, device: Device.Cpu));

    /// <summary>Counts one update and returns how many there have been, this one included.</summary>
    public double NextStep() => this[Step].Add_(1).Item<float>();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Replace(string key, Tensor value)
    {
        var index = _entries.FindIndex(entry => entry.Key == key);
        if (index < 0)
        {
            _entries.Add(new(key, value));
        }
        else
        {
            _entries[index] = new(key, value);
        }
    }

    internal void Clear() => _entries.Clear();

    /// <summary>Brings every tensor to the parameter's type and device, and the count of updates to <paramref name="stepDevice"/>.</summary>
    internal void MoveTo(Tensor parameter, Device stepDevice)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            var (key, value) = _entries[i];
            var moved = Fit(key, value, parameter, stepDevice);
            if (!ReferenceEquals(moved, value))
            {
                _entries[i] = new(key, moved);
            }
        }
    }

    /// <summary>The tensor as the parameter needs it; the same object where nothing has to change.</summary>
    internal static Tensor Fit(string key, Tensor value, Tensor parameter, Device stepDevice)
    {
        var isStep = key == Step;
        var device = isStep ? stepDevice : parameter.Device;
        var follows = !isStep && value.DType.IsFloatingPoint && parameter.DType.IsFloatingPoint;
        var dtype = isStep ? DType.Float32 : follows ? parameter.DType : value.DType;
        if (value.DType != dtype || value.Device != device)
        {
            value = value.To(device, dtype);
        }

        // State lies in memory as the parameter does: fused kernels go over both in the order of memory.
        return isStep || !value.Shape.SequenceEqual(parameter.Shape) || value.Strides.SequenceEqual(parameter.Strides)
            ? value
            : Torch.EmptyLike(parameter, dtype: dtype).Copy_(value);
    }

    /// <summary>The same tensors with complex ones seen as pairs of real numbers.</summary>
    internal ParameterState AsReal()
    {
        var real = new ParameterState { IsNew = IsNew };
        foreach (var (key, value) in _entries)
        {
            real._entries.Add(new(key, value.DType.IsComplex ? Torch.ViewAsReal(value) : value));
        }

        return real;
    }
}

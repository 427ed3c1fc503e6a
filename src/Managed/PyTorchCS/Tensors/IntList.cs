using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>One integer or several, or nothing: what PyTorch takes for <c>dim</c>, <c>stride</c> and the like.</summary>
/// <remarks>Give a number (<c>dim: 1</c>), a collection (<c>[0, 1]</c>), an array or a span; <c>default</c> means not given.</remarks>
[CollectionBuilder(typeof(IntList), nameof(Create))]
public readonly ref struct IntList
{
    private readonly ReadOnlySpan<long> _values;
    private readonly long _single;
    private readonly Form _form;

    private IntList(long value)
    {
        _single = value;
        _form = Form.Single;
    }

    private IntList(ReadOnlySpan<long> values)
    {
        _values = values;
        _form = Form.Several;
    }

    private enum Form : byte
    {
        None,
        Single,
        Several,
    }

    /// <summary>False when nothing was given.</summary>
    public bool HasValue => _form != Form.None;

    /// <summary>How many integers there are.</summary>
    public int Length => _form == Form.Single ? 1 : _values.Length;

    /// <summary>One integer.</summary>
    public static implicit operator IntList(long value) => new(value);

    /// <summary>Several integers.</summary>
    public static implicit operator IntList(long[]? values) => values is null ? default : new(values);

    /// <summary>Several integers.</summary>
    public static implicit operator IntList(ReadOnlySpan<long> values) => new(values);

    /// <summary>Several integers: what a collection expression becomes.</summary>
    public static IntList Create(ReadOnlySpan<long> values) => new(values);

    /// <summary>A copy as an array, or null when nothing was given.</summary>
    public long[]? ToArray() => _form switch
    {
        Form.None => null,
        Form.Single => [_single],
        _ => _values.ToArray(),
    };

    /// <summary>Lets a <c>fixed</c> statement pin the integers.</summary>
    [UnscopedRef]
    public ref readonly long GetPinnableReference() => ref (_form == Form.Single ? ref _single : ref MemoryMarshal.GetReference(_values));

    /// <summary>Goes through the integers.</summary>
    [UnscopedRef]
    public ReadOnlySpan<long>.Enumerator GetEnumerator() => (_form == Form.Single ? new ReadOnlySpan<long>(in _single) : _values).GetEnumerator();

    /// <summary>These integers, or a default when nothing was given.</summary>
    internal IntList Or(ReadOnlySpan<long> fallback) => HasValue ? this : new IntList(fallback);
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyTorchCS.NN;

/// <summary>Which fields of a module type can hold parameters, buffers or children, and under which names.</summary>
/// <remarks>Built once a type; the values are read anew at each question, so a later assignment is seen at once.</remarks>
internal sealed class ModulePlan
{
    private const DynamicallyAccessedMemberTypes Needed = Module.ReflectedMembers;

    private static readonly ConditionalWeakTable<Type, ModulePlan> Plans = [];

    private readonly Entry[] _entries;
    private readonly HashSet<string> _names;
    private readonly bool _hasRepeatedNames;

    private ModulePlan([DynamicallyAccessedMembers(Needed)] Type type)
    {
        _entries = [.. Entries(type)];
        _names = [.. _entries.Select(entry => entry.Name)];
        _hasRepeatedNames = _names.Count < _entries.Length;
    }

    public static ModulePlan Of(Module module)
    {
        if (!Plans.TryGetValue(module.GetType(), out ModulePlan? plan))
        {
            plan = new ModulePlan(module.GetType());
            Plans.AddOrUpdate(module.GetType(), plan);
        }

        return plan;
    }

    /// <summary>Whether a declared member already answers to this name.</summary>
    public bool Declares(string name) => _names.Contains(name);

    /// <summary>Appends what the declared members of <paramref name="module"/> hold now, in order of declaration.</summary>
    public void Read(Module module, List<Slot> slots)
    {
        int first = slots.Count;
        foreach (Entry entry in _entries)
        {
            if (entry.Field.GetValue(module) is { } value)
            {
                Collect(entry, entry.Name, value, slots);
            }
        }

        if (_hasRepeatedNames)
        {
            RejectClashes(module, slots, first);
        }
    }

    private static void Collect(Entry entry, string name, object value, List<Slot> slots)
    {
        switch (value)
        {
            case Parameter:
                slots.Add(new Slot(name, SlotKind.Parameter, value));
                break;
            case Tensor:
                slots.Add(new Slot(name, entry.Buffer is null ? SlotKind.Plain : SlotKind.Buffer, value, entry.Buffer?.Persistent ?? false));
                break;
            case Module:
                slots.Add(new Slot(name, SlotKind.Module, value));
                break;
            case string:
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry pair in dictionary)
                {
                    CollectElement(entry, name, pair.Key, pair.Value, slots);
                }

                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                {
                    CollectElement(entry, name, i, tuple[i], slots);
                }

                break;
            case IList or IReadOnlyCollection<object>:
                int index = 0;
                foreach (object? element in (IEnumerable)value)
                {
                    CollectElement(entry, name, index++, element, slots);
                }

                break;
        }
    }

    private static void CollectElement(Entry entry, string name, object key, object? element, List<Slot> slots)
    {
        if (element is not null)
        {
            Collect(entry, FormattableString.Invariant($"{name}.{key}"), element, slots);
        }
    }

    // A property overridden with storage of its own has two fields of one name; only one of them may be in use.
    private static void RejectClashes(Module module, List<Slot> slots, int first)
    {
        var seen = new Dictionary<string, object>();
        for (int i = first; i < slots.Count; i++)
        {
            if (seen.TryAdd(slots[i].Name, slots[i].Value))
            {
                continue;
            }

            if (!ReferenceEquals(seen[slots[i].Name], slots[i].Value))
            {
                throw new InvalidOperationException(
                    $"{module.GetType().Name}: two members hold different values under the name '{slots[i].Name}'. Rename one, or give it [Name(\"...\")].");
            }

            slots.RemoveAt(i--);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075:UnrecognizedReflectionPattern", Justification = "Every type between Module and this one derives from Module, whose annotation keeps the members of all derived types.")]
    private static List<Entry> Entries([DynamicallyAccessedMembers(Needed)] Type type)
    {
        var chain = new Stack<Type>();
        for (Type? current = type; current is not null && current.Assembly != typeof(object).Assembly; current = current.BaseType)
        {
            chain.Push(current);
        }

        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var entries = new List<Entry>();
        foreach (Type declaring in chain)
        {
            // Reflection promises no order; the metadata token is the order of declaration.
            foreach (FieldInfo field in declaring.GetFields(Declared).OrderBy(field => field.MetadataToken))
            {
                string member = StateName.Unmangle(field.Name);
                PropertyInfo? property = member == field.Name ? null : declaring.GetProperty(member, Declared);
                if (Attribute<UnregisteredAttribute>(field, property) is null && MayHoldState(field.FieldType))
                {
                    string name = Attribute<NameAttribute>(field, property)?.Name ?? StateName.FromMember(member);
                    entries.Add(new Entry(field, name, Attribute<BufferAttribute>(field, property)));
                }
            }
        }

        return entries;
    }

    private static T? Attribute<T>(FieldInfo field, PropertyInfo? property)
        where T : Attribute =>
        field.GetCustomAttribute<T>() ?? property?.GetCustomAttribute<T>();

    /// <summary>Whether a field of this type can hold a tensor or a module, alone or inside a collection.</summary>
    private static bool MayHoldState(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type))
        {
            return false;
        }

        if (type == typeof(object) || typeof(Tensor).IsAssignableFrom(type) || typeof(Module).IsAssignableFrom(type))
        {
            return true;
        }

        if (type.IsArray)
        {
            return MayHoldState(type.GetElementType()!);
        }

        if (type.IsGenericType)
        {
            return type.GetGenericArguments().Any(MayHoldState);
        }

        return type.IsInterface || typeof(IEnumerable).IsAssignableFrom(type);
    }

    private sealed record Entry(FieldInfo Field, string Name, BufferAttribute? Buffer);
}

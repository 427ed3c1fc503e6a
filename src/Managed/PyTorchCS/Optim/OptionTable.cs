using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>Turns a record of options into PyTorch's dictionary of a parameter group and back.</summary>
internal static class OptionTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>
    where TOptions : OptimizerOptions
{
    private static readonly (string Key, PropertyInfo Property)[] Columns =
    [
        .. typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => (StateName.FromMember(property.Name), property)),
    ];

    /// <summary>The options under PyTorch's names.</summary>
    internal static Dictionary<string, object?> Write(TOptions options) =>
        Columns.ToDictionary(column => column.Key, column => column.Property.GetValue(options));

    /// <summary>A copy of <paramref name="options"/> with what <paramref name="saved"/> says; names unknown here are passed over.</summary>
    internal static TOptions Read(TOptions options, IReadOnlyDictionary<string, object?> saved)
    {
        var copy = options with { };
        foreach (var (key, property) in Columns)
        {
            if (saved.TryGetValue(key, out var value))
            {
                property.SetValue(copy, OptionValue.To(property.PropertyType, value, key));
            }
        }

        return copy;
    }
}

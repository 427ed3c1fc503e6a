using System.Reflection;
using PyTorchCS.NN;
using Module = PyTorchCS.NN.Module;

namespace PyTorchCS.Tests;

/// <summary>Builds one small instance of every public module, by its own parameter names: a new layer needs no entry here.</summary>
internal static class ModuleSamples
{
    /// <summary>Values for arguments without a default; what is not listed is 2.</summary>
    private static readonly Dictionary<string, object> Values = new()
    {
        ["inFeatures"] = 4,
        ["outFeatures"] = 3,
        ["numFeatures"] = 3,
        ["numEmbeddings"] = 5,
        ["embeddingDim"] = 4,
        ["embedDim"] = 4,
        ["inputSize"] = 3,
        ["normalizedShape"] = 4,
        ["numChannels"] = 4,
        ["dim"] = 1,
        ["threshold"] = 0.1,
        ["value"] = 20.0,
    };

    /// <summary>Every public module that can be built.</summary>
    internal static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Module).Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Module)) && !t.IsAbstract && !t.ContainsGenericParameters)
            .OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>A fresh instance with the numbers of a seed.</summary>
    internal static Module Create(Type type, long seed = 0)
    {
        Torch.ManualSeed(seed);
        var constructor = type.GetConstructors()
            .OrderBy(c => c.GetParameters().Count(p => !p.HasDefaultValue)).ThenByDescending(c => c.GetParameters().Length).First();
        return (Module)constructor.Invoke([.. constructor.GetParameters().Select(Argument)])!;
    }

    private static object? Argument(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (parameter.HasDefaultValue)
        {
            var value = parameter.DefaultValue;
            return value is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? Activator.CreateInstance(parameter.ParameterType)
                : value is not null && type.IsEnum ? Enum.ToObject(type, value) : value;
        }

        if (type.IsArray)
        {
            return Array.CreateInstance(type.GetElementType()!, 0);
        }

        return Convert(Values.GetValueOrDefault(parameter.Name!, 2), type, parameter);
    }

    private static object Convert(object value, Type type, ParameterInfo parameter)
    {
        if (type.IsPrimitive)
        {
            return System.Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
        }

        var conversion = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == "op_Implicit" && m.ReturnType == type && m.GetParameters()[0].ParameterType == value.GetType())
            ?? throw new InvalidOperationException($"{parameter.Member.DeclaringType!.Name}: no sample for {type.Name} {parameter.Name}");
        return conversion.Invoke(null, [value])!;
    }
}

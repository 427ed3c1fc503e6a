using System.Reflection;
using System.Text.Json;
using PyTorchCS.NN;
using PyTorchCS.Testing;
using Module = PyTorchCS.NN.Module;

namespace PyTorchCS.Tests.NN;

/// <summary>Calls constructors and functions with the arguments that the oracle wrote down.</summary>
internal static class ModuleFactory
{
    /// <summary>Builds a module by its PyTorch name; arguments in <paramref name="ignored"/> are a matter of the call.</summary>
    public static Module Create(string name, FixtureArguments args, params string[] ignored)
    {
        Type type = typeof(Module).Assembly.GetType($"PyTorchCS.NN.{name}", throwOnError: true)!;
        ConstructorInfo constructor = type.GetConstructors().Single();
        return (Module)constructor.Invoke(Bind(constructor, args, ignored, new Dictionary<string, object?>()));
    }

    /// <summary>Calls <c>F.Name</c> or <c>Init.Name</c>; <paramref name="given"/> are values that are no arguments of the case.</summary>
    public static object? Invoke(Type holder, string pythonName, FixtureArguments args, IReadOnlyDictionary<string, object?> given)
    {
        string name = string.Concat(pythonName.TrimEnd('_').Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
            + (pythonName.EndsWith('_') ? "_" : "");
        MethodInfo method = holder.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(candidate => candidate.Name == name);
        return method.Invoke(null, Bind(method, args, [], given));
    }

    /// <summary>A JSON value as an argument of a type.</summary>
    public static object? Convert(JsonElement? json, Type type)
    {
        if (json is not { } value)
        {
            return null;
        }

        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            return Enum.Parse(bare, value.GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return bare switch
        {
            _ when bare == typeof(long) => value.GetInt64(),
            _ when bare == typeof(double) => FixtureTensor.ParseDouble(value),
            _ when bare == typeof(bool) => value.GetBoolean(),
            _ when bare == typeof(IntTuple) => Tuple(value),
            _ when bare == typeof(ConvPadding) => value.ValueKind == JsonValueKind.String ? (ConvPadding)value.GetString()! : Tuple(value),
            _ when bare == typeof(OutputSize) => Size(value),
            _ when bare == typeof(ScaleFactor) => (ScaleFactor)value.GetDouble(),
            _ when bare == typeof(Tensor) => FixtureTensor.Create(value),
            _ => throw new NotSupportedException($"The tests cannot make a {type} of {value}."),
        };
    }

    private static object?[] Bind(MethodBase method, FixtureArguments args, string[] ignored, IReadOnlyDictionary<string, object?> given)
    {
        ParameterInfo[] parameters = method.GetParameters();
        string? unknown = args.Names.Except(ignored).FirstOrDefault(name => parameters.All(parameter => parameter.Name != name));
        if (unknown is not null)
        {
            throw new ArgumentException($"{method.DeclaringType!.Name}.{method.Name} has no argument '{unknown}'.");
        }

        return [.. parameters.Select(parameter =>
            given.TryGetValue(parameter.Name!, out object? value) ? value
            : args.Names.Contains(parameter.Name!) ? Convert(args.Find(parameter.Name!), parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : throw new ArgumentException($"{method.Name} needs '{parameter.Name}'."))];
    }

    private static IntTuple Tuple(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? (IntTuple)value.EnumerateArray().Select(item => item.GetInt64()).ToArray()
        : value.GetInt64();

    private static OutputSize Size(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? (OutputSize)value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? (long?)null : item.GetInt64()).ToArray()
        : value.GetInt64();
}

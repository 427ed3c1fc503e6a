using System.Reflection;
using System.Text.Json;
using PyTorchCS.Optim;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.Optim;

/// <summary>Makes every optimizer by reflection, with the arguments of a fixture.</summary>
internal static class OptimizerFactory
{
    /// <summary>Every optimizer of the library.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Optimizer).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Optimizer)))];

    /// <summary>The type with that name.</summary>
    public static Type Named(string name) => Types.Single(type => type.Name == name);

    /// <summary>An optimizer with the fixture's arguments and defaults for the others.</summary>
    /// <param name="type">The optimizer.</param>
    /// <param name="parameters">What it optimizes.</param>
    /// <param name="args">The fixture's arguments.</param>
    /// <param name="oneByOne">Whether parameters are updated one by one, in the form that the source shows.</param>
    /// <param name="inLists">Whether calls over lists are asked for.</param>
    /// <param name="stateful">Whether every option that keeps state is on.</param>
    public static Optimizer Create(
        Type type, IEnumerable<Tensor> parameters, FixtureArguments args = default, bool oneByOne = false, bool inLists = false, bool stateful = false)
    {
        var constructor = type.GetConstructors().Single();
        var values = constructor.GetParameters().Select(parameter => parameter.Name switch
        {
            "parameters" => parameters,
            "foreach" or "fused" when oneByOne => false,
            "foreach" when inLists => true,
            "momentum" when stateful => 0.9,
            "amsgrad" or "centered" when stateful => true,
            var name => args.Find(name!) is { } given ? Convert(given, parameter.ParameterType) : Default(parameter),
        });
        try
        {
            return (Optimizer)constructor.Invoke([.. values]);
        }
        catch (TargetInvocationException failed)
        {
            throw failed.InnerException!;
        }
    }

    /// <summary>Adds a group whose options differ by the fixture's arguments.</summary>
    public static void AddGroup<TOptions>(Optimizer<TOptions> optimizer, IEnumerable<Tensor> parameters, FixtureArguments args)
        where TOptions : OptimizerOptions =>
        optimizer.AddGroup(parameters, options =>
        {
            var changed = options with { };
            foreach (var name in args.Names)
            {
                var property = typeof(TOptions).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
                property.SetValue(changed, Convert(args.Find(name)!.Value, property.PropertyType));
            }

            return changed;
        });

    private static object? Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue : throw new InvalidOperationException($"{parameter} is not given.");

    private static object Convert(JsonElement value, Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var wanted when wanted == typeof(bool) => value.GetBoolean(),
        var wanted when wanted == typeof(double) => value.GetDouble(),
        var wanted when wanted == typeof((double, double)) => (value[0].GetDouble(), value[1].GetDouble()),
        var wanted => throw new InvalidOperationException($"No rule to read {wanted}."),
    };
}

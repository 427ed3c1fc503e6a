using System.Reflection;
using System.Text.Json;
using PyTorchCS.Optim;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.Optim;

/// <summary>Makes every scheduler by reflection, with the arguments of a fixture.</summary>
internal static class SchedulerFactory
{
    /// <summary>The functions that the oracle gives the same names.</summary>
    private static readonly Dictionary<string, Func<long, double>> Functions = new()
    {
        ["power"] = epoch => Math.Pow(0.95, epoch),
        ["inverse"] = epoch => 1.0 / (1 + (epoch / 5)),
        ["constant"] = _ => 0.9,
    };

    /// <summary>Every scheduler of the library.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(LRScheduler).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LRScheduler)))];

    /// <summary>An optimizer with one parameter in each group, as the oracle has it.</summary>
    public static Optimizer Optimizer(FixtureCase golden)
    {
        double[] rates = [.. golden.Json("rates").EnumerateArray().Select(rate => rate.GetDouble())];
        var optimizer = new SGD([new Parameter(Torch.Zeros(1))], lr: rates[0], momentum: 0.9);
        foreach (var rate in rates[1..])
        {
            optimizer.AddParamGroup([new Parameter(Torch.Zeros(1))], rate);
        }

        return optimizer;
    }

    /// <summary>The scheduler of a fixture; <paramref name="otherwise"/>, one with other numbers for every argument.</summary>
    public static LRScheduler Create(FixtureCase golden, Optimizer optimizer, bool otherwise = false)
    {
        LRScheduler[] parts = golden.Has("parts")
            ? [.. golden.Json("parts").EnumerateArray().Select(part =>
                Create(part.GetProperty("type").GetString()!, optimizer, new FixtureArguments(part.GetProperty("args")), [], otherwise))]
            : [];
        return Create(golden.Path.Split('/')[^1], optimizer, golden.Args, parts, otherwise);
    }

    private static LRScheduler Create(string name, Optimizer optimizer, FixtureArguments args, LRScheduler[] parts, bool otherwise)
    {
        var constructor = Types.Single(type => type.Name == name).GetConstructors().Single(candidate =>
            candidate.GetParameters().All(parameter => Fits(parameter, args)));
        var values = constructor.GetParameters().Select(parameter => parameter.Name switch
        {
            "optimizer" => optimizer,
            "schedulers" => parts,
            var argument => Find(args, argument!) is { } given ? Other(Convert(given, parameter.ParameterType), otherwise && argument != "lastEpoch")
                : parameter.ParameterType.IsValueType && parameter.DefaultValue is null ? Activator.CreateInstance(parameter.ParameterType)
                : parameter.DefaultValue,
        });
        return (LRScheduler)constructor.Invoke([.. values]);
    }

    // LambdaLR has a constructor for one function and one for a list.
    private static bool Fits(ParameterInfo parameter, FixtureArguments args) =>
        parameter.Name != "lrLambda"
        || (Find(args, "lrLambda")!.Value.ValueKind == JsonValueKind.Array) == (parameter.ParameterType != typeof(Func<long, double>));

    private static object Other(object value, bool wanted) => value switch
    {
        bool flag when wanted => !flag,
        double number when wanted => number * 0.9,
        long number when wanted => number + 1,
        long[] numbers when wanted => numbers.Select(number => number + 1).ToArray(),
        _ => value,
    };

    // PyTorch's T_max is tMax here.
    private static JsonElement? Find(FixtureArguments args, string name) =>
        args.Names.SingleOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? args.Find(found) : null;

    private static object Convert(JsonElement value, Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var wanted when wanted == typeof(bool) => value.GetBoolean(),
        var wanted when wanted == typeof(double) => value.GetDouble(),
        var wanted when wanted == typeof(long) => value.GetInt64(),
        var wanted when wanted.IsEnum => Enum.Parse(wanted, value.GetString()!, ignoreCase: true),
        var wanted when wanted == typeof(PerGroup<double>) => value.ValueKind == JsonValueKind.Array
            ? (PerGroup<double>)Doubles(value)
            : (PerGroup<double>)value.GetDouble(),
        var wanted when wanted == typeof(Func<long, double>) => Functions[value.GetString()!],
        var wanted when wanted == typeof(IReadOnlyList<Func<long, double>>) =>
            value.EnumerateArray().Select(name => Functions[name.GetString()!]).ToArray(),
        var wanted when wanted.IsAssignableFrom(typeof(long[])) => value.EnumerateArray().Select(item => item.GetInt64()).ToArray(),
        var wanted => throw new InvalidOperationException($"No rule to read {wanted}."),
    };

    private static double[] Doubles(JsonElement value) => [.. value.EnumerateArray().Select(item => item.GetDouble())];
}

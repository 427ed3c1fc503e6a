using System.Reflection;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "optimizers": the step alone, over 60 tensors of 64x64, of every optimizer there is.</summary>
internal static class OptimizerSteps
{
    private const int Count = 60;

    public static void Fill(Suite suite)
    {
        foreach (Type type in typeof(Optimizer).Assembly.GetExportedTypes().Where(IsOptimizer).OrderBy(type => type.Name))
        {
            Add(suite, type);
        }
        Add(suite, "SGD momentum", "default", parameters => new SGD(parameters, momentum: 0.9));

        Parameter[] parameters = MakeParameters();
        suite.AddAction("ClipGradNorm_", "undisposed", "us", 1, () => () => Utils.ClipGradNorm_(parameters, 1.0));
        suite.AddAction("ClipGradNorm_", "scope", "us", 1, () => Training.InStyle("scope", () => Utils.ClipGradNorm_(parameters, 1.0)));

        var optimizer = new SGD(parameters);
        suite.AddAction("ZeroGrad to zeros", "", "us", 1, () => () => optimizer.ZeroGrad(setToNone: false));
        suite.AddAction("gradients in, ZeroGrad", "", "us", 1, DropGradients);
    }

    private static bool IsOptimizer(Type type) => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract && !type.IsGenericType;

    // In its default form, and in the others that the constructor offers.
    private static void Add(Suite suite, Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().First(TakesParameters);
        Optimizer Make(IEnumerable<Tensor> parameters, bool? @foreach, bool? fused) => (Optimizer)constructor.Invoke(
        [
            parameters,
            .. constructor.GetParameters().Skip(1).Select(parameter => parameter.Name switch
            {
                "foreach" => @foreach,
                "fused" => fused,
                _ => parameter.DefaultValue,
            }),
        ]);

        try
        {
            Make(MakeParameters(), null, null).Step();
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or TargetInvocationException)
        {
            Console.Error.WriteLine($"{type.Name} is left out: {(e.InnerException ?? e).Message}");
            return;
        }
        Add(suite, type.Name, "default", parameters => Make(parameters, null, null));
        if (constructor.GetParameters().Any(parameter => parameter.Name == "foreach"))
        {
            Add(suite, type.Name, "one by one", parameters => Make(parameters, false, false));
        }
        if (type.GetInterfaces().Any(form => form.Name.StartsWith("IForeachUpdate", StringComparison.Ordinal)))
        {
            Add(suite, type.Name, "foreach", parameters => Make(parameters, true, false));
        }
    }

    private static bool TakesParameters(ConstructorInfo constructor) =>
        constructor.GetParameters() is [var first, ..] && first.ParameterType == typeof(IEnumerable<Tensor>);

    private static void Add(Suite suite, string name, string variant, Func<Parameter[], Optimizer> make) =>
        suite.AddAction(name, variant, "us", 1, () => make(MakeParameters()).Step);

    // Giving the gradients back is part of it: a gradient can be dropped only once.
    private static Action DropGradients()
    {
        Parameter[] parameters = MakeParameters();
        Tensor[] gradients = MakeGradients();
        var optimizer = new SGD(parameters);
        return () =>
        {
            Give(parameters, gradients);
            optimizer.ZeroGrad();
        };
    }

    private static Parameter[] MakeParameters()
    {
        Parameter[] parameters = [.. Enumerable.Range(0, Count).Select(_ => new Parameter(Torch.Randn(64, 64)))];
        Give(parameters, MakeGradients());
        return parameters;
    }

    private static Tensor[] MakeGradients() => [.. Enumerable.Range(0, Count).Select(_ => Torch.Randn(64, 64))];

    private static void Give(Parameter[] parameters, Tensor[] gradients)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i].Grad = gradients[i];
        }
    }
}

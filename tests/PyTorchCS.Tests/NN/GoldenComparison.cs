using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

/// <summary>Compares outputs, gradients and state with what PyTorch computed.</summary>
internal static class GoldenComparison
{
    /// <summary>The inputs of a case by name; floating-point ones are leaves that get gradients.</summary>
    public static Dictionary<string, Tensor> Inputs(FixtureCase golden) =>
        golden.Names("inputs").ToDictionary(name => name, name => golden.Tensor("inputs", name, requiresGrad: true));

    /// <summary>A module with the state, mode and type of a case.</summary>
    public static Module Module(FixtureCase golden, string name, params string[] ignored)
    {
        Module module = ModuleFactory.Create(name, golden.Args, ignored).To(golden.DType).Train(golden.Has("train") && golden.Boolean("train"));
        module.LoadStateDict(new StateDict(golden.Tensors("state").Select(entry => KeyValuePair.Create(entry.Name, entry.Tensor))));
        return module;
    }

    public static void Compare(FixtureCase golden, IReadOnlyDictionary<string, Tensor> inputs, Module? module, params (string Name, Tensor? Value)[] outputs)
    {
        foreach ((string name, Tensor? value) in outputs)
        {
            if (golden.Has("outputs", name))
            {
                value.Should().BeCloseTo(golden.Tensor("outputs", name), because: name);
            }
            else
            {
                value.Should().BeNull(name);
            }
        }

        CompareGradients(golden, inputs, module, outputs);
        if (golden.Has("stateAfter"))
        {
            StateDict after = module!.StateDict();
            foreach ((string name, Tensor expected) in golden.Tensors("stateAfter"))
            {
                after[name].Should().BeCloseTo(expected, because: name);
            }
        }
    }

    private static void CompareGradients(FixtureCase golden, IReadOnlyDictionary<string, Tensor> inputs, Module? module, (string Name, Tensor? Value)[] outputs)
    {
        IReadOnlyList<string> names = golden.Names("gradients");
        if (names.Count == 0)
        {
            return;
        }

        Dictionary<string, Tensor> sources = new(inputs);
        foreach ((string name, Parameter parameter) in module?.NamedParameters() ?? [])
        {
            sources.Add(name, parameter);
        }

        var flowing = outputs.Where(output => golden.Has("outputGradients", output.Name)).ToArray();
        Tensor?[] gradients = Torch.Grad(
            [.. flowing.Select(output => output.Value!)],
            [.. names.Select(name => sources[name])],
            [.. flowing.Select(output => golden.Tensor("outputGradients", output.Name))],
            allowUnused: true);
        for (int i = 0; i < names.Count; i++)
        {
            if (golden.Has("gradients", names[i]))
            {
                Tensor? dense = gradients[i] is { IsSparse: true } sparse ? sparse.ToDense() : gradients[i];
                dense.Should().BeCloseTo(golden.Tensor("gradients", names[i]), because: $"the gradient of {names[i]}");
            }
            else
            {
                gradients[i].Should().BeNull(names[i]);
            }
        }
    }
}

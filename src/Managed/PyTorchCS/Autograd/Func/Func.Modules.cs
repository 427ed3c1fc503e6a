using PyTorchCS.Interop;
using PyTorchCS.NN;

namespace PyTorchCS;

public static partial class Func
{
    /// <summary>Calls a module with other tensors in the places of its parameters and buffers.</summary>
    /// <param name="module">The module, which is as before afterwards.</param>
    /// <param name="parameterAndBufferDicts">Tensors by the names that the state dict has. What is not named stays.</param>
    /// <param name="args">The input.</param>
    /// <param name="strict">Whether a missing or an unknown name is an error.</param>
    /// <remarks>
    /// A parameter that is reachable by several names is replaced under all of them: PyTorch's <c>tie_weights</c>. Buffers that the module changes
    /// in place are those given. While the call runs, the module belongs to this thread.
    /// </remarks>
    /// <exception cref="ArgumentException">One parameter is given two values by its several names, or <paramref name="strict"/> applies.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.functional_call.html"/>
    // Differs from PyTorch: there is no tieWeights; an object that is reachable by two names cannot be two tensors.
    public static TOutput FunctionalCall<TInput, TOutput>(
        Module<TInput, TOutput> module, IReadOnlyDictionary<string, Tensor> parameterAndBufferDicts, TInput args, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(module);
        return CallWith(module, Substitutes(module, parameterAndBufferDicts, strict), own => own.Call(args));
    }

    /// <summary>Calls a module with other tensors in the places of its parameters.</summary>
    /// <param name="module">The module, which is as before afterwards.</param>
    /// <param name="parameters">One tensor for each of <c>module.Parameters()</c>, in their order.</param>
    /// <param name="args">The input.</param>
    /// <exception cref="ArgumentException">The number of tensors differs.</exception>
    /// <inheritdoc cref="FunctionalCall{TInput, TOutput}(Module{TInput, TOutput}, IReadOnlyDictionary{string, Tensor}, TInput, bool)"/>
    public static TOutput FunctionalCall<TInput, TOutput>(Module<TInput, TOutput> module, ReadOnlySpan<Tensor> parameters, TInput args)
    {
        ArgumentNullException.ThrowIfNull(module);
        Parameter[] own = [.. module.Parameters()];
        if (own.Length != parameters.Length)
        {
            throw new ArgumentException($"Func.FunctionalCall: the module has {own.Length} parameters, but {parameters.Length} tensors were given", nameof(parameters));
        }
        var substitutes = new List<(Tensor Tensor, Tensor Substitute)>();
        for (var i = 0; i < own.Length; i++)
        {
            substitutes.Add((own[i], parameters[i]));
        }
        return CallWith(module, substitutes, called => called.Call(args));
    }

    /// <summary>Calls a module of any number of inputs with other tensors in the places of its parameters and buffers.</summary>
    /// <param name="module">The module, which is as before afterwards.</param>
    /// <param name="parameterAndBufferDicts">Tensors by the names that the state dict has. What is not named stays.</param>
    /// <param name="call">Calls the module.</param>
    /// <param name="strict">Whether a missing or an unknown name is an error.</param>
    /// <inheritdoc cref="FunctionalCall{TInput, TOutput}(Module{TInput, TOutput}, IReadOnlyDictionary{string, Tensor}, TInput, bool)"/>
    public static TOutput FunctionalCall<TModule, TOutput>(
        TModule module, IReadOnlyDictionary<string, Tensor> parameterAndBufferDicts, Func<TModule, TOutput> call, bool strict = false)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(call);
        return CallWith(module, Substitutes(module, parameterAndBufferDicts, strict), call);
    }

    /// <summary>The parameters and the buffers of several modules of one kind, stacked along a new first dimension: an ensemble for <c>Vmap</c>.</summary>
    /// <param name="models">Modules of the same class and in the same mode.</param>
    /// <returns>Parameters and buffers by name; the parameters are leaves and require gradients where those of all modules do.</returns>
    /// <exception cref="ArgumentException">There is no module, or classes, modes, names or requirements of gradients differ.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.stack_module_state.html"/>
    public static (StateDict Params, StateDict Buffers) StackModuleState(IReadOnlyList<Module> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
        {
            throw new ArgumentException("Func.StackModuleState: there is no module", nameof(models));
        }
        if (models.Any(model => model.GetType() != models[0].GetType() || model.Training != models[0].Training))
        {
            throw new ArgumentException("Func.StackModuleState: the modules must be of one class, and either all in training or all in evaluation", nameof(models));
        }
        return (Stack(models, model => model.NamedParameters().Select(named => (named.Name, (Tensor)named.Parameter))), Stack(models, model => model.NamedBuffers()));
    }

    /// <summary>Lets every batch normalization in a module use the statistics of its batch, in evaluation, too, and forget the running ones.</summary>
    /// <param name="root">The module, which is changed and given back.</param>
    /// <remarks>Running statistics are changed in place, which <c>Vmap</c> cannot do for many batches at once.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.replace_all_batch_norm_modules_.html"/>
    public static Module ReplaceAllBatchNormModules_(Module root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var norm in root.Modules().OfType<BatchNorm>())
        {
            norm.DropRunningStats();
        }
        return root;
    }

    private static StateDict Stack(IReadOnlyList<Module> models, Func<Module, IEnumerable<(string Name, Tensor Tensor)>> members)
    {
        var all = models.Select(model => members(model).ToArray()).ToArray();
        if (all.Any(own => !own.Select(member => member.Name).SequenceEqual(all[0].Select(member => member.Name))))
        {
            throw new ArgumentException("Func.StackModuleState: the modules have different parameters or buffers", nameof(models));
        }
        var stacked = new StateDict();
        for (var i = 0; i < all[0].Length; i++)
        {
            Tensor[] tensors = [.. all.Select(own => own[i].Tensor)];
            var count = tensors.Count(tensor => tensor.RequiresGrad);
            if (count != 0 && count != tensors.Length)
            {
                throw new ArgumentException($"Func.StackModuleState: '{all[0][i].Name}' requires gradients in some modules and not in others", nameof(models));
            }
            using var joined = Torch.Stack(tensors);
            stacked.Add(all[0][i].Name, joined.Detach().RequiresGrad_(count > 0));
        }
        return stacked;
    }

    private static List<(Tensor Tensor, Tensor Substitute)> Substitutes(Module module, IReadOnlyDictionary<string, Tensor> given, bool strict)
    {
        ArgumentNullException.ThrowIfNull(given);
        var own = module.NamedParameters(removeDuplicate: false).Select(named => (named.Name, Tensor: (Tensor)named.Parameter))
            .Concat(module.NamedBuffers(removeDuplicate: false).Select(named => (named.Name, Tensor: named.Buffer))).ToArray();
        var names = own.Select(member => member.Name).ToHashSet();
        var found = new Dictionary<Tensor, (string Name, Tensor Substitute)>(ReferenceEqualityComparer.Instance);
        foreach (var (name, tensor) in own)
        {
            if (!given.TryGetValue(name, out var substitute))
            {
                continue;
            }
            ArgumentNullException.ThrowIfNull(substitute, nameof(given));
            if (found.TryGetValue(tensor, out var other) && !ReferenceEquals(other.Substitute, substitute))
            {
                throw new ArgumentException($"Func.FunctionalCall: '{other.Name}' and '{name}' are one tensor of the module, but were given two", nameof(given));
            }
            found[tensor] = (name, substitute);
        }
        if (strict)
        {
            string[] missing = [.. own.Where(member => !found.ContainsKey(member.Tensor)).Select(member => member.Name)];
            string[] unknown = [.. given.Keys.Where(name => !names.Contains(name))];
            if (missing.Length + unknown.Length > 0)
            {
                throw new ArgumentException($"Func.FunctionalCall with strict: missing: {string.Join(", ", missing)}; unexpected: {string.Join(", ", unknown)}", nameof(given));
            }
        }
        return [.. found.Select(entry => (entry.Key, entry.Value.Substitute))];
    }

    private static TOutput CallWith<TModule, TOutput>(TModule module, List<(Tensor Tensor, Tensor Substitute)> substitutes, Func<TModule, TOutput> call)
    {
        var replaced = new Stack<(Tensor Tensor, TensorHandle Original)>();
        try
        {
            foreach (var (tensor, substitute) in substitutes)
            {
                replaced.Push((tensor, tensor.Substitute(substitute)));
            }
            return call(module);
        }
        finally
        {
            while (replaced.TryPop(out var entry))
            {
                entry.Tensor.EndSubstitution(entry.Original);
            }
        }
    }
}

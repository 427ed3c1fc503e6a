using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <content>How a step is carried out: which parameters are updated together, and by which form of the update.</content>
public abstract partial class Optimizer<TOptions>
{
    /// <summary>Elements of a parameter that a processor's cache holds with its gradient and state.</summary>
    private const long LargestInLists = 16384;

    private enum Form
    {
        Single,
        Foreach,
        Fused,
    }

    private void Step(ParamGroup<TOptions> group)
    {
        var gradients = group.Gradients;
        using var scope = Torch.Scope();
        try
        {
            var parameters = group.Held;
            gradients.Read(parameters);
            if (group.Plan is null || !group.Plan.Fits(parameters, gradients))
            {
                group.Plan = null;
                group.Plan = Prepare(group, parameters);
            }

            Execute(group, group.Plan);
        }
        finally
        {
            gradients.Release();
        }
    }

    private void Execute(ParamGroup<TOptions> group, StepPlan plan)
    {
        foreach (var batch in plan.Batches)
        {
            batch.Take(group.Gradients);
            try
            {
                UpdateTogether(batch, group.Options);
            }
            finally
            {
                batch.Release();
            }
        }

        for (var i = 0; i < plan.Routes.Length; i++)
        {
            if (plan.Routes[i] == Route.Single)
            {
                UpdateAlone(group.Members[i], group.Gradients[i]!, group.States[i], group.Options);
            }
        }

        if (plan.HasNew)
        {
            foreach (var state in group.States)
            {
                state.IsNew = false;
            }

            group.Plan = null;
        }
    }

    private void UpdateTogether(TensorBatch batch, TOptions options)
    {
        using var scope = Torch.Scope();
        if (FormFor(options, batch.Parameters[0]) == Form.Fused)
        {
            ((IFusedUpdate<TOptions>)this).UpdateFused(batch, options);
            return;
        }

        if (options.Maximize)
        {
            Foreach.Neg(batch.Gradients).CopyTo(batch.MutableGradients);
        }

        ((IForeachUpdate<TOptions>)this).UpdateForeach(batch, options);
    }

    private void UpdateAlone(Tensor parameter, Tensor gradient, ParameterState state, TOptions options)
    {
        // A scope for each parameter: what is computed for all of them would take memory several times the model's.
        using var scope = Torch.Scope();
        if (options.Maximize)
        {
            gradient = -gradient;
        }

        if (parameter.DType.IsComplex)
        {
            Update(Torch.ViewAsReal(parameter), Torch.ViewAsReal(gradient), state.AsReal(), options);
        }
        else
        {
            Update(parameter, gradient, state, options);
        }
    }

    private StepPlan Prepare(ParamGroup<TOptions> group, HeldTensors parameters)
    {
        var gradients = group.Gradients;
        var plan = new StepPlan(group.Members, parameters, gradients.Places, parameter => FormFor(group.Options, parameter) != Form.Single);
        var batches = new Dictionary<(Device, DType, bool), List<int>>();
        for (var i = 0; i < plan.Routes.Length; i++)
        {
            var parameter = group.Members[i];
            var route = plan.RouteOf(i, gradients);
            if (route != Route.Skip)
            {
                route = Allowed(route, parameter, gradients[i]!, group.Options);
                var isFused = route == Route.Batch && FormFor(group.Options, parameter) == Form.Fused;
                var isNew = PrepareState(parameter, group.States[i], group.Options, isFused);
                plan.HasNew |= isNew;
                if (route == Route.Batch)
                {
                    var key = (parameter.Device, parameter.DType, isNew);
                    batches.TryAdd(key, []);
                    batches[key].Add(i);
                }
            }

            plan.Routes[i] = route;
        }

        plan.Batches = [.. batches.Select(entry => Gather(group, entry.Value, entry.Key.Item3))];
        return plan;
    }

    private static TensorBatch Gather(ParamGroup<TOptions> group, List<int> places, bool isNew) => new(
        [.. places.Select(place => group.Members[place])], [.. places], [.. places.Select(place => group.States[place])], isNew);

    private bool PrepareState(Tensor parameter, ParameterState state, TOptions options, bool fused)
    {
        var wasEmpty = state.Count == 0;

        // State outlives every step, so no scope of the caller may free it.
        using var unscoped = TensorScope.Suspend();
        InitializeState(parameter, state, options);
        state.MoveTo(parameter, fused ? parameter.Device : Device.Cpu);
        if (fused)
        {
            RequireShape(parameter, state);
        }

        state.IsNew = state.Count > 0 && (wasEmpty || state.IsNew);
        return state.IsNew;
    }

    // The kernel would read and write beyond the end of what is smaller.
    private void RequireShape(Tensor parameter, ParameterState state)
    {
        foreach (var (key, value) in state)
        {
            if (key != ParameterState.Step && !value.HasShapeOf(parameter))
            {
                throw new InvalidOperationException(
                    $"{GetType().Name}: the state '{key}' has shape {Describe(value)}, but its parameter has "
                        + $"{Describe(parameter)}. An optimizer goes on only with parameters of the shapes that it has seen.");
            }
        }
    }

    private Route Allowed(Route route, Tensor parameter, Tensor gradient, TOptions options)
    {
        if (gradient.Layout != Layout.Strided && !TakesSparseGradients)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} does not take sparse gradients: that of a parameter of shape {Describe(parameter)} is "
                    + $"{gradient.Layout}. SGD and Adagrad take them.");
        }

        if (route == Route.Single && options.Fused == true)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} with fused: true needs dense floating-point gradients in the parameter's memory layout; "
                    + $"that of a parameter of shape {Describe(parameter)} is {gradient.DType}, {gradient.Layout}.");
        }

        return route;
    }

    private Form FormFor(TOptions options, Tensor parameter)
    {
        var fused = this is IFusedUpdate<TOptions>;
        var inLists = this is IForeachUpdate<TOptions>;
        return options switch
        {
            { Fused: true } when !fused => throw new InvalidOperationException(
                $"{GetType().Name} has no fused kernel, but the options of a group ask for it."),
            { Fused: true } => Form.Fused,
            { Foreach: false } => Form.Single,
            { Fused: null } when fused => Form.Fused,
            { Foreach: true } when inLists => Form.Foreach,

            // Calls over lists save calls, and on CUDA launches. On a processor they go over memory once for each operation, so that
            // parameters too large for its cache are updated faster one after the other.
            { Foreach: null, Fused: null } when inLists && (parameter.Device.Type == DeviceType.Cuda || parameter.Numel() <= LargestInLists) => Form.Foreach,
            _ => Form.Single,
        };
    }
}

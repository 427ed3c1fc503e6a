namespace PyTorchCS.Optim;

/// <summary>What every optimizer lets one choose for a group of parameters; an optimizer's own record adds its own.</summary>
/// <remarks>
/// Options are immutable: a group with others is made by <c>with</c>, as in
/// <c>optimizer.AddGroup(head.Parameters(), o => o with { Lr = 1e-4 })</c>. Every property that can be initialized is
/// part of the state dict, under its name in snake_case.
/// </remarks>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate.</summary>
    public double Lr { get; init; }

    /// <summary>Whether the objective is maximized: the gradient then counts with its sign turned.</summary>
    public bool Maximize { get; init; }

    /// <summary>
    /// Whether native calls that each take many parameters are used, where the optimizer has such a form and
    /// <see cref="Fused"/> does not apply. Not given: on CUDA. True: everywhere. False: every parameter is updated on its
    /// own, unless <see cref="Fused"/> is true.
    /// </summary>
    public bool? Foreach { get; init; }

    /// <summary>
    /// Whether LibTorch's fused kernel does the whole update. Not given: yes, for dense floating-point parameters on CPU
    /// and CUDA. True: required, and an error where there is no such kernel. False: never.
    /// </summary>
    // Differs from PyTorch: not given means fused on CPU and CUDA here, and never there.
    public bool? Fused { get; init; }

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value outside its range.</exception>
    /// <exception cref="ArgumentException">Two options exclude each other.</exception>
    protected internal virtual void Validate()
    {
        OptionCheck.NotNegative(Lr, "lr");
        if (Foreach == true && Fused == true)
        {
            throw new ArgumentException("foreach and fused cannot both be true: choose one.", "fused");
        }
    }

    /// <summary>The number that schedulers cycle as momentum (the first beta of Adam), null where there is none.</summary>
    protected internal virtual double? CycledMomentum => null;

    /// <summary>The same options with another momentum.</summary>
    protected internal virtual OptimizerOptions WithCycledMomentum(double momentum) =>
        throw new InvalidOperationException($"{GetType().Name} has no momentum to set.");
}

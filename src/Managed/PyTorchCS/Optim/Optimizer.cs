namespace PyTorchCS.Optim;

/// <summary>Changes parameters by their gradients; what all optimizers share, whatever their options.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/optim.html"/>
public abstract class Optimizer
{
    private readonly HashSet<Tensor> _known = new(ReferenceEqualityComparer.Instance);

    private protected Optimizer()
    {
    }

    /// <summary>The groups of parameters, each with options of its own.</summary>
    public abstract IReadOnlyList<ParamGroup> ParamGroups { get; }

    /// <summary>How often <see cref="Step()"/> has run to its end.</summary>
    public long StepCount { get; private protected set; }

    /// <summary>Updates every parameter that has a gradient.</summary>
    public abstract void Step();

    /// <summary>Computes loss and gradients by <paramref name="closure"/>, then updates the parameters.</summary>
    /// <returns>What the closure returned.</returns>
    public virtual Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        Tensor loss;
        using (Torch.EnableGrad())
        {
            loss = closure();
        }

        Step();
        return loss;
    }

    /// <summary>Adds parameters with the options that the optimizer was made with, and a learning rate of their own.</summary>
    /// <exception cref="ArgumentException">A parameter is no leaf or is in a group already.</exception>
    public abstract ParamGroup AddParamGroup(IEnumerable<Tensor> parameters, double? lr = null);

    /// <summary>Forgets the gradients, so that the next backward pass does not add to them.</summary>
    /// <param name="setToNone">Whether gradients are removed; otherwise they are filled with zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var group in ParamGroups)
        {
            if (setToNone)
            {
                Tensor.ClearGrads(group.Held);
            }
            else
            {
                Tensor.ZeroGrads(group.Members, setToNone: false);
            }
        }
    }

    /// <summary>What the optimizer remembers about <paramref name="parameter"/>; empty before its first update.</summary>
    /// <exception cref="ArgumentException">The parameter is in no group.</exception>
    public abstract ParameterState State(Tensor parameter);

    /// <summary>The state in PyTorch's layout; its tensors are those in use, not copies, apart from the counts of steps.</summary>
    public abstract OptimizerStateDict StateDict();

    /// <summary>Takes over options and copies of the tensors, brought to each parameter's device and type.</summary>
    /// <exception cref="ArgumentException">Groups, numbers of parameters or shapes do not fit; nothing has changed then.</exception>
    public abstract void LoadStateDict(OptimizerStateDict stateDict);

    /// <summary>Whether LibTorch's fused kernels run on this device.</summary>
    internal static bool HasFusedKernels(Device device) => device.Type is DeviceType.Cpu or DeviceType.Cuda;

    /// <summary>The parameters of a new group as an array, after checking that they can be optimized.</summary>
    private protected Tensor[] Admit(IEnumerable<Tensor> parameters, bool lacksFused, bool wantsFused)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] admitted = [.. parameters];
        var seen = new HashSet<Tensor>(_known, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < admitted.Length; i++)
        {
            var parameter = admitted[i]
                ?? throw new ArgumentException($"{GetType().Name}: parameter {i} is null.", nameof(parameters));
            if (!parameter.IsLeaf)
            {
                throw new ArgumentException(
                    $"{GetType().Name}: parameter {i} of shape {Describe(parameter)} is the result of an operation; "
                        + "only leaf tensors can be optimized.",
                    nameof(parameters));
            }

            if (wantsFused && (lacksFused || !parameter.DType.IsFloatingPoint || !HasFusedKernels(parameter.Device)))
            {
                throw new ArgumentException(
                    $"{GetType().Name} has no fused kernel for parameter {i}: {parameter.DType} on {parameter.Device}.",
                    nameof(parameters));
            }

            if (!seen.Add(parameter))
            {
                throw new ArgumentException(
                    $"{GetType().Name}: parameter {i} of shape {Describe(parameter)} is given twice.", nameof(parameters));
            }
        }

        _known.UnionWith(admitted);
        return admitted;
    }

    private protected static string Describe(Tensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
}

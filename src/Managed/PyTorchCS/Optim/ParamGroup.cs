using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>Parameters that an optimizer updates with the same options.</summary>
public abstract class ParamGroup
{
    private HeldTensors? _held;

    private protected ParamGroup(Tensor[] parameters)
    {
        Members = parameters;
        Gradients = new StepGradients(parameters.Length);
    }

    /// <summary>The parameters, in the order in which they were given.</summary>
    public IReadOnlyList<Tensor> Parameters => Members;

    /// <summary>The learning rate; schedulers set it, and anyone may between two steps.</summary>
    public abstract double Lr { get; set; }

    /// <summary>The momentum, or the first beta of Adam; null for an optimizer without one.</summary>
    /// <exception cref="InvalidOperationException">Set on a group without momentum, or set to null.</exception>
    public abstract double? Momentum { get; set; }

    /// <summary>The learning rate from which a scheduler started; null before the first scheduler.</summary>
    public double? InitialLr { get; set; }

    internal Tensor[] Members { get; }

    /// <summary>The parameters as native calls take them, the same object from step to step.</summary>
    /// <exception cref="ObjectDisposedException">A parameter is disposed.</exception>
    internal HeldTensors Held => _held is { } held && held.AreOf(Members) ? held : _held = HeldTensors.Of(Members);

    /// <summary>The gradients of the parameters while a step runs.</summary>
    internal StepGradients Gradients { get; }
}

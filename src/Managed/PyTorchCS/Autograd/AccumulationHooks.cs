namespace PyTorchCS;

/// <summary>Hooks that receive a leaf after its gradient was added up.</summary>
internal sealed class AccumulationHooks : TensorHooks
{
    internal override nint Run(nint tensor)
    {
        var adopted = Tensor.Adopt(tensor);
        foreach (var hook in Snapshot())
        {
            // A program looks parameters up by their objects.
            ((Action<Tensor>)hook.Callback)(hook.TensorAt(tensor) ?? adopted);
        }
        return 0;
    }
}

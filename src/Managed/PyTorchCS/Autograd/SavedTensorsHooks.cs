using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A pair of hooks on what the graph saves.</summary>
internal sealed class SavedTensorsHooks(Func<Tensor, object> pack, Func<object, Tensor> unpack)
{
    /// <summary>Runs the first hook; takes over the reference.</summary>
    internal PackedTensor Pack(nint tensor)
    {
        // The graph outlives the scope in which it is made, and so must what it keeps.
        using var outside = TensorScope.Suspend();
        return new PackedTensor(pack(Tensor.Adopt(tensor)), unpack);
    }
}

/// <summary>What the graph keeps in place of a tensor.</summary>
internal sealed class PackedTensor(object value, Func<object, Tensor> unpack)
{
    /// <summary>Runs the second hook; gives a reference.</summary>
    internal nint Unpack()
    {
        var tensor = unpack(value) ?? throw new InvalidOperationException("the unpackHook of SavedTensorsHooks returned null instead of a tensor");
        return tensor.Share();
    }
}

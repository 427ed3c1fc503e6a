using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A layer of LibTorch's function transforms on the current thread, which ends when disposed.</summary>
internal readonly unsafe ref struct FuncLayer : IDisposable
{
    private readonly long _level;

    private FuncLayer(long level) => _level = level;

    /// <summary>A layer that records for gradients.</summary>
    internal static FuncLayer Grad()
    {
        long level;
        Errors.Check(Native.PushGrad(&level), "grad");
        return new FuncLayer(level);
    }

    /// <summary>A layer of forward-mode differentiation.</summary>
    internal static FuncLayer Jvp()
    {
        long level;
        Errors.Check(Native.PushJvp(&level), "jvp");
        return new FuncLayer(level);
    }

    /// <summary>A layer that hides a dimension of tensors.</summary>
    internal static FuncLayer Vmap(long batchSize, VmapRandomness randomness)
    {
        long level;
        Errors.Check(Native.PushVmap(&level, batchSize, (int)randomness), "vmap");
        return new FuncLayer(level);
    }

    /// <summary>Takes a tensor out of the layer that has just ended; the tensor itself where it was not in it.</summary>
    internal static Tensor Unwrap(Tensor tensor)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.UnwrapFromLayer(&result, self.Handle), "func");
        if (result == self.Handle)
        {
            Native.FreeTensor(result);
            return tensor;
        }
        return Tensor.Adopt(result);
    }

    internal static Tensor[] Unwrap(Tensor[] tensors) => Array.ConvertAll(tensors, Unwrap);

    /// <summary>What lies in the outermost layer of a tensor, the level of that layer, and the dimension that it hides, or -1.</summary>
    internal static (Tensor? Inner, long Level, long Dim) Peel(Tensor tensor)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint inner;
        long level;
        long dim;
        Errors.Check(Native.PeelLayer(&inner, &level, &dim, self.Handle), "func");
        return (Tensor.Adopt(inner), level, dim);
    }

    /// <summary>The tensor as this layer records it.</summary>
    internal Tensor Wrap(Tensor tensor)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.WrapForLayer(&result, self.Handle, _level), "func");
        return Tensor.Adopt(result);
    }

    internal Tensor[] Wrap(Tensor[] tensors)
    {
        var wrapped = new Tensor[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            wrapped[i] = Wrap(tensors[i]);
        }
        return wrapped;
    }

    /// <summary>The tensor without the dimension, over which the layer repeats everything.</summary>
    internal Tensor AddBatchDim(Tensor tensor, long dim)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.AddBatchDim(&result, self.Handle, dim, _level), "vmap");
        return Tensor.Adopt(result);
    }

    internal bool IsBatched(Tensor tensor)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        bool result;
        Errors.Check(Native.IsBatched(&result, self.Handle, _level), "vmap");
        return result;
    }

    /// <summary>The tensor with the hidden dimension; what has none is repeated.</summary>
    internal Tensor RemoveBatchDim(Tensor tensor, long batchSize, long outDim)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.RemoveBatchDim(&result, self.Handle, _level, batchSize, outDim), "vmap");
        return Tensor.Adopt(result);
    }

    public void Dispose()
    {
        if (_level > 0)
        {
            Errors.Check(Native.PopLayer(), "func");
        }
    }
}

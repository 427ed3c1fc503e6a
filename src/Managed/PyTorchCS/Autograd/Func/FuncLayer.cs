using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A layer of LibTorch's function transforms on the current thread, which ends when disposed.</summary>
internal readonly unsafe ref struct FuncLayer : IDisposable
{
    private readonly long _level;

    private FuncLayer(long level)
    {
        _level = level;
        WasEntered = true;
    }

    /// <summary>Whether this process has ever had a layer: without one, no tensor is in any.</summary>
    internal static bool WasEntered { get; private set; }

    internal long Level => _level;

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

    /// <summary>What lies behind a tensor that is batched at a level, and the dimension that it hides; otherwise the tensor itself, and null.</summary>
    internal static (Tensor Value, long? Dim) Unbatch(Tensor tensor, long level)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint value;
        long dim;
        Errors.Check(Native.Unbatch(&value, &dim, self.Handle, level), "vmap");
        return value == 0 ? (tensor, null) : (Tensor.Adopt(value), dim);
    }

    /// <summary>The tensor as a layer records it.</summary>
    internal static Tensor Wrap(Tensor tensor, long level)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.WrapForLayer(&result, self.Handle, level), "func");
        return Tensor.Adopt(result);
    }

    /// <summary>The tensor without the dimension, over which a layer repeats everything.</summary>
    internal static Tensor AddBatchDim(Tensor tensor, long dim, long level)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        nint result;
        Errors.Check(Native.AddBatchDim(&result, self.Handle, dim, level), "vmap");
        return Tensor.Adopt(result);
    }

    /// <summary>What lies behind a tensor that is batched in this layer, and the dimension that it hides; otherwise the tensor itself, and null.</summary>
    internal (Tensor Value, long? Dim) Unbatch(Tensor tensor) => Unbatch(tensor, _level);

    /// <summary>The tensor as this layer records it.</summary>
    internal Tensor Wrap(Tensor tensor) => Wrap(tensor, _level);

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
    internal Tensor AddBatchDim(Tensor tensor, long dim) => AddBatchDim(tensor, dim, _level);

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

using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>The innermost layer that a transform has entered on this thread, as a custom function sees it.</summary>
internal readonly unsafe struct EnclosingLayer
{
    private readonly LayerView _view;

    private EnclosingLayer(LayerView view) => _view = view;

    internal bool IsVmap => _view.Kind == LayerView.Vmap;

    internal VmapInfo Info => new(_view.BatchSize, (VmapRandomness)_view.Randomness);

    internal static EnclosingLayer Current()
    {
        LayerView view;
        Errors.Check(Native.TopLayer(&view), "func");
        return new EnclosingLayer(view);
    }

    /// <summary>Tensors as this layer records them: what it does not know is a constant in it.</summary>
    internal Tensor[] Lift(Tensor[] tensors)
    {
        var lifted = new Tensor[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            var (inner, level, _) = FuncLayer.Peel(tensors[i]);
            lifted[i] = inner is not null && level == _view.Level ? tensors[i] : FuncLayer.Wrap(tensors[i], _view.Level);
        }
        return lifted;
    }

    /// <summary>What lies in this layer.</summary>
    internal static Tensor[] Lower(Tensor[] lifted) => Array.ConvertAll(lifted, tensor => FuncLayer.Peel(tensor).Inner!);

    /// <summary>What was computed below this layer, in it; what came from it and was changed in place is what it was.</summary>
    internal Tensor[] Raise(Tensor[] outputs, Tensor[] lowered, Tensor[] lifted)
    {
        var raised = new Tensor[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var place = PlaceOf(outputs[i], lowered);
            raised[i] = place >= 0 ? lifted[place] : FuncLayer.Wrap(outputs[i], _view.Level);
        }
        return raised;
    }

    /// <summary>What lies behind batched tensors, and which dimensions are hidden.</summary>
    internal (Tensor[] Values, long?[] Dims) Unbatch(Tensor[] tensors)
    {
        var values = new Tensor[tensors.Length];
        var dims = new long?[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            (values[i], dims[i]) = FuncLayer.Unbatch(tensors[i], _view.Level);
        }
        return (values, dims);
    }

    /// <summary>What was computed for a batch, without the dimension; what was changed in place is what it was.</summary>
    internal Tensor[] Batch(Tensor[] outputs, long?[] dims, Tensor[] values, Tensor[] given)
    {
        var batched = new Tensor[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var place = PlaceOf(outputs[i], values);
            batched[i] = place >= 0 ? given[place] : dims[i] is { } dim ? FuncLayer.AddBatchDim(outputs[i], dim, _view.Level) : outputs[i];
        }
        return batched;
    }

    /// <summary>Takes this layer off until the guard is disposed; modes are those of the program around it.</summary>
    internal LayerBelow Below() => new(_view);

    private static int PlaceOf(Tensor tensor, Tensor[] among)
    {
        using var self = Operand.Of(tensor, nameof(tensor));
        for (var i = 0; i < among.Length; i++)
        {
            using var other = Operand.Of(among[i], nameof(among));
            if (other.Handle == self.Handle)
            {
                return i;
            }
        }
        return -1;
    }
}

using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What one application of a <see cref="Function"/> carries from <c>Forward</c> to <c>Backward</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#context-method-mixins"/>
public sealed unsafe class FunctionCtx
{
    private readonly Function _function;
    private readonly bool[] _needsInputGrad;
    private readonly DType[] _inputTypes;
    private readonly Lock _gate = new();

    private Tensor?[] _saved = [];
    private Tensor[] _dirty = [];
    private Tensor[] _nonDifferentiable = [];
    private bool _isMaterializing = true;
    private bool _isForwardOver;

    // Holds only while Backward runs, on however many threads.
    private nint _node;
    private int _running;

    internal FunctionCtx(Function function, ReadOnlySpan<Tensor> inputs)
    {
        _function = function;
        _needsInputGrad = new bool[inputs.Length];
        _inputTypes = new DType[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            _needsInputGrad[i] = inputs[i].RequiresGrad;
            _inputTypes[i] = inputs[i].DType;
        }
    }

    /// <summary>For each input, whether its gradient is asked for; <c>Backward</c> may give null for the others.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#context-method-mixins"/>
    public IReadOnlyList<bool> NeedsInputGrad => _needsInputGrad;

    /// <summary>What <c>Backward</c> needs besides tensors.</summary>
    /// <remarks>Tensors belong into <see cref="SaveForBackward"/>: an output that is kept here is never freed, since it keeps this object.</remarks>
    public object? State { get; set; }

    /// <summary>The tensors given to <see cref="SaveForBackward"/>; only for use in <c>Backward</c>. Where null was saved, it is null.</summary>
    /// <exception cref="TorchException">They have been freed by an earlier backward pass, or one was changed in place since.</exception>
    /// <exception cref="InvalidOperationException"><c>Backward</c> is not running.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.save_for_backward.html"/>
    public IReadOnlyList<Tensor> SavedTensors
    {
        get
        {
            lock (_gate)
            {
                if (_running == 0)
                {
                    throw new InvalidOperationException("SavedTensors can be read while Backward runs, and not before or after");
                }
                TensorArray result;
                Errors.Check(Native.FunctionSaved(&result, _node), _function.NodeName);
                return result.Adopt();
            }
        }
    }

    internal bool NeedsNoGrad => !_needsInputGrad.Contains(true);

    /// <summary>Saves inputs, outputs or other tensors for <c>Backward</c>; to be called once, in <c>Forward</c>.</summary>
    /// <remarks>What is saved here is freed with the graph, and a change of it in place is noticed.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.save_for_backward.html"/>
    public void SaveForBackward(params ReadOnlySpan<Tensor?> tensors)
    {
        RequireForward();
        _saved = tensors.ToArray();
    }

    /// <summary>Says which inputs <c>Forward</c> has changed in place; each must be among the outputs.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.mark_dirty.html"/>
    public void MarkDirty(params ReadOnlySpan<Tensor> tensors)
    {
        RequireForward();
        _dirty = tensors.ToArray();
    }

    /// <summary>Says which outputs have no gradient; <c>Backward</c> receives zeros for them.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.mark_non_differentiable.html"/>
    public void MarkNonDifferentiable(params ReadOnlySpan<Tensor> tensors)
    {
        RequireForward();
        _nonDifferentiable = tensors.ToArray();
    }

    /// <summary>Sets whether <c>Backward</c> receives zeros (the default) or null for outputs that nothing depends on.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.set_materialize_grads.html"/>
    public void SetMaterializeGrads(bool value)
    {
        RequireForward();
        _isMaterializing = value;
    }

    /// <summary>Makes the outputs results of the node, or of nothing, and forgets every tensor.</summary>
    internal Tensor[] End(nint node, Tensor[] inputs, Tensor[] outputs)
    {
        using var ofInputs = OperandList.Of(inputs, nameof(inputs));
        using var ofOutputs = OperandList.Of(outputs, nameof(outputs));
        using var ofDirty = OperandList.Of(_dirty, nameof(MarkDirty));
        using var ofNonDifferentiable = OperandList.Of(_nonDifferentiable, nameof(MarkNonDifferentiable));
        using var ofSaved = OperandList.OfOptional(_saved);
        var results = new nint[outputs.Length];
        fixed (nint* input = ofInputs, output = ofOutputs, dirty = ofDirty, nonDifferentiable = ofNonDifferentiable, saved = ofSaved, result = results)
        {
            Errors.Check(
                Native.EndFunction(
                    result,
                    node,
                    new NativeSpan(input, ofInputs.Length),
                    new NativeSpan(output, ofOutputs.Length),
                    new NativeSpan(dirty, ofDirty.Length),
                    new NativeSpan(nonDifferentiable, ofNonDifferentiable.Length),
                    new NativeSpan(saved, ofSaved.Length),
                    _isMaterializing),
                _function.NodeName);
        }
        return [.. outputs.Select((output, i) => results[i] == 0 ? output : Tensor.Adopt(results[i]))];
    }

    /// <summary>From here on, this object must hold no tensor: the graph holds it.</summary>
    internal void LeaveForward()
    {
        _isForwardOver = true;
        (_saved, _dirty, _nonDifferentiable) = ([], [], []);
    }

    /// <summary>The native node, while <c>Backward</c> runs.</summary>
    internal nint RunningNode => _node;

    /// <summary>Runs <c>Backward</c> and writes a reference to each gradient, or 0.</summary>
    internal void RunBackward(nint node, Tensor[] gradOutputs, Span<nint> results)
    {
        Enter(node);
        Tensor?[] gradients;
        try
        {
            gradients = _function.RunBackward(this, gradOutputs);
        }
        finally
        {
            Leave();
        }
        if (gradients is null || gradients.Length < results.Length || gradients.Skip(results.Length).Any(gradient => gradient is not null))
        {
            throw new InvalidOperationException(
                $"{_function.NodeName} returned an incorrect number of gradients (expected {results.Length}, one for each input, got {gradients?.Length ?? 0})");
        }
        for (var i = 0; i < results.Length; i++)
        {
            // LibTorch checks shapes and converts dtypes, but of this it says nothing that helps.
            if (i < _inputTypes.Length && gradients[i] is { DType.IsComplex: true } && !_inputTypes[i].IsComplex && _needsInputGrad[i])
            {
                throw new InvalidOperationException($"{_function.NodeName} returned a gradient of {gradients[i]!.DType} at index {i}, but the input is of {_inputTypes[i]}");
            }
            results[i] = gradients[i]?.Share() ?? 0;
        }
    }

    private void Enter(nint node)
    {
        lock (_gate)
        {
            _node = node;
            _running++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
        }
    }

    private void RequireForward()
    {
        if (_isForwardOver)
        {
            throw new InvalidOperationException("this belongs into Forward, which is over");
        }
    }
}

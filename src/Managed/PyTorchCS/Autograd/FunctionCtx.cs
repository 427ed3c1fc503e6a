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
    private Tensor?[]? _savedForForward;
    private Tensor[] _dirty = [];
    private Tensor[] _nonDifferentiable = [];
    private bool _isMaterializing = true;
    private Phase _phase;

    // Instead of what the node has saved.
    private readonly Tensor?[]? _lent;

    // Holds only while Backward runs, on however many threads.
    private nint _node;
    private int _running;

    internal FunctionCtx(Function function, ReadOnlySpan<Tensor> inputs, IReadOnlyList<bool>? needsInputGrad = null)
    {
        _function = function;
        _phase = function.IsSetUpApart ? Phase.ForwardAlone : Phase.Forward;
        _needsInputGrad = new bool[inputs.Length];
        _inputTypes = new DType[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            _needsInputGrad[i] = needsInputGrad?[i] ?? inputs[i].RequiresGrad;
            _inputTypes[i] = inputs[i].DType;
        }
    }

    /// <summary>For one call of a rule that works on other tensors than <paramref name="origin"/> has saved.</summary>
    internal FunctionCtx(FunctionCtx origin, Tensor?[] saved)
        : this(origin, Phase.Over) => _lent = saved;

    private FunctionCtx(FunctionCtx origin, Phase phase)
    {
        (_function, _needsInputGrad, _inputTypes, State) = (origin._function, origin._needsInputGrad, origin._inputTypes, origin.State);
        _phase = phase;
    }

    private enum Phase
    {
        /// <summary><c>Forward</c> runs, and does what belongs to <c>SetupContext</c>.</summary>
        Forward,

        /// <summary><c>Forward</c> runs, <c>SetupContext</c> comes later.</summary>
        ForwardAlone,

        /// <summary><c>Jvp</c> runs.</summary>
        Jvp,

        /// <summary><c>Forward</c> is over, and <c>Backward</c> may run.</summary>
        Over,
    }

    /// <summary>For each input, whether it required gradients when the function was applied; <c>Backward</c> may give null for the others.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#context-method-mixins"/>
    public IReadOnlyList<bool> NeedsInputGrad => _needsInputGrad;

    /// <summary>What <c>Backward</c> needs besides tensors.</summary>
    /// <remarks>Tensors belong into <see cref="SaveForBackward"/>: an output that is kept here is never freed, since it keeps this object.</remarks>
    public object? State { get; set; }

    /// <summary>
    /// In <c>Backward</c>, the tensors given to <see cref="SaveForBackward"/>; in <c>Jvp</c>, those given to <see cref="SaveForForward"/>. Where null was
    /// saved, it is null.
    /// </summary>
    /// <exception cref="TorchException">They have been freed by an earlier backward pass, or one was changed in place since.</exception>
    /// <exception cref="InvalidOperationException">Neither is running, or nothing was saved for <c>Jvp</c>.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.save_for_backward.html"/>
    public IReadOnlyList<Tensor> SavedTensors
    {
        get
        {
            if (_lent is not null)
            {
                return _lent!;
            }
            if (_phase == Phase.Jvp && _savedForForward is not null)
            {
                return _savedForForward!;
            }
            if (_phase == Phase.Jvp)
            {
                throw new InvalidOperationException($"{_function.Name}: SavedTensors in Jvp are those of SaveForForward, which was not called");
            }
            nint node;
            lock (_gate)
            {
                node = _running > 0 ? _node : throw new InvalidOperationException("SavedTensors can be read while Backward or Jvp runs, and not before or after");
            }
            // Hooks on saved tensors run in here, so no lock is held.
            TensorArray result;
            Errors.Check(Native.FunctionSaved(&result, node), _function.NodeName);
            return result.Adopt();
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

    /// <summary>Saves inputs, outputs or other tensors for <c>Jvp</c>; to be called once, in <c>Forward</c>.</summary>
    /// <remarks>What is saved here is gone when <c>Apply</c> returns.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.FunctionCtx.save_for_forward.html"/>
    public void SaveForForward(params ReadOnlySpan<Tensor?> tensors)
    {
        RequireForward();
        _savedForForward = tensors.ToArray();
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
        var context = ManagedCallbacks.Hold(this);
        try
        {
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
                        _isMaterializing,
                        _function.IsSetUpApart,
                        context),
                    _function.NodeName);
            }
        }
        finally
        {
            ManagedCallbacks.Drop(context);
        }
        return [.. outputs.Select((output, i) => results[i] == 0 ? output : Tensor.Adopt(results[i]))];
    }

    /// <summary>For one call of <c>Jvp</c> on other tensors than this object has saved for it; null where it has saved none.</summary>
    internal FunctionCtx ForJvp(Tensor?[]? saved) => new(this, Phase.Jvp) { _savedForForward = saved };

    /// <summary>From here on, what a function says in <c>SetupContext</c> may be said.</summary>
    internal void BeginSetup() => _phase = Phase.Forward;

    /// <summary>Takes over what <c>SetupContext</c> has said to <paramref name="inner"/> about a batch, which hides a dimension of the tensors in it.</summary>
    /// <returns>The dimensions of what is saved for <c>Backward</c>, and for <c>Jvp</c>.</returns>
    internal (long?[] Saved, long?[]? ForForward) TakeOver(FunctionCtx inner, Tensor[] batched, Tensor[] outputs, Func<Tensor, (Tensor Value, long? Dim)> unbatch)
    {
        if (inner._dirty.Length > 0)
        {
            throw new NotSupportedException($"{inner._function.Name}: a rule for Func.Vmap that GenerateVmapRule makes changes no tensor in place; override Vmap");
        }
        _nonDifferentiable = [.. inner._nonDifferentiable.Select(tensor => Array.IndexOf(batched, tensor)).Where(place => place >= 0).Select(place => outputs[place])];
        _isMaterializing = inner._isMaterializing;
        (_saved, var dims) = Unbatched(inner._saved);
        if (inner._savedForForward is null)
        {
            return (dims, null);
        }
        (_savedForForward, var forwardDims) = Unbatched(inner._savedForForward);
        return (dims, forwardDims);

        (Tensor?[] Values, long?[] Dims) Unbatched(Tensor?[] tensors)
        {
            var parts = Array.ConvertAll(tensors, tensor => tensor is null ? (null, null) : unbatch(tensor));
            return (Array.ConvertAll(parts, part => part.Item1), Array.ConvertAll(parts, part => part.Item2));
        }
    }

    /// <summary>From here on, this object must hold no tensor: the graph holds it.</summary>
    internal void LeaveForward()
    {
        _phase = Phase.Over;
        (_saved, _savedForForward, _dirty, _nonDifferentiable) = ([], null, [], []);
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
            if (_function.GivesGradientsAway)
            {
                // LibTorch takes a gradient that nobody else holds as the Grad of a leaf, and copies others.
                gradients[i]?.Dispose();
            }
        }
    }

    /// <summary>Runs <c>Jvp</c> and writes a reference to each tangent, or 0.</summary>
    internal void RunJvp(Tensor[] gradInputs, Span<nint> results)
    {
        var phase = _phase;
        _phase = Phase.Jvp;
        Tensor?[] tangents;
        try
        {
            if (Native.LayerDepth() == 0)
            {
                tangents = _function.RunJvp(this, gradInputs);
            }
            else
            {
                // LibTorch has switched the forward mode off, since what was saved has tangents itself. The layers below need it: they differentiate this.
                using var mode = new ForwardModeGuard(true);
                _savedForForward = _savedForForward is { } saved ? Array.ConvertAll(saved, tensor => tensor is null ? null : ForwardAd.UnpackDual(tensor).Primal) : null;
                tangents = _function.RunJvp(this, gradInputs);
            }
        }
        finally
        {
            _phase = phase;
        }
        if (tangents is null || tangents.Length != results.Length)
        {
            throw new InvalidOperationException(
                $"Jvp of {_function.Name} returned an incorrect number of tangents (expected {results.Length}, one for each output, got {tangents?.Length ?? 0})");
        }
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = tangents[i]?.Share() ?? 0;
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
        if (_phase != Phase.Forward)
        {
            throw new InvalidOperationException(
                _phase == Phase.ForwardAlone
                    ? $"{_function.Name}: this belongs into SetupContext, which is overridden, and not into Forward"
                    : "this belongs into Forward, which is over");
        }
    }
}

namespace PyTorchCS.NN;

/// <summary>What the recurrent layers share: the weights of all layers and directions.</summary>
/// <typeparam name="TState">The type of the hidden state.</typeparam>
/// <typeparam name="TOutput">The output with the last hidden state.</typeparam>
/// <remarks>State, for layer <c>k</c> and, with <c>_reverse</c>, the backward direction: <c>weight_ih_lk</c>, <c>weight_hh_lk</c>, <c>bias_ih_lk</c>, <c>bias_hh_lk</c>.</remarks>
public abstract class RNNBase<TState, TOutput> : Module<Tensor, TState, TOutput>
{
    private readonly int _gates;
    private readonly int _weightCount;

    private protected RNNBase(int gates, long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, long projSize, DType? dtype, Device? device)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hiddenSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numLayers);
        if (projSize < 0 || projSize >= hiddenSize)
        {
            throw new ArgumentOutOfRangeException(nameof(projSize), projSize, $"{ReprName()}: proj_size is 0 or smaller than hidden_size {hiddenSize}.");
        }

        _gates = gates;
        (InputSize, HiddenSize, NumLayers, HasBias) = (inputSize, hiddenSize, numLayers, bias);
        (BatchFirst, Dropout, Bidirectional, ProjSize) = (batchFirst, F.CheckProbability(dropout), bidirectional, projSize);
        for (long layer = 0; layer < numLayers; layer++)
        {
            AddLayer(layer, "", dtype, device);
            if (bidirectional)
            {
                AddLayer(layer, "_reverse", dtype, device);
            }
        }

        _weightCount = RegisteredParameters.Count();
        ResetParameters();
        FlattenParameters();
    }

    /// <summary>The width of the input.</summary>
    public long InputSize { get; }

    /// <summary>The width of the hidden state.</summary>
    public long HiddenSize { get; }

    /// <summary>How many layers lie one above the other.</summary>
    public long NumLayers { get; }

    /// <summary>Whether biases are added.</summary>
    public bool HasBias { get; }

    /// <summary>Whether the batch comes before the time steps.</summary>
    public bool BatchFirst { get; }

    /// <summary>The probability of dropout between the layers.</summary>
    public double Dropout { get; }

    /// <summary>Whether a second direction runs backwards.</summary>
    public bool Bidirectional { get; }

    /// <summary>The width that the hidden state is projected to, or 0.</summary>
    public long ProjSize { get; }

    /// <summary>Draws the parameters anew, from <c>U(-1/√hiddenSize, 1/√hiddenSize)</c>.</summary>
    public void ResetParameters()
    {
        double bound = 1 / Math.Sqrt(HiddenSize);
        foreach (Tensor weight in Weights)
        {
            Init.Uniform_(weight, -bound, bound);
        }
    }

    /// <summary>Brings weights on a CUDA device into one piece of memory, as cuDNN wants them; elsewhere does nothing.</summary>
    /// <remarks>Building the layer on the device or moving it there does so by itself; after a weight was replaced, call it.</remarks>
    public void FlattenParameters()
    {
        Parameter?[] weights = [.. RegisteredParameters.Take(_weightCount)];
        if (!weights.All(weight => weight is { IsCuda: true } && HasKernel(weight.DType) && weight.DType == weights[0]!.DType))
        {
            return;
        }

        // Weights that share memory would be torn apart.
        bool areApart = weights.DistinctBy(weight => (weight!.Storage, weight.StorageOffset)).Count() == weights.Length;
        if (areApart && Ops._UseCudnnRnnFlattenWeight())
        {
            using var noGrad = Torch.NoGrad();
            using var unscoped = TensorScope.Suspend();
            using Tensor flat = Ops._CudnnRnnFlattenWeight(
                Weights, _weightCount / (NumLayers * Directions), InputSize, CudnnMode, HiddenSize, ProjSize, NumLayers, BatchFirst, Bidirectional);
        }

        static bool HasKernel(DType dtype) => dtype is DType.Float16 or DType.Float32 or DType.Float64;
    }

    /// <inheritdoc/>
    public override string ExtraRepr()
    {
        string text = $"{InputSize}, {HiddenSize}";
        text += ProjSize == 0 ? "" : $", proj_size={ProjSize}";
        text += NumLayers == 1 ? "" : $", num_layers={NumLayers}";
        text += HasBias ? "" : ", bias=False";
        text += BatchFirst ? ", batch_first=True" : "";
        text += Dropout == 0 ? "" : $", dropout={Python.Repr(Dropout)}";
        return text + (Bidirectional ? ", bidirectional=True" : "");
    }

    /// <summary>cuDNN's number for the kind of cell.</summary>
    private protected abstract long CudnnMode { get; }

    private protected sealed override void AfterMove() => FlattenParameters();

    /// <summary>The weights in the order that the kernels want, which is that of their registration.</summary>
    private protected Tensor[] Weights =>
        [.. RegisteredParameters.Take(_weightCount).Select(weight => weight ?? throw new InvalidOperationException($"{ReprName()}: one of the weights is null."))];

    private long Directions => Bidirectional ? 2 : 1;

    /// <summary>Checks the input and gives it a batch dimension if it has none.</summary>
    private protected Tensor Batched(Tensor input, out bool batched)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Ndim is not (2 or 3) || input.Size(-1) != InputSize)
        {
            throw new ArgumentException(
                $"{ReprName()}: the input needs 3 dimensions, or 2 without a batch, and width {InputSize}; got [{string.Join(", ", input.Shape)}].", nameof(input));
        }

        batched = input.Ndim == 3;
        return batched ? input : input.Unsqueeze(BatchFirst ? 0 : 1);
    }

    /// <summary>Checks a hidden state against a batched input and gives it a batch dimension, or creates zeros.</summary>
    private protected Tensor State(Tensor? given, Tensor input, bool batched, long width, string name)
    {
        long[] wanted = [NumLayers * Directions, input.Size(BatchFirst ? 0 : 1), width];
        if (given is null)
        {
            return Torch.Zeros(wanted, dtype: input.DType, device: input.Device);
        }

        Tensor state = batched || given.Ndim != 2 ? given : given.Unsqueeze(1);
        if (batched != (given.Ndim == 3) || !state.Shape.AsSpan().SequenceEqual(wanted))
        {
            long[] told = batched ? wanted : [wanted[0], wanted[2]];
            throw new ArgumentException($"{ReprName()}: {name} needs shape [{string.Join(", ", told)}], got [{string.Join(", ", given.Shape)}].", name);
        }

        return state;
    }

    private protected Tensor UnbatchedOutput(Tensor output, bool batched) => batched ? output : output.Squeeze(BatchFirst ? 0 : 1);

    private protected static Tensor UnbatchedState(Tensor state, bool batched) => batched ? state : state.Squeeze(1);

    private void AddLayer(long layer, string suffix, DType? dtype, Device? device)
    {
        long visible = ProjSize > 0 ? ProjSize : HiddenSize;
        long below = layer == 0 ? InputSize : visible * Directions;
        long rows = _gates * HiddenSize;
        Add($"weight_ih_l{layer}{suffix}", [rows, below]);
        Add($"weight_hh_l{layer}{suffix}", [rows, visible]);
        if (HasBias)
        {
            Add($"bias_ih_l{layer}{suffix}", [rows]);
            Add($"bias_hh_l{layer}{suffix}", [rows]);
        }

        if (ProjSize > 0)
        {
            Add($"weight_hr_l{layer}{suffix}", [ProjSize, HiddenSize]);
        }

        void Add(string name, long[] shape) =>
            RegisterParameter(name, new Parameter(Torch.Empty(shape, dtype: dtype, device: device)));
    }
}

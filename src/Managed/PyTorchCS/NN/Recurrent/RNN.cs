namespace PyTorchCS.NN;

/// <summary>A recurrent layer: <c>hₜ = tanh(xₜ·W_ihᵀ + b_ih + hₜ₋₁·W_hhᵀ + b_hh)</c>.</summary>
/// <remarks>
/// Input <c>(L, N, inputSize)</c>, <c>(N, L, inputSize)</c> with <c>batchFirst</c>, or <c>(L, inputSize)</c>; state <c>(numLayers·directions, N, hiddenSize)</c>,
/// zeros if null; output <c>(L, N, directions·hiddenSize)</c> and the last state. State dict: see <see cref="RNNBase{TState, TOutput}"/>.
/// </remarks>
/// <param name="inputSize">The width of the input.</param>
/// <param name="hiddenSize">The width of the hidden state.</param>
/// <param name="numLayers">How many layers lie one above the other.</param>
/// <param name="nonlinearity">The activation.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="batchFirst">Whether the batch comes before the time steps.</param>
/// <param name="dropout">The probability of dropout between the layers, in training.</param>
/// <param name="bidirectional">Whether a second direction runs backwards.</param>
/// <param name="dtype">The type of the parameters.</param>
/// <param name="device">Where they lie.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.RNN.html"/>
public sealed class RNN(long inputSize, long hiddenSize, long numLayers = 1, RNNNonlinearity nonlinearity = RNNNonlinearity.Tanh, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, DType? dtype = null, Device? device = null)
    : RNNBase<Tensor?, (Tensor Output, Tensor Hn)>(1, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, 0, dtype, device)
{
    /// <summary>The activation.</summary>
    public RNNNonlinearity Nonlinearity { get; } = nonlinearity;

    /// <summary>Runs the layer, with its hooks, from a state of zeros.</summary>
    /// <param name="input">The sequence.</param>
    /// <returns>The outputs of the last layer for all time steps, and the last state of all layers.</returns>
    public (Tensor Output, Tensor Hn) Call(Tensor input) => Call(input, null);

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Hn) Forward(Tensor input, Tensor? hx)
    {
        Tensor sequence = Batched(input, out bool batched);
        Tensor state = State(hx, sequence, batched, HiddenSize, nameof(hx));
        (Tensor output, Tensor last) = Nonlinearity == RNNNonlinearity.Tanh
            ? Ops.RnnTanhInput(sequence, state, Weights, HasBias, NumLayers, Dropout, Training, Bidirectional, BatchFirst)
            : Ops.RnnReluInput(sequence, state, Weights, HasBias, NumLayers, Dropout, Training, Bidirectional, BatchFirst);
        return (UnbatchedOutput(output, batched), UnbatchedState(last, batched));
    }

    private protected override long CudnnMode => Nonlinearity == RNNNonlinearity.Tanh ? 1 : 0;
}

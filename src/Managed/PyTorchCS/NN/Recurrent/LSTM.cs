namespace PyTorchCS.NN;

/// <summary>A long short-term memory: <c>cₜ = fₜ ⊙ cₜ₋₁ + iₜ ⊙ gₜ</c>, <c>hₜ = oₜ ⊙ tanh(cₜ)</c>.</summary>
/// <remarks>
/// Input <c>(L, N, inputSize)</c>, <c>(N, L, inputSize)</c> with <c>batchFirst</c>, or <c>(L, inputSize)</c>; state
/// <c>h (numLayers·directions, N, projSize or hiddenSize)</c> and <c>c (numLayers·directions, N, hiddenSize)</c>, zeros if null;
/// output <c>(L, N, directions·width of h)</c> and the last states. The rows of the weights are the gates i, f, g, o.
/// State dict: see <see cref="RNNBase{TState, TOutput}"/>; with <c>projSize</c> also <c>weight_hr_lk</c>.
/// </remarks>
/// <param name="inputSize">The width of the input.</param>
/// <param name="hiddenSize">The width of the cell.</param>
/// <param name="numLayers">How many layers lie one above the other.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="batchFirst">Whether the batch comes before the time steps.</param>
/// <param name="dropout">The probability of dropout between the layers, in training.</param>
/// <param name="bidirectional">Whether a second direction runs backwards.</param>
/// <param name="projSize">The width that the hidden state is projected to; 0 for none.</param>
/// <param name="dtype">The type of the parameters.</param>
/// <param name="device">Where they lie.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.LSTM.html"/>
public sealed class LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, long projSize = 0, DType? dtype = null, Device? device = null)
    : RNNBase<(Tensor H, Tensor C)?, (Tensor Output, (Tensor Hn, Tensor Cn) State)>(4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, projSize, dtype, device)
{
    /// <summary>Runs the layer, with its hooks, from states of zeros.</summary>
    /// <param name="input">The sequence.</param>
    /// <returns>The outputs of the last layer for all time steps, and the last states of all layers.</returns>
    public (Tensor Output, (Tensor Hn, Tensor Cn) State) Call(Tensor input) => Call(input, null);

    /// <inheritdoc/>
    public override (Tensor Output, (Tensor Hn, Tensor Cn) State) Forward(Tensor input, (Tensor H, Tensor C)? hx)
    {
        Tensor sequence = Batched(input, out bool batched);
        Tensor h = State(hx?.H, sequence, batched, ProjSize > 0 ? ProjSize : HiddenSize, "h");
        Tensor c = State(hx?.C, sequence, batched, HiddenSize, "c");
        (Tensor output, Tensor hn, Tensor cn) = Ops.LstmInput(sequence, [h, c], Weights, HasBias, NumLayers, Dropout, Training, Bidirectional, BatchFirst);
        return (UnbatchedOutput(output, batched), (UnbatchedState(hn, batched), UnbatchedState(cn, batched)));
    }

    private protected override long CudnnMode => 2;
}

namespace PyTorchCS.NN;

/// <summary>The activation inside an <see cref="RNN"/>.</summary>
public enum RNNNonlinearity
{
    /// <summary><c>tanh</c>.</summary>
    Tanh,

    /// <summary><c>max(0, x)</c>.</summary>
    ReLU,
}

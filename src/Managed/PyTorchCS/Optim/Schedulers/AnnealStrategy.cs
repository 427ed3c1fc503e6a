namespace PyTorchCS.Optim;

/// <summary>The way from one rate to the next.</summary>
public enum AnnealStrategy
{
    /// <summary>Along half a cosine.</summary>
    Cos,

    /// <summary>In equal steps.</summary>
    Linear,
}

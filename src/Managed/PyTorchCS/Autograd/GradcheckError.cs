namespace PyTorchCS;

/// <summary>A gradient is wrong: what <c>Autograd.Gradcheck</c> and <c>Autograd.Gradgradcheck</c> throw.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.gradcheck.GradcheckError.html"/>
#pragma warning disable CA1032 // Only the checks make one.
public sealed class GradcheckError : Exception
#pragma warning restore CA1032
{
    internal GradcheckError(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

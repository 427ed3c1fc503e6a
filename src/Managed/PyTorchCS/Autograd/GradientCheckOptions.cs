namespace PyTorchCS;

/// <summary>What a check of gradients compares, and how closely: the arguments of <c>Autograd.Gradcheck</c>.</summary>
internal sealed record GradientCheckOptions(
    double Eps,
    double Atol,
    double Rtol,
    double NondetTol,
    bool CheckUndefinedGrad,
    bool CheckGradDtypes,
    bool CheckBatchedGrad,
    bool CheckBatchedForwardGrad,
    bool CheckForwardAd,
    bool CheckBackwardAd,
    bool FastMode,
    bool Masked);

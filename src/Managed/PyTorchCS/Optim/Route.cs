namespace PyTorchCS.Optim;

/// <summary>What happens to a parameter in a step.</summary>
internal enum Route : byte
{
    /// <summary>Nothing: it has no gradient.</summary>
    Skip,

    /// <summary>It is updated on its own.</summary>
    Single,

    /// <summary>It is updated together with others.</summary>
    Batch,
}

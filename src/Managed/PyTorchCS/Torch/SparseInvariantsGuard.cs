using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether whatever makes a sparse tensor checks its indices.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.check_sparse_tensor_invariants.html"/>
public sealed class SparseInvariantsGuard : IDisposable
{
    private readonly bool _previous = IsEnabled();
    private bool _isDisposed;

    internal SparseInvariantsGuard(bool enable) => Native.SetSparseInvariants(enable);

    /// <summary>Whether indices are checked.</summary>
    public static bool IsEnabled() => Native.GetSparseInvariants();

    /// <summary>Has indices checked from now on.</summary>
    public static void Enable() => Native.SetSparseInvariants(true);

    /// <summary>Has indices checked no more.</summary>
    public static void Disable() => Native.SetSparseInvariants(false);

    /// <summary>The guard for an optional argument; null leaves the setting alone.</summary>
    internal static SparseInvariantsGuard? For(bool? enable) => enable is { } given ? new SparseInvariantsGuard(given) : null;

    /// <summary>Restores what was before; a second call does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Native.SetSparseInvariants(_previous);
        }
    }
}

namespace PyTorchCS.Interop;

/// <summary>Dies with every collection, whoever asked for it, frees what tensors left behind, and leaves a successor.</summary>
internal sealed class CollectionWatch
{
    [ThreadStatic] private static bool t_isFinalizing;

    private CollectionWatch()
    {
    }

    ~CollectionWatch()
    {
        t_isFinalizing = true;
        // Who asks for a collection looks himself, and has the memory back while it is in the caches.
        if (!MemoryGovernor.IsCollecting)
        {
            TensorRegistry.FreeDropped();
        }
        if (!Environment.HasShutdownStarted)
        {
            Start();
        }
    }

    /// <summary>True on the thread that runs finalizers.</summary>
    internal static bool IsFinalizing => t_isFinalizing;

    internal static void Start() => _ = new CollectionWatch();
}

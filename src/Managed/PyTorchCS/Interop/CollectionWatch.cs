namespace PyTorchCS.Interop;

/// <summary>Frees what dropped tensors left behind after each full collection that the program asks for itself, or that the runtime sees fit to do.</summary>
/// <remarks>It grows old, so that it does not hear of the many small collections; those are noticed when the next tensors are made.</remarks>
internal sealed class CollectionWatch
{
    private CollectionWatch()
    {
    }

    ~CollectionWatch()
    {
        // Who asks for a collection looks himself, and has the memory back while it is in the caches.
        if (!MemoryGovernor.IsCollecting)
        {
            TensorRegistry.FreeDropped();
            MemoryGovernor.Notice();
        }
        if (!Environment.HasShutdownStarted)
        {
            GC.ReRegisterForFinalize(this);
        }
    }

    internal static void Start() => _ = new CollectionWatch();
}

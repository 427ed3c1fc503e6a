using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Puts the innermost layer of this thread back when disposed.</summary>
internal readonly unsafe ref struct LayerBelow : IDisposable
{
    private readonly nint _layer;
    private readonly bool _gradMode;
    private readonly bool _forwardGradMode;

    internal LayerBelow(LayerView view)
    {
        _gradMode = Native.GetGradMode();
        _forwardGradMode = Native.GetForwardGradMode();
        nint layer;
        Errors.Check(Native.LowerLayer(&layer), "func");
        _layer = layer;
        if (view.Kind != LayerView.Vmap && view.WasEnabled == 0)
        {
            // A transform records in its own layer also where the program around it does not; below it that counts again.
            if (view.Kind == LayerView.Jvp)
            {
                Native.SetForwardGradMode(false);
            }
            else
            {
                Native.SetGradMode(false);
            }
        }
    }

    public void Dispose()
    {
        Errors.Check(Native.RaiseLayer(_layer), "func");
        Native.SetGradMode(_gradMode);
        Native.SetForwardGradMode(_forwardGradMode);
    }
}

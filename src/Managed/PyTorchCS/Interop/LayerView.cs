using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>A layer of function transforms: <c>LayerView</c> of func.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LayerView
{
    internal const int Vmap = 1;
    internal const int Jvp = 3;

    internal long Level;
    internal long BatchSize;
    internal int Kind;
    internal int Randomness;
    internal int WasEnabled;
    internal int Padding;
}

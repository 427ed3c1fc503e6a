using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_dictionary")]
    internal static extern NativeError* NodeDictionary(nint* dictionary, nint node, nint offered);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_hooks")]
    internal static extern NativeError* NodeHooks(nint* list, nint node, bool isBefore, nint offered);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_variable")]
    internal static extern NativeError* NodeVariable(nint* result, nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_output_count")]
    internal static extern long NodeOutputCount(nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_output_shape")]
    internal static extern long* NodeOutputShape(nint node, long index, long* length);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_edge_of")]
    internal static extern NativeError* NodeEdgeOf(nint* result, long* inputNr, nint tensor);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_function_begin_edges")]
    internal static extern NativeError* BeginFunctionAtEdges(nint* result, NativeSpan name, NativeSpan nodes, NativeSpan inputNrs, nint context);
}

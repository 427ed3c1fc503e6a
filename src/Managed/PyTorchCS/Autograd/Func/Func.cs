using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Transforms of functions of tensors: <c>torch.func</c>.</summary>
/// <remarks>
/// A transform takes a function and gives another one: its gradient, its Jacobian, its form for a batch. Transforms nest in any order. A
/// function has one, two or three tensors as arguments, or an array of them; where the compiler cannot tell a lambda of one tensor from
/// one of an array, it takes the former, and <c>(Tensor[] args) => ...</c> means the latter. The function must return what it computes and
/// keep no tensor that it has made. It runs on the calling thread, to which the transforms around it belong.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/func.html"/>
// Differs from PyTorch: has_aux is not an argument; a function that returns a pair has its second part handed on.
public static partial class Func
{
    /// <summary>What lies inside the outermost layer of a tensor that a transformed function sees, or inside all of them.</summary>
    /// <param name="tensor">Any tensor; one that is in no layer comes back as it is.</param>
    /// <param name="recurse">Whether to go through all layers.</param>
    /// <remarks>For looking at values while debugging: no transform sees what is done with the result.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.debug_unwrap.html"/>
    public static Tensor DebugUnwrap(Tensor tensor, bool recurse = true)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var current = tensor;
        while (FuncLayer.Peel(current) is { Inner: { } inner })
        {
            current = inner;
            if (!recurse)
            {
                break;
            }
        }
        return current;
    }

    /// <summary>The text of a tensor with the layers that it is in, as PyTorch prints it.</summary>
    internal static string TextOf(Tensor tensor)
    {
        if (tensor.IsDisposed || !FuncLayer.WasEntered)
        {
            return TensorText.Of(tensor);
        }
        using var scope = Torch.Scope();
        var (inner, level, dim) = FuncLayer.Peel(tensor);
        if (inner is null)
        {
            return Native.LayerDepth() == 0 ? TensorText.Of(tensor) : TextOfPlain(tensor);
        }
        var value = string.Join('\n', TextOf(inner).Split('\n').Select(line => "    " + line));
        return dim < 0 ? $"GradTrackingTensor(lvl={level}, value=\n{value}\n)" : $"BatchedTensor(lvl={level}, bdim={dim}, value=\n{value}\n)";
    }

    private static string TextOfPlain(Tensor tensor)
    {
        var previous = Native.BypassLayers(true);
        try
        {
            return TensorText.Of(tensor);
        }
        finally
        {
            Native.BypassLayers(previous);
        }
    }

    private static SavedTensorsGuard RefuseHooks(string transform) =>
        Graph.DisableSavedTensorsHooks($"Func.{transform}: hooks on saved tensors are not supported inside a function transform");

    private static Func<Tensor[], (Tensor Output, Tensor[] Aux)> WithoutAux(Func<Tensor[], Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => (func(args), []);
    }

    private static Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> WithoutAux(Func<Tensor[], Tensor[]> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => (func(args), []);
    }

    private static Func<Tensor[], (Tensor[] Output, Tensor[] Aux)> AsList(Func<Tensor[], (Tensor Output, Tensor[] Aux)> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args =>
        {
            var (output, aux) = func(args);
            return ([output], aux);
        };
    }

    private static Func<Tensor[], Tensor[]> AsList(Func<Tensor[], Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => [func(args)];
    }

    private static Func<Tensor[], Tensor> Spread(Func<Tensor, Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => func(args[0]);
    }

    private static Func<Tensor[], Tensor> Spread(Func<Tensor, Tensor, Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => func(args[0], args[1]);
    }

    private static Func<Tensor[], Tensor> Spread(Func<Tensor, Tensor, Tensor, Tensor> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        return args => func(args[0], args[1], args[2]);
    }

    private static void RequireTensors(Tensor[] tensors, string transform, string what)
    {
        if (tensors is null || tensors.Contains(null))
        {
            throw new ArgumentNullException(what, $"Func.{transform}: a tensor among the {what} is null");
        }
    }

    private static void RequireOutputs(Tensor[] outputs, string transform)
    {
        if (outputs is null || outputs.Length == 0 || outputs.Contains(null))
        {
            throw new InvalidOperationException($"Func.{transform}: the function returned no tensor, or null among them");
        }
    }

    private static void RequireAux(Tensor[] aux, string transform)
    {
        if (aux is null || aux.Contains(null))
        {
            throw new InvalidOperationException($"Func.{transform}: what the function returned besides is null, or has null in it");
        }
    }

    private static int[] Places(ReadOnlySpan<int> argnums, int count, string transform)
    {
        if (argnums.IsEmpty)
        {
            throw new ArgumentException($"Func.{transform}: argnums is empty", nameof(argnums));
        }
        var places = new int[argnums.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var place = argnums[i] < 0 ? argnums[i] + count : argnums[i];
            if (place < 0 || place >= count)
            {
                throw new ArgumentOutOfRangeException(nameof(argnums), argnums[i], $"Func.{transform}: the function was called with {count} arguments");
            }
            if (Array.IndexOf(places, place, 0, i) >= 0)
            {
                throw new ArgumentException($"Func.{transform}: argument {place} stands twice in argnums", nameof(argnums));
            }
            places[i] = place;
        }
        return places;
    }

    /// <summary>Gradients of those outputs that have a history; zeros where an input takes no part.</summary>
    private static Tensor[] GradientsOf(Tensor[] outputs, Tensor[] inputs, Tensor[] gradOutputs, bool retainGraph, bool createGraph)
    {
        var recorded = Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad).ToArray();
        if (recorded.Length == 0)
        {
            return [.. inputs.Select(input => Torch.ZerosLike(input))];
        }
        Tensor[] of = [.. recorded.Select(i => outputs[i])];
        Tensor?[] given = gradOutputs.Length == 0 ? [] : [.. recorded.Select(i => gradOutputs[i])];
        var found = Torch.Grad(of, inputs, given, retainGraph, createGraph, allowUnused: true);
        return [.. found.Select((gradient, i) => gradient ?? Torch.ZerosLike(inputs[i]))];
    }
}

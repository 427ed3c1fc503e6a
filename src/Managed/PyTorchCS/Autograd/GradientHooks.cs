using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Hooks that receive the gradient of a tensor; each is given what the one before made of it.</summary>
internal sealed unsafe class GradientHooks : TensorHooks
{
    internal override nint Run(nint tensor)
    {
        var given = tensor == 0 ? null : Tensor.Adopt(tensor);
        var current = given;
        foreach (var hook in Snapshot())
        {
            if (hook.Callback is GradientArrival arrival)
            {
                arrival(current);
            }
            else if (current is null)
            {
                continue;
            }
            else if (hook.Callback is Action<Tensor> observer)
            {
                observer(current);
            }
            else if (((Func<Tensor, Tensor?>)hook.Callback)(current) is { } replacement && !ReferenceEquals(replacement, current))
            {
                Check(current, replacement);
                current = replacement;
            }
        }
        return ReferenceEquals(current, given) ? 0 : current!.Share();
    }

    /// <summary>Fails where a gradient cannot take the place of another one.</summary>
    internal static void Check(Tensor current, Tensor replacement)
    {
        using var original = Operand.Of(current, "gradient");
        using var result = Operand.Of(replacement, "replacement");
        var error = Native.CheckReplacement(original.Handle, result.Handle);
        if (error is not null)
        {
            throw Errors.Raise(error, "register_hook", "gradient replacement", [current, replacement]);
        }
    }
}

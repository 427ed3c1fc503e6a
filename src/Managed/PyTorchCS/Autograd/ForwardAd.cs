using System.Globalization;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Forward-mode differentiation with dual tensors: <c>torch.autograd.forward_ad</c>.</summary>
/// <remarks>
/// A dual tensor carries a tangent, and every operation computes the tangent of its result along with the value: the product of the
/// Jacobian and a vector, without a backward pass. A level belongs to the thread that entered it.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#forward-mode-automatic-differentiation"/>
public static unsafe class ForwardAd
{
    private const int NoLevel = -1;

    // One more than the level, so that a new thread has none.
    [ThreadStatic]
    private static int t_entered;

    private static int Current => t_entered - 1;

    /// <summary>Enters a level, which the guard ends.</summary>
    /// <remarks>
    /// LibTorch has one level for the process, and drops its tangents when it ends. Threads inside at the same time share it, and it ends
    /// with the last of them.
    /// </remarks>
    /// <exception cref="InvalidOperationException">This thread is in a level: they do not nest.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.dual_level.html"/>
    public static DualLevelGuard DualLevel() => new(EnterDualLevel());

    /// <summary>Enters a level, which <see cref="ExitDualLevel"/> ends, and gives its number.</summary>
    /// <exception cref="InvalidOperationException">This thread is in a level: they do not nest.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.enter_dual_level.html"/>
    public static int EnterDualLevel()
    {
        if (Current != NoLevel)
        {
            throw new InvalidOperationException("enter_dual_level: nested forward-mode differentiation is not supported, and this thread is in a level");
        }
        long level;
        Errors.Check(Native.EnterDualLevel(&level), "enter_dual_level");
        t_entered = checked((int)level + 1);
        return (int)level;
    }

    /// <summary>Ends the level of this thread, and with it the tangents of all its tensors.</summary>
    /// <param name="level">The number of the level; by default the current one.</param>
    /// <exception cref="InvalidOperationException">It is not the level of this thread.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.exit_dual_level.html"/>
    public static void ExitDualLevel(int? level = null)
    {
        if (Current == NoLevel || (level ?? Current) != Current)
        {
            throw new InvalidOperationException($"exit_dual_level: the level to end is not the last one that this thread entered: {level?.ToString(CultureInfo.InvariantCulture) ?? "there is none"}");
        }
        t_entered = 0;
        Errors.Check(Native.ExitDualLevel(), "exit_dual_level");
    }

    /// <summary>A tensor with the values of <paramref name="tensor"/> that carries <paramref name="tangent"/>; the two share memory with it.</summary>
    /// <param name="tensor">The value, floating-point or complex.</param>
    /// <param name="tangent">The direction, of the same shape and dtype.</param>
    /// <param name="level">The number of the level; by default the current one.</param>
    /// <exception cref="InvalidOperationException">This thread is in no level.</exception>
    /// <exception cref="ArgumentException">A dtype is neither floating-point nor complex.</exception>
    /// <exception cref="TorchException">The shapes differ, or the tensor has a tangent already.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.make_dual.html"/>
    public static Tensor MakeDual(Tensor tensor, Tensor tangent, int? level = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(tangent);
        var number = level ?? Current;
        if (number < 0)
        {
            throw new InvalidOperationException("make_dual: there is no level; enter one with ForwardAd.DualLevel()");
        }
        RequireDifferentiable(tensor, "primal", nameof(tensor));
        RequireDifferentiable(tangent, "tangent", nameof(tangent));
        using var primalOperand = Operand.Of(tensor, nameof(tensor));
        using var tangentOperand = Operand.Of(tangent, nameof(tangent));
        nint result;
        var error = Native.MakeDual(&result, primalOperand.Handle, tangentOperand.Handle, number);
        if (error is not null)
        {
            throw Errors.Raise(error, "make_dual", "tensor tangent", [tensor, tangent]);
        }
        return Tensor.Adopt(result);
    }

    /// <summary>The value and the tangent of a tensor; both are views, and the tangent is null where there is none.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <param name="level">The number of the level; by default the current one.</param>
    /// <remarks>Without a level the value is <paramref name="tensor"/> itself, and the tangent null.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.unpack_dual.html"/>
    public static UnpackedDualTensor UnpackDual(Tensor tensor, int? level = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var number = level ?? Current;
        if (number < 0)
        {
            return new UnpackedDualTensor(tensor, null);
        }
        using var dual = Operand.Of(tensor, nameof(tensor));
        nint primal;
        nint tangent;
        Errors.Check(Native.UnpackDual(&primal, &tangent, dual.Handle, number), "unpack_dual");
        return new UnpackedDualTensor(Tensor.Adopt(primal), Tensor.Adopt(tangent));
    }

    private static void RequireDifferentiable(Tensor tensor, string part, string name)
    {
        if (!tensor.DType.IsFloatingPoint && !tensor.DType.IsComplex)
        {
            throw new ArgumentException($"make_dual: the {part} must be floating-point or complex, but it is {tensor.Describe()}", name);
        }
    }
}

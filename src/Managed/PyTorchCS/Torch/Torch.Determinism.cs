using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Torch
{
    /// <summary>Whether only deterministic kernels are used.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.are_deterministic_algorithms_enabled.html"/>
    public static bool AreDeterministicAlgorithmsEnabled() => GetDeterministicDebugMode() != DeterministicDebugMode.Default;

    /// <summary>Whether a kernel that is not deterministic warns instead of failing.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.is_deterministic_algorithms_warn_only_enabled.html"/>
    public static bool IsDeterministicAlgorithmsWarnOnlyEnabled() => GetDeterministicDebugMode() == DeterministicDebugMode.Warn;

    /// <summary>Uses only deterministic kernels; those that have none fail, or only warn.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.use_deterministic_algorithms.html"/>
    public static void UseDeterministicAlgorithms(bool mode, bool warnOnly = false) =>
        Errors.Check(Native.SetDeterministic(mode, warnOnly), "use_deterministic_algorithms");

    /// <summary>What happens where an operator has no deterministic kernel.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_deterministic_debug_mode.html"/>
    public static DeterministicDebugMode GetDeterministicDebugMode() => Native.GetDeterministic() switch
    {
        0 => DeterministicDebugMode.Default,
        1 => DeterministicDebugMode.Error,
        _ => DeterministicDebugMode.Warn,
    };

    /// <summary>Sets what happens where an operator has no deterministic kernel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the three.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_deterministic_debug_mode.html"/>
    public static void SetDeterministicDebugMode(DeterministicDebugMode debugMode)
    {
        if (!Enum.IsDefined(debugMode))
        {
            throw new ArgumentOutOfRangeException(nameof(debugMode), debugMode, "set_deterministic_debug_mode: expected Default, Warn or Error");
        }
        UseDeterministicAlgorithms(debugMode != DeterministicDebugMode.Default, debugMode == DeterministicDebugMode.Warn);
    }

    /// <summary>Whether LibTorch gives warnings every time that it otherwise gives once a process.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.is_warn_always_enabled.html"/>
    public static bool IsWarnAlwaysEnabled() => Native.GetWarnAlways();

    /// <summary>Lets LibTorch give warnings every time that it otherwise gives once a process; <see cref="TorchWarning.Handler"/> receives them.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_warn_always.html"/>
    public static void SetWarnAlways(bool b) => Native.SetWarnAlways(b);
}

using PyTorchCS.Interop;

namespace PyTorchCS;

public static partial class Autograd
{
    /// <summary>Turns anomaly mode on until the guard is disposed: a backward pass that fails names the forward operation and the line that called it.</summary>
    /// <param name="checkNan">Whether a backward pass fails where an operation's gradient has nan in it.</param>
    /// <remarks>
    /// It must be on in the forward pass, for the places to be known, and in the backward pass. It is slow. The mode belongs to this thread, and goes
    /// along to threads of LibTorch that work for a backward pass of this one; a pass that another thread starts is not looked at. The text is part of
    /// the message of a <see cref="TorchException"/>, which has more in <see cref="TorchException.ForwardTrace"/>; what a hook or a custom function
    /// throws has it in <see cref="Exception.Data"/>.
    /// </remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.detect_anomaly"/>
    // Differs from PyTorch: there the mode belongs to the process.
    public static AnomalyGuard DetectAnomaly(bool checkNan = true) => new(true, checkNan);

    /// <summary>Turns anomaly mode on or off; disposing the guard restores what was before.</summary>
    /// <param name="mode">Whether to turn it on.</param>
    /// <param name="checkNan">Whether a backward pass fails where an operation's gradient has nan in it.</param>
    /// <inheritdoc cref="DetectAnomaly(bool)" path="/remarks"/>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.set_detect_anomaly"/>
    public static AnomalyGuard SetDetectAnomaly(bool mode, bool checkNan = true) => new(mode, checkNan);

    /// <summary>Whether anomaly mode is on for this thread.</summary>
    public static bool IsAnomalyEnabled() => Native.GetAnomaly();

    /// <summary>Whether anomaly mode of this thread looks for nan.</summary>
    public static bool IsAnomalyCheckNanEnabled() => Native.GetAnomalyCheckNan();

    /// <summary>Lets backward passes that this thread starts use the threads of other devices, or not; disposing the guard restores what was before.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad_mode.set_multithreading_enabled.html"/>
    public static MultithreadingGuard SetMultithreadingEnabled(bool mode) => new(mode);

    /// <summary>Whether backward passes that this thread starts may use several threads.</summary>
    public static bool IsMultithreadingEnabled() => Native.GetMultithreading();
}

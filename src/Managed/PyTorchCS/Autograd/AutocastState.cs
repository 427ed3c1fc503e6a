using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>How operations of a thread choose their dtype on one kind of device.</summary>
internal readonly record struct AutocastState(DeviceType DeviceType, DType DType, bool Enabled, bool CacheEnabled)
{
    /// <summary>That of this thread.</summary>
    /// <exception cref="TorchException">Autocast knows no such device.</exception>
    internal static unsafe AutocastState Of(DeviceType deviceType)
    {
        bool enabled;
        sbyte dtype;
        bool cacheEnabled;
        Errors.Check(Native.GetAutocast(&enabled, &dtype, &cacheEnabled, deviceType), "autocast");
        return new AutocastState(deviceType, (DType)dtype, enabled, cacheEnabled);
    }
}

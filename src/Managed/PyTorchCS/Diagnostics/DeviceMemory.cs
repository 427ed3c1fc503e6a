namespace PyTorchCS;

/// <summary>What tensors hold on one device.</summary>
/// <param name="Device">The device.</param>
/// <param name="LiveTensors">How many tensors of managed objects lie there.</param>
/// <param name="LiveBytes">How many bytes all tensors hold there, those of the autograd graph included.</param>
/// <param name="PeakBytes">The most that <paramref name="LiveBytes"/> was since the start or the last <see cref="TensorStatistics.ResetPeak"/>.</param>
public sealed record DeviceMemory(Device Device, long LiveTensors, long LiveBytes, long PeakBytes);

namespace PyTorchCS.NN;

/// <summary>What the average poolings share: the window and how it slides.</summary>
public abstract class AvgPoolNd : Module<Tensor, Tensor>
{
    private protected AvgPoolNd(IntTuple kernelSize, IntTuple? stride, IntTuple? padding, bool ceilMode, bool countIncludePad)
    {
        KernelSize = kernelSize;
        Stride = stride ?? kernelSize;
        Padding = padding ?? 0;
        CeilMode = ceilMode;
        CountIncludePad = countIncludePad;
    }

    /// <summary>The size of the window.</summary>
    public IntTuple KernelSize { get; }

    /// <summary>The step between windows.</summary>
    public IntTuple Stride { get; }

    /// <summary>Zeros on all sides.</summary>
    public IntTuple Padding { get; }

    /// <summary>Whether the output's size is rounded up.</summary>
    public bool CeilMode { get; }

    /// <summary>Whether the zeros of the padding count in the mean.</summary>
    public bool CountIncludePad { get; }

    /// <inheritdoc/>
    public override string ExtraRepr() => $"kernel_size={KernelSize}, stride={Stride}, padding={Padding}";
}

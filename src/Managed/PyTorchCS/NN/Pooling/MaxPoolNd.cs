namespace PyTorchCS.NN;

/// <summary>What the maximum poolings share: the window and how it slides.</summary>
public abstract class MaxPoolNd : Module<Tensor, Tensor>
{
    private protected MaxPoolNd(IntTuple kernelSize, IntTuple? stride, IntTuple? padding, IntTuple? dilation, bool ceilMode)
    {
        KernelSize = kernelSize;
        Stride = stride ?? kernelSize;
        Padding = padding ?? 0;
        Dilation = dilation ?? 1;
        CeilMode = ceilMode;
    }

    /// <summary>The size of the window.</summary>
    public IntTuple KernelSize { get; }

    /// <summary>The step between windows.</summary>
    public IntTuple Stride { get; }

    /// <summary>Minus infinity on all sides.</summary>
    public IntTuple Padding { get; }

    /// <summary>The distance between the elements of a window.</summary>
    public IntTuple Dilation { get; }

    /// <summary>Whether the output's size is rounded up.</summary>
    public bool CeilMode { get; }

    /// <summary>As <c>Forward</c>, and tells where each maximum was: PyTorch's <c>return_indices</c>.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The maxima and their positions in the flattened input of a channel.</returns>
    public abstract (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input);

    /// <inheritdoc/>
    public override string ExtraRepr() =>
        $"kernel_size={KernelSize}, stride={Stride}, padding={Padding}, dilation={Dilation}, ceil_mode={Python.Repr(CeilMode)}";
}

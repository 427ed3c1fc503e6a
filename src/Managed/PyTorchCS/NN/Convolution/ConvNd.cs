namespace PyTorchCS.NN;

/// <summary>What all convolutions share: filters, bias, and how they slide.</summary>
public abstract class ConvNd : Module<Tensor, Tensor>
{
    private readonly int _dimensions;
    private readonly long[] _borders;

    private protected ConvNd(int dimensions, long inChannels, long outChannels, IntTuple kernelSize, IntTuple? stride, ConvPadding? padding, IntTuple? dilation, long groups, bool bias, ConvPaddingMode paddingMode, DType? dtype, Device? device)
    {
        _dimensions = dimensions;
        CheckChannels(inChannels, outChannels, groups);
        (InChannels, OutChannels, Groups, PaddingMode) = (inChannels, outChannels, groups, paddingMode);
        KernelSize = kernelSize.Expand(dimensions, ReprName(), nameof(kernelSize));
        Stride = (stride ?? 1).Expand(dimensions, ReprName(), nameof(stride));
        Dilation = (dilation ?? 1).Expand(dimensions, ReprName(), nameof(dilation));
        Padding = padding is { Word: not null } ? padding.Value : (padding?.Size ?? 0).Expand(dimensions, ReprName(), nameof(padding));
        if (Padding.Word == ConvolutionPadding.Same && Stride.Any(step => step != 1))
        {
            throw new ArgumentException($"{ReprName()}: padding \"same\" goes with stride 1 only, got {Stride}.", nameof(padding));
        }

        _borders = Borders();
        Weight = new Parameter(Torch.Empty([outChannels, inChannels / groups, .. KernelSize], dtype: dtype, device: device));
        Bias = bias ? new Parameter(Torch.Empty([outChannels], dtype: dtype, device: device)) : null;
        ResetParameters();
    }

    /// <summary>The number of channels of the input.</summary>
    public long InChannels { get; }

    /// <summary>The number of channels of the output.</summary>
    public long OutChannels { get; }

    /// <summary>The size of a filter.</summary>
    public IntTuple KernelSize { get; }

    /// <summary>The step between positions.</summary>
    public IntTuple Stride { get; }

    /// <summary>How far the input is extended on each side.</summary>
    public ConvPadding Padding { get; }

    /// <summary>The distance between the taps of a filter.</summary>
    public IntTuple Dilation { get; }

    /// <summary>Into how many independent groups the channels are split.</summary>
    public long Groups { get; }

    /// <summary>What the input is extended with.</summary>
    public ConvPaddingMode PaddingMode { get; }

    /// <summary>Shape <c>(outChannels, inChannels / groups, *kernelSize)</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>Shape <c>(outChannels)</c>, or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public sealed override Tensor Forward(Tensor input) => PaddingMode == ConvPaddingMode.Zeros
        ? Convolve(input, Padding)
        : Convolve(F.Pad(input, _borders, PadModeOfInput()), 0);

    /// <summary>Draws the parameters anew, from <c>U(-k, k)</c> with <c>k = 1 / √(inChannels / groups · elements of a filter)</c>.</summary>
    public void ResetParameters() => Init.ResetLike(Weight, Bias);

    /// <inheritdoc/>
    public override string ExtraRepr()
    {
        string text = $"{InChannels}, {OutChannels}, kernel_size={KernelSize}, stride={Stride}";
        text += Padding.Word is null && Padding.Size.All(size => size == 0) ? "" : $", padding={Padding}";
        text += Dilation.All(step => step == 1) ? "" : $", dilation={Dilation}";
        text += Groups == 1 ? "" : $", groups={Groups}";
        text += Bias is not null ? "" : ", bias=False";
        return text + (PaddingMode == ConvPaddingMode.Zeros ? "" : $", padding_mode={PaddingModeName()}");
    }

    private protected abstract Tensor Convolve(Tensor input, ConvPadding padding);

    private void CheckChannels(long inChannels, long outChannels, long groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inChannels % groups != 0)
        {
            throw new ArgumentException($"{ReprName()}: {inChannels} input channels cannot be split into {groups} groups.", nameof(inChannels));
        }

        if (outChannels % groups != 0)
        {
            throw new ArgumentException($"{ReprName()}: {outChannels} output channels cannot be split into {groups} groups.", nameof(outChannels));
        }
    }

    /// <summary>What F.Pad takes: two numbers a dimension, the last dimension first.</summary>
    private long[] Borders()
    {
        var borders = new long[2 * _dimensions];
        for (int i = 0; i < _dimensions; i++)
        {
            int dimension = _dimensions - 1 - i;
            long both = Padding.Word switch
            {
                ConvolutionPadding.Same => Dilation[dimension] * (KernelSize[dimension] - 1),
                ConvolutionPadding.Valid => 0,
                _ => 2 * Padding.Size[dimension],
            };
            borders[2 * i] = both / 2;
            borders[(2 * i) + 1] = both - (both / 2);
        }

        return borders;
    }

    private PaddingMode PadModeOfInput() => PaddingMode switch
    {
        ConvPaddingMode.Reflect => PyTorchCS.PaddingMode.Reflect,
        ConvPaddingMode.Replicate => PyTorchCS.PaddingMode.Replicate,
        _ => PyTorchCS.PaddingMode.Circular,
    };

    private string PaddingModeName() => PaddingMode switch
    {
        ConvPaddingMode.Reflect => "reflect",
        ConvPaddingMode.Replicate => "replicate",
        ConvPaddingMode.Circular => "circular",
        _ => "zeros",
    };
}

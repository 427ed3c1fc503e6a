using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Operators without a row: LibTorch refuses each of them, so that there is nothing that a row could hold.</summary>
public sealed class OpExclusionTests : LeakCheck
{
    private static readonly Dictionary<string, Func<object?>> Calls = new()
    {
        ["_fused_dropout"] = () => Ops._FusedDropout(Ones(2, 3), 0.5),
        ["_fused_rms_norm_backward"] = () => Ops._FusedRmsNormBackward(Ones(2, 3), Ones(2, 3), [3], Ones(2, 1), Ones(3), [true, true]),
        ["addmm.dtype"] = () => Ops.AddmmDtype(Ones(2, 2), Ones(2, 2), Ones(2, 2), DType.Float32),
        ["align_as"] = () => Ops.AlignAs(Ones(2, 2), Ones(2, 2)),
        ["baddbmm.dtype"] = () => Ops.BaddbmmDtype(Ones(1, 2, 2), Ones(1, 2, 2), Ones(1, 2, 2), DType.Float32),
        ["batch_norm_backward_elemt"] = () => Ops.BatchNormBackwardElemt(Ones(3, 2), Ones(3, 2), Ones(2), Ones(2), Ones(2), Ones(2), Ones(2), Torch.Ones([1], dtype: DType.Int32)),
        ["batch_norm_backward_reduce"] = () => Ops.BatchNormBackwardReduce(Ones(3, 2), Ones(3, 2), Ones(2), Ones(2), Ones(2), true, true, true),
        ["batch_norm_elemt"] = () => Ops.BatchNormElemt(Ones(3, 2), Ones(2), Ones(2), Ones(2), Ones(2), 1e-5),
        ["batch_norm_gather_stats"] = () => Ops.BatchNormGatherStats(Ones(3, 2), Ones(1, 2), Ones(1, 2), null, null, 0.1, 1e-5, 3),
        ["batch_norm_gather_stats_with_counts"] = () => Ops.BatchNormGatherStatsWithCounts(Ones(3, 2), Ones(1, 2), Ones(1, 2), null, null, 0.1, 1e-5, Ones(1)),
        ["batch_norm_stats"] = () => Ops.BatchNormStats(Ones(3, 2), 1e-5),
        ["bmm.dtype"] = () => Ops.BmmDtype(Ones(1, 2, 2), Ones(1, 2, 2), DType.Float32),
        ["conv_depthwise3d"] = () => Ops.ConvDepthwise3d(Ones(1, 2, 3, 3, 3), Ones(2, 1, 2, 2, 2), [2, 2, 2], null, [1, 1, 1], [0, 0, 0], [1, 1, 1]),
        ["convolution_overrideable"] = () => Ops.ConvolutionOverrideable(Ones(1, 2, 5), Ones(3, 2, 3), null, [1], [0], [1], false, [0], 1),
        ["indices_copy"] = () => Ops.IndicesCopy(Ones(2, 2).ToSparse()),
        ["mm.dtype"] = () => Ops.MmDtype(Ones(2, 2), Ones(2, 2), DType.Float32),
        ["nested_to_padded_tensor"] = () => Ops.NestedToPaddedTensor(Ones(2, 2), 0),
        ["pin_memory"] = () => Ones(2).PinMemory(),
        ["to_padded_tensor"] = () => Ops.ToPaddedTensor(Ones(2, 2), 0),
    };

    public static TheoryData<string> Refused => [.. OpExclusions.WithoutRows.Where(entry => !OpExclusions.IsQuantizer(entry.Value)).Select(entry => entry.Key)];

    [Theory]
    [MemberData(nameof(Refused))]
    public void WithoutARow_IsRefused(string name)
    {
        using var scope = Torch.Scope();
        // An out form is made of the functional one.
        Calls.Should().ContainKey(OpCalls.All[name].Partner ?? name);

        var act = Calls[OpCalls.All[name].Partner ?? name];

        act.Should().Throw<TorchException>().Which.Message.Should().MatchRegex("not implemented|Could not run|must be named|no CUDA device can be used");
    }

    private static Tensor Ones(params long[] shape) => Torch.Ones(shape, dtype: DType.Float32);
}

namespace PyTorchCS.Tests;

internal static partial class OpExclusions
{
    private const string NoKernel = "LibTorch has no kernel for it on the processor";
    private const string Batch = "a step of batch normalization over several CUDA devices";
    private const string Ragged = "ragged tensors have no public class";
    private const string Quantizer = "quantizers are not part of the product";
    private const string WrongDot = "Debian's BLAS returns complex numbers in another way than the oracle reads them: it gives 0";
    private const string StricterNorm = "refuses whole numbers, and a real type for complex numbers, now";
    private const string Names = "named dimensions are left out";

    /// <summary>Operators without a row.</summary>
    public static IReadOnlyDictionary<string, string> WithoutRows { get; } = new Dictionary<string, string>
    {
        ["_fused_dropout"] = NoKernel,
        ["_fused_dropout.out"] = NoKernel,
        ["_fused_moving_avg_obs_fq_helper"] = Quantizer,
        ["_fused_moving_avg_obs_fq_helper.out"] = Quantizer,
        ["_fused_moving_avg_obs_fq_helper_functional"] = Quantizer,
        ["_fused_rms_norm_backward"] = NoKernel,
        ["addmm.dtype"] = NoKernel,
        ["addmm.dtype_out"] = NoKernel,
        ["baddbmm.dtype"] = NoKernel,
        ["baddbmm.dtype_out"] = NoKernel,
        ["bmm.dtype"] = NoKernel,
        ["bmm.dtype_out"] = NoKernel,
        ["mm.dtype"] = NoKernel,
        ["mm.dtype_out"] = NoKernel,
        ["align_as"] = Names,
        ["batch_norm_elemt"] = Batch,
        ["batch_norm_elemt.out"] = Batch,
        ["batch_norm_gather_stats"] = Batch,
        ["batch_norm_gather_stats.out"] = Batch,
        ["batch_norm_gather_stats_with_counts"] = Batch,
        ["batch_norm_gather_stats_with_counts.out"] = Batch,
        ["batch_norm_stats"] = Batch,
        ["batch_norm_stats.out"] = Batch,
        ["conv_depthwise3d"] = NoKernel,
        ["conv_depthwise3d.out"] = NoKernel,
        ["convolution_overrideable"] = NoKernel,
        ["convolution_overrideable.out"] = NoKernel,
        ["batch_norm_backward_elemt"] = Batch,
        ["batch_norm_backward_reduce"] = Batch,
        ["indices_copy"] = NoKernel,
        ["indices_copy.out"] = NoKernel,
        ["nested_to_padded_tensor"] = Ragged,
        ["pin_memory"] = "there is no memory to pin without an accelerator",
        ["to_padded_tensor"] = Ragged,
        ["to_padded_tensor.out"] = Ragged,
    };

    /// <summary>True for a reason of ours, where LibTorch would not refuse.</summary>
    public static bool IsQuantizer(string reason) => reason == Quantizer;

    /// <summary>Rows where LibTorch 2.10 does something else than the oracle; the tests hold that it does.</summary>
    public static IReadOnlyDictionary<string, string> Differs { get; } = new Dictionary<string, string>
    {
        ["conv_transpose1d bfloat16"] = "the oracle's shape is wrong",
        ["conv_transpose2d.input bfloat16"] = "the oracle's shape is wrong",
        ["cummax 0-d"] = "the dimension is checked now",
        ["cummin 0-d"] = "the dimension is checked now",
        ["dot 6"] = WrongDot,
        ["dot complex128"] = WrongDot,
        ["vdot 6"] = WrongDot,
        ["vdot complex128"] = WrongDot,
        ["fft_ihfft empty"] = "MKL refuses an empty batch",
        ["fft_rfft empty"] = "MKL refuses an empty batch",
        ["ldexp.Tensor bfloat16"] = "stays bfloat16 now, was float32",
        ["ldexp.Tensor float16"] = "stays float16 now, was float32",
        ["norm.ScalarOpt_dim_dtype bool"] = StricterNorm,
        ["norm.ScalarOpt_dim_dtype complex128"] = StricterNorm,
        ["norm.ScalarOpt_dim_dtype int64"] = StricterNorm,
        ["norm.ScalarOpt_dtype bool"] = StricterNorm,
        ["norm.ScalarOpt_dtype complex128"] = StricterNorm,
        ["norm.ScalarOpt_dtype int64"] = StricterNorm,
        ["reflection_pad1d empty"] = "refuses an empty dimension beside the batch now",
        ["reflection_pad2d empty"] = "refuses an empty dimension beside the batch now",
        ["rrelu_with_noise broadcast"] = "wants noise of the same shape now",
        ["upsample_bicubic2d.vec bfloat16"] = "sums in float32 now",
    };
}

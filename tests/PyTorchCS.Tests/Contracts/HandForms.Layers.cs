using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>The members of <see cref="F"/> without a loss or a window.</summary>
internal static partial class HandForms
{
    private static void AddActivations()
    {
        Add("F.Celu", "celu", "self alpha", a => F.Celu(a.Tensor("self"), Double(a, "alpha", 1)));
        Add("F.Elu", "elu", "self alpha", a => F.Elu(a.Tensor("self"), Double(a, "alpha", 1)));
        Add("F.Elu_", "elu_", "self alpha", a => F.Elu_(a.Tensor("self"), Double(a, "alpha", 1)));
        Add("F.Gelu", "gelu", "self approximate", a => F.Gelu(a.Tensor("self"), a.OptionalWord("approximate", OpWords.GeluApproximate) ?? GeluApproximate.None));
        Add("F.Glu", "glu", "self dim", a => F.Glu(a.Tensor("self"), Int64(a, "dim", -1)));
        Add("F.Hardshrink", "hardshrink", "self lambd", a => F.Hardshrink(a.Tensor("self"), Double(a, "lambd", 0.5)));
        Add("F.Hardsigmoid", "hardsigmoid", "self", a => F.Hardsigmoid(a.Tensor("self")));
        Add("F.Hardswish", "hardswish", "self", a => F.Hardswish(a.Tensor("self")));
        Add("F.Hardtanh", "hardtanh", "self min_val max_val", a => F.Hardtanh(a.Tensor("self"), Double(a, "min_val", -1), Double(a, "max_val", 1)));
        Add("F.Hardtanh_", "hardtanh_", "self min_val max_val", a => F.Hardtanh_(a.Tensor("self"), Double(a, "min_val", -1), Double(a, "max_val", 1)));
        Add("F.LeakyRelu", "leaky_relu", "self negative_slope", a => F.LeakyRelu(a.Tensor("self"), Double(a, "negative_slope", 0.01)));
        Add("F.LeakyRelu_", "leaky_relu_", "self negative_slope", a => F.LeakyRelu_(a.Tensor("self"), Double(a, "negative_slope", 0.01)));
        Add("F.LogSoftmax", "log_softmax.int", "self dim dtype", a => F.LogSoftmax(a.Tensor("self"), a.Int64("dim"), a.OptionalDType("dtype")));
        Add("F.Logsigmoid", "log_sigmoid", "self", a => F.Logsigmoid(a.Tensor("self")));
        Add("F.Mish", "mish", "self", a => F.Mish(a.Tensor("self")));
        Add("F.Prelu", "prelu", "self weight", a => F.Prelu(a.Tensor("self"), a.Tensor("weight")));
        Add("F.Relu", "relu", "self", a => F.Relu(a.Tensor("self")));
        Add("F.Relu6", "relu6", "self", a => F.Relu6(a.Tensor("self")));
        Add("F.Relu_", "relu_", "self", a => F.Relu_(a.Tensor("self")));
        Add("F.Rrelu", "rrelu", "self lower upper training",
            a => F.Rrelu(a.Tensor("self"), Double(a, "lower", 1.0 / 8), Double(a, "upper", 1.0 / 3), Boolean(a, "training")));
        Add("F.Selu", "selu", "self", a => F.Selu(a.Tensor("self")));
        Add("F.Sigmoid", "sigmoid", "self", a => F.Sigmoid(a.Tensor("self")));
        Add("F.Silu", "silu", "self", a => F.Silu(a.Tensor("self")));
        Add("F.Softmax", "softmax.int", "self dim dtype", a => F.Softmax(a.Tensor("self"), a.Int64("dim"), a.OptionalDType("dtype")));
        Add("F.Softplus", "softplus", "self beta threshold", a => F.Softplus(a.Tensor("self"), Double(a, "beta", 1), Double(a, "threshold", 20)));
        Add("F.Softshrink", "softshrink", "self lambd", a => F.Softshrink(a.Tensor("self"), Double(a, "lambd", 0.5)));
        Add("F.Tanh", "tanh", "self", a => F.Tanh(a.Tensor("self")));
        Add("F.Threshold", "threshold", "self threshold value", a => F.Threshold(a.Tensor("self"), a.Double("threshold"), a.Double("value")));
        Add("F.Threshold_", "threshold_", "self threshold value", a => F.Threshold_(a.Tensor("self"), a.Double("threshold"), a.Double("value")));
    }

    private static void AddLayers()
    {
        Add("F.AlphaDropout", "alpha_dropout", "input p train", a => F.AlphaDropout(a.Tensor("input"), a.Double("p"), a.Boolean("train")));
        Add("F.BatchNorm", "batch_norm", "input weight bias running_mean running_var training momentum eps cudnn_enabled",
            a => F.BatchNorm(a.Tensor("input"), a.OptionalTensor("running_mean"), a.OptionalTensor("running_var"), a.OptionalTensor("weight"), a.OptionalTensor("bias"),
                a.Boolean("training"), a.Double("momentum"), a.Double("eps")));
        Add("F.Bilinear", "bilinear", "input1 input2 weight bias", a => F.Bilinear(a.Tensor("input1"), a.Tensor("input2"), a.Tensor("weight"), a.OptionalTensor("bias")));
        Add("F.CosineSimilarity", "cosine_similarity", "x1 x2 dim eps", a => F.CosineSimilarity(a.Tensor("x1"), a.Tensor("x2"), Int64(a, "dim", 1), Double(a, "eps", 1e-8)));
        Add("F.Dropout", "dropout", "input p train", a => F.Dropout(a.Tensor("input"), a.Double("p"), a.Boolean("train")));
        Add("F.Embedding", "embedding", "weight indices padding_idx scale_grad_by_freq",
            a => F.Embedding(a.Tensor("indices"), a.Tensor("weight"), a.OptionalInt64("padding_idx"), scaleGradByFreq: Boolean(a, "scale_grad_by_freq")));
        Add("F.FeatureAlphaDropout", "feature_alpha_dropout", "input p train", a => F.FeatureAlphaDropout(a.Tensor("input"), a.Double("p"), a.Boolean("train")));
        Add("F.GroupNorm", "group_norm", "input num_groups weight bias eps",
            a => F.GroupNorm(a.Tensor("input"), a.Int64("num_groups"), a.OptionalTensor("weight"), a.OptionalTensor("bias"), Double(a, "eps", 1e-5)));
        Add("F.InstanceNorm", "instance_norm", "input weight bias running_mean running_var use_input_stats momentum eps cudnn_enabled",
            a => F.InstanceNorm(a.Tensor("input"), a.OptionalTensor("running_mean"), a.OptionalTensor("running_var"), a.OptionalTensor("weight"),
                a.OptionalTensor("bias"), a.Boolean("use_input_stats"), a.Double("momentum"), a.Double("eps")));
        Add("F.LayerNorm", "layer_norm", "input normalized_shape weight bias eps",
            a => F.LayerNorm(a.Tensor("input"), a.Int64s("normalized_shape")!, a.OptionalTensor("weight"), a.OptionalTensor("bias"), Double(a, "eps", 1e-5)));
        Add("F.Linear", "linear", "input weight bias", a => F.Linear(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias")));
        Add("F.OneHot", "one_hot", "self num_classes", a => F.OneHot(a.Tensor("self"), Int64(a, "num_classes", -1)));
        Add("F.Pad", "pad", "self pad mode value",
            a => F.Pad(a.Tensor("self"), a.Int64s("pad"), a.OptionalWord("mode", OpWords.PaddingMode) ?? PaddingMode.Constant, a.OptionalDouble("value")));
        Add("F.PairwiseDistance", "pairwise_distance", "x1 x2 p eps keepdim",
            a => F.PairwiseDistance(a.Tensor("x1"), a.Tensor("x2"), Double(a, "p", 2), Double(a, "eps", 1e-6), Boolean(a, "keepdim")));
        Add("F.Pdist", "pdist", "self p", a => F.Pdist(a.Tensor("self"), Double(a, "p", 2)));
        Add("F.PixelShuffle", "pixel_shuffle", "self upscale_factor", a => F.PixelShuffle(a.Tensor("self"), a.Int64("upscale_factor")));
        Add("F.PixelUnshuffle", "pixel_unshuffle", "self downscale_factor", a => F.PixelUnshuffle(a.Tensor("self"), a.Int64("downscale_factor")));
        Add("F.RmsNorm", "rms_norm", "input normalized_shape weight eps",
            a => F.RmsNorm(a.Tensor("input"), a.Int64s("normalized_shape")!, a.OptionalTensor("weight"), a.OptionalDouble("eps")));
        Add("F.ScaledDotProductAttention", "scaled_dot_product_attention", "query key value attn_mask dropout_p is_causal scale",
            a => F.ScaledDotProductAttention(a.Tensor("query"), a.Tensor("key"), a.Tensor("value"), a.OptionalTensor("attn_mask"), Double(a, "dropout_p", 0),
                Boolean(a, "is_causal"), a.OptionalDouble("scale")));
        Add("F.Unfold", "im2col", "self kernel_size dilation padding stride",
            a => F.Unfold(a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "dilation"), Tuple(a, "padding"), Tuple(a, "stride")));
        AddConvolutions();
    }

    private static void AddConvolutions()
    {
        const string Numbers = "input weight bias stride padding dilation groups";
        Add("F.Conv1d", "conv1d", Numbers, a => F.Conv1d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Padding(a), Tuple(a, "dilation"), Groups(a)));
        Add("F.Conv2d", "conv2d", Numbers, a => F.Conv2d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Padding(a), Tuple(a, "dilation"), Groups(a)));
        Add("F.Conv3d", "conv3d", Numbers, a => F.Conv3d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Padding(a), Tuple(a, "dilation"), Groups(a)));
        Add("F.Conv1d", "conv1d.padding", Numbers, a => F.Conv1d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), a.OptionalText("padding") ?? "valid"));
        Add("F.Conv2d", "conv2d.padding", Numbers, a => F.Conv2d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), a.OptionalText("padding") ?? "valid"));
        Add("F.Conv3d", "conv3d.padding", Numbers, a => F.Conv3d(a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), a.OptionalText("padding") ?? "valid"));

        const string Transposed = "input weight bias stride padding output_padding groups dilation";
        Add("F.ConvTranspose1d", "conv_transpose1d", Transposed, a => F.ConvTranspose1d(
            a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "output_padding"), Groups(a), Tuple(a, "dilation")));
        Add("F.ConvTranspose2d", "conv_transpose2d.input", Transposed, a => F.ConvTranspose2d(
            a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "output_padding"), Groups(a), Tuple(a, "dilation")));
        Add("F.ConvTranspose3d", "conv_transpose3d.input", Transposed, a => F.ConvTranspose3d(
            a.Tensor("input"), a.Tensor("weight"), a.OptionalTensor("bias"), Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "output_padding"), Groups(a), Tuple(a, "dilation")));
    }

    private static ConvPadding? Padding(OpArguments a) => a.Int64s("padding") is { } sizes ? sizes.Length == 1 ? (ConvPadding)sizes[0] : sizes : default(ConvPadding?);

    private static long Groups(OpArguments a) => Int64(a, "groups", 1);
}

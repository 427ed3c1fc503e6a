using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>The members of <see cref="F"/> that take a window or a target.</summary>
internal static partial class HandForms
{
    private static void AddPooling()
    {
        Add("F.AdaptiveAvgPool1d", "adaptive_avg_pool1d", "self output_size", a => F.AdaptiveAvgPool1d(a.Tensor("self"), Size(a)));
        Add("F.AdaptiveAvgPool2d", "adaptive_avg_pool2d", "self output_size", a => F.AdaptiveAvgPool2d(a.Tensor("self"), Size(a)));
        Add("F.AdaptiveAvgPool3d", "adaptive_avg_pool3d", "self output_size", a => F.AdaptiveAvgPool3d(a.Tensor("self"), Size(a)));
        Add("F.AdaptiveMaxPool1d", "adaptive_max_pool1d", "self output_size", a => F.AdaptiveMaxPool1d(a.Tensor("self"), Size(a)), result: 0);
        Add("F.AdaptiveMaxPool2d", "adaptive_max_pool2d", "self output_size", a => F.AdaptiveMaxPool2d(a.Tensor("self"), Size(a)), result: 0);
        Add("F.AdaptiveMaxPool3d", "adaptive_max_pool3d", "self output_size", a => F.AdaptiveMaxPool3d(a.Tensor("self"), Size(a)), result: 0);
        Add("F.AdaptiveMaxPool1dWithIndices", "adaptive_max_pool1d", "self output_size", a => F.AdaptiveMaxPool1dWithIndices(a.Tensor("self"), Size(a)));
        Add("F.AdaptiveMaxPool2dWithIndices", "adaptive_max_pool2d", "self output_size", a => F.AdaptiveMaxPool2dWithIndices(a.Tensor("self"), Size(a)));
        Add("F.AdaptiveMaxPool3dWithIndices", "adaptive_max_pool3d", "self output_size", a => F.AdaptiveMaxPool3dWithIndices(a.Tensor("self"), Size(a)));

        const string Averaged = "self kernel_size stride padding ceil_mode count_include_pad divisor_override";
        Add("F.AvgPool1d", "avg_pool1d", Averaged, a => F.AvgPool1d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Boolean(a, "ceil_mode"), Boolean(a, "count_include_pad", true)));
        Add("F.AvgPool2d", "avg_pool2d", Averaged, a => F.AvgPool2d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Boolean(a, "ceil_mode"), Boolean(a, "count_include_pad", true),
            a.OptionalInt64("divisor_override")));
        Add("F.AvgPool3d", "avg_pool3d", Averaged, a => F.AvgPool3d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Boolean(a, "ceil_mode"), Boolean(a, "count_include_pad", true),
            a.OptionalInt64("divisor_override")));

        const string Window = "self kernel_size stride padding dilation ceil_mode";
        Add("F.MaxPool1d", "max_pool1d", Window, a => F.MaxPool1d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
        Add("F.MaxPool2d", "max_pool2d", Window, a => F.MaxPool2d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
        Add("F.MaxPool3d", "max_pool3d", Window, a => F.MaxPool3d(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
        Add("F.MaxPool1dWithIndices", "max_pool1d_with_indices", Window, a => F.MaxPool1dWithIndices(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
        Add("F.MaxPool2dWithIndices", "max_pool2d_with_indices", Window, a => F.MaxPool2dWithIndices(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
        Add("F.MaxPool3dWithIndices", "max_pool3d_with_indices", Window, a => F.MaxPool3dWithIndices(
            a.Tensor("self"), a.Int64s("kernel_size")!, Tuple(a, "stride"), Tuple(a, "padding"), Tuple(a, "dilation"), Boolean(a, "ceil_mode")));
    }

    private static void AddLosses()
    {
        const string Plain = "self target reduction";
        Add("F.BinaryCrossEntropy", "binary_cross_entropy", "self target weight reduction",
            a => F.BinaryCrossEntropy(a.Tensor("self"), a.Tensor("target"), a.OptionalTensor("weight"), Reduced(a)));
        Add("F.BinaryCrossEntropyWithLogits", "binary_cross_entropy_with_logits", "self target weight pos_weight reduction",
            a => F.BinaryCrossEntropyWithLogits(a.Tensor("self"), a.Tensor("target"), a.OptionalTensor("weight"), Reduced(a), a.OptionalTensor("pos_weight")));
        Add("F.CosineEmbeddingLoss", "cosine_embedding_loss", "input1 input2 target margin reduction",
            a => F.CosineEmbeddingLoss(a.Tensor("input1"), a.Tensor("input2"), a.Tensor("target"), Double(a, "margin", 0), Reduced(a)));
        Add("F.CrossEntropy", "cross_entropy_loss", "self target weight reduction ignore_index label_smoothing",
            a => F.CrossEntropy(a.Tensor("self"), a.Tensor("target"), a.OptionalTensor("weight"), Int64(a, "ignore_index", -100), Reduced(a), Double(a, "label_smoothing", 0)));
        Add("F.HingeEmbeddingLoss", "hinge_embedding_loss", "self target margin reduction",
            a => F.HingeEmbeddingLoss(a.Tensor("self"), a.Tensor("target"), Double(a, "margin", 1), Reduced(a)));
        Add("F.HuberLoss", "huber_loss", "self target reduction delta", a => F.HuberLoss(a.Tensor("self"), a.Tensor("target"), Reduced(a), Double(a, "delta", 1)));
        Add("F.KlDiv", "kl_div", "self target reduction log_target",
            a => F.KlDiv(a.Tensor("self"), a.Tensor("target"), (KLDivReduction)Reduced(a), Boolean(a, "log_target")));
        Add("F.L1Loss", "l1_loss", Plain, a => F.L1Loss(a.Tensor("self"), a.Tensor("target"), Reduced(a)));
        Add("F.MarginRankingLoss", "margin_ranking_loss", "input1 input2 target margin reduction",
            a => F.MarginRankingLoss(a.Tensor("input1"), a.Tensor("input2"), a.Tensor("target"), Double(a, "margin", 0), Reduced(a)));
        Add("F.MseLoss", "mse_loss", Plain, a => F.MseLoss(a.Tensor("self"), a.Tensor("target"), Reduced(a)));
        Add("F.MultiMarginLoss", "multi_margin_loss", "self target p margin weight reduction",
            a => F.MultiMarginLoss(a.Tensor("self"), a.Tensor("target"), Int64(a, "p", 1), Double(a, "margin", 1), a.OptionalTensor("weight"), Reduced(a)));
        Add("F.MultilabelMarginLoss", "multilabel_margin_loss", Plain, a => F.MultilabelMarginLoss(a.Tensor("self"), a.Tensor("target"), Reduced(a)));
        Add("F.NllLoss", "nll_loss_nd", "self target weight reduction ignore_index",
            a => F.NllLoss(a.Tensor("self"), a.Tensor("target"), a.OptionalTensor("weight"), Int64(a, "ignore_index", -100), Reduced(a)));
        Add("F.SmoothL1Loss", "smooth_l1_loss", "self target reduction beta",
            a => F.SmoothL1Loss(a.Tensor("self"), a.Tensor("target"), Reduced(a), Double(a, "beta", 1)));
        Add("F.SoftMarginLoss", "soft_margin_loss", Plain, a => F.SoftMarginLoss(a.Tensor("self"), a.Tensor("target"), Reduced(a)));
        Add("F.TripletMarginLoss", "triplet_margin_loss", "anchor positive negative margin p eps swap reduction",
            a => F.TripletMarginLoss(a.Tensor("anchor"), a.Tensor("positive"), a.Tensor("negative"), Double(a, "margin", 1), Double(a, "p", 2), Double(a, "eps", 1e-6),
                Boolean(a, "swap"), Reduced(a)));
    }
}

namespace PyTorchCS.Tests;

/// <summary>What the contract of operators does not hold for, each with its reason.</summary>
internal static partial class OpExclusions
{
    private const string BroadcastLoss = "LibTorch divides by the number of the smaller argument's elements";
    private const string Broken = "LibTorch's own derivative throws";
    private const string Drawn = "the gradient is zero by definition";
    private const string Overwritten = "LibTorch overwrites what its own gradient needs";
    private const string Pattern = "the gradient is that of the elements which are not zero";
    private const string Phase = "vectors are known up to a factor, and the projection sees it";

    private static readonly HashSet<string> Random =
    [
        "alpha_dropout", "bernoulli", "binomial", "cauchy", "dropout", "exponential", "feature_alpha_dropout", "feature_dropout", "geometric", "log_normal",
        "multinomial", "native_dropout", "normal", "normal_functional", "poisson", "rand_like", "randint_like", "randn_like", "random", "rrelu",
        "rrelu_with_noise", "rrelu_with_noise_functional", "uniform",
    ];

    /// <summary>Operators that share storage with an argument, or do not, by what they are given.</summary>
    public static IReadOnlyDictionary<string, string> MayAlias { get; } = new Dictionary<string, string>
    {
        ["align_tensors"] = "views, though the schema does not say so",
        ["alpha_dropout"] = "gives its input back where nothing is dropped",
        ["atleast_1d"] = "a view, though the schema does not say so",
        ["atleast_1d.Sequence"] = "views, though the schema does not say so",
        ["atleast_2d"] = "a view, though the schema does not say so",
        ["atleast_2d.Sequence"] = "views, though the schema does not say so",
        ["atleast_3d"] = "a view, though the schema does not say so",
        ["atleast_3d.Sequence"] = "views, though the schema does not say so",
        ["broadcast_tensors"] = "views, though the schema does not say so",
        ["conj_physical"] = "gives its input back where that is real",
        ["contiguous"] = "copies what is not contiguous",
        ["data"] = "a view, though the schema does not say so",
        ["dropout"] = "gives its input back where nothing is dropped",
        ["einsum"] = "a view where nothing is summed",
        ["feature_alpha_dropout"] = "gives its input back where nothing is dropped",
        ["feature_dropout"] = "gives its input back where nothing is dropped",
        ["flatten.using_ints"] = "copies where no view has that shape",
        ["histogramdd.TensorList_bins"] = "gives the edges back that it was given",
        ["lift"] = "a view, though the schema does not say so",
        ["meshgrid"] = "views, though the schema does not say so",
        ["meshgrid.indexing"] = "views, though the schema does not say so",
        ["ravel"] = "copies where no view has that shape",
        ["reshape"] = "copies where no view has that shape",
        ["reshape_as"] = "copies where no view has that shape",
        ["set.source_Tensor"] = "takes the storage of its source",
        ["to.device"] = "copies where anything changes",
        ["to.dtype"] = "copies where anything changes",
        ["to.dtype_layout"] = "copies where anything changes",
        ["to.other"] = "copies where anything changes",
        ["type_as"] = "gives its input back where the type is the same",
        ["unflatten_dense_tensors"] = "views, though the schema does not say so",
        ["unsafe_chunk"] = "views that autograd takes for fresh",
        ["unsafe_split.Tensor"] = "views that autograd takes for fresh",
        ["unsafe_split_with_sizes"] = "views that autograd takes for fresh",
    };

    /// <summary>Out forms that do not give their tensor the shape it needs: they get one of the shape of their first argument, or of
    /// each result where there are several.</summary>
    public static IReadOnlyDictionary<string, string> WantsShape { get; } = new Dictionary<string, string>
    {
        ["binary_cross_entropy.out"] = "LibTorch enlarges a view of the output and then reduces the output",
        ["normal.Tensor_float_out"] = "LibTorch takes the shape of the deviation from the output",
        ["rrelu_with_noise.out"] = "LibTorch writes past the end of an output that is too small",
        ["split_copy.Tensor_out"] = "LibTorch copies into what it is given",
    };

    /// <summary>Operators, or rows, whose gradient no difference shows.</summary>
    public static IReadOnlyDictionary<string, string> NoGradient { get; } = new Dictionary<string, string>
    {
        ["_foreach_add.Tensor"] = Broken,
        ["_foreach_addcdiv.Scalar 0-d"] = Broken,
        ["_foreach_addcdiv.ScalarList empty"] = Broken,
        ["_foreach_div.Tensor"] = Broken,
        ["_foreach_mul.Tensor"] = Broken,
        ["as_strided_scatter"] = "LibTorch gives the gradient of the part that is written over, not of the rest",
        ["cholesky_inverse 3"] = "an upper factor; the lower one is checked",
        ["ctc_loss.IntList"] = "the gradient takes for granted that probabilities sum to 1",
        ["ctc_loss.Tensor"] = "the gradient takes for granted that probabilities sum to 1",
        ["embedding 7"] = "the padding's row gets no gradient",
        ["huber_loss broadcast"] = BroadcastLoss,
        ["linalg_cond"] = Overwritten,
        ["linalg_cond.p_str"] = Overwritten,
        ["linalg_eig"] = Phase,
        ["linalg_qr 4"] = "needs Q, which it does not give",
        ["linalg_qr 5"] = "complete factors have no derivative",
        ["linalg_svd 0"] = Phase,
        ["mse_loss broadcast"] = BroadcastLoss,
        ["normal.Tensor_Tensor"] = Drawn,
        ["normal.Tensor_float"] = Drawn,
        ["normal.float_Tensor"] = Drawn,
        ["qr 4"] = "complete factors have no derivative",
        ["smooth_l1_loss broadcast"] = BroadcastLoss,
        ["svd 4"] = Phase,
        ["to_sparse"] = Pattern,
        ["to_sparse.sparse_dim"] = Pattern,
        ["to_sparse_csc"] = Pattern,
        ["to_sparse_csr"] = Pattern,
        ["vander"] = Overwritten,
    };

    /// <summary>Operators that read one half of a symmetric matrix and give the gradient of both.</summary>
    public static bool IsSymmetric(string name) =>
        name.Split('.')[0] is "cholesky" or "linalg_cholesky" or "linalg_cholesky_ex" or "linalg_eigh" or "linalg_eigvalsh" or "linalg_pinv";

    /// <summary>Operators that read the lower half of a matrix and give a gradient of the whole.</summary>
    public static bool IsTriangular(string name) => name is "cholesky_inverse" or "cholesky_solve";

    /// <summary>Operators whose in-place form changes the shape of its tensor.</summary>
    public static IReadOnlySet<string> Reshapes { get; } =
        new HashSet<string> { "resize", "resize_as", "set", "set.source_Tensor", "sparse_resize", "sparse_resize_and_clear", "resize_as_sparse" };

    /// <summary>True where the result depends on how the arguments lie in memory, or must.</summary>
    /// <remarks>
    /// Random numbers come in order of memory. Of the others, conv_tbc, native_group_norm, take_along_dim over all elements and view_as_complex refuse what is
    /// not contiguous, foreach's addcdiv and addcmul refuse such a tensor of numbers, attention then has no fused kernel, the recurrent layers read packed batch sizes as if they were, and embedding_bag leaves a result empty that its fast path does not need.
    /// </remarks>
    public static bool ReadsLayout(string name) =>
        Random.Contains(Base(name)) || name is "_fused_sdp_choice" or "_foreach_addcdiv.Tensor" or "_foreach_addcmul.Tensor" || name.EndsWith(".data", StringComparison.Ordinal) || Base(name)
        is "as_strided" or "as_strided_scatter" or "stride" or "view" or "set" or "resize" or "resize_as"
        or "conv_tbc" or "embedding_bag" or "native_group_norm" or "take_along_dim" or "view_as_complex";

    /// <summary>True where the result depends on the generator.</summary>
    public static bool IsRandom(string name) => Random.Contains(Base(name));

    /// <summary>What an operator's in-place form, its copying form and all its overloads have in common.</summary>
    private static string Base(string name) => name.Split('.')[0].TrimEnd('_').Replace("_copy", string.Empty, StringComparison.Ordinal);

    /// <summary>True where the result is memory that nobody wrote.</summary>
    public static bool Unwritten(string name) => name.StartsWith("empty", StringComparison.Ordinal) || name.StartsWith("new_empty", StringComparison.Ordinal);

    /// <summary>True where the result is known up to the signs of its vectors.</summary>
    public static bool HasFreeSign(string name) => name is "svd" or "linalg_svd" or "linalg_eig" or "linalg_eigh" or "linalg_qr" or "qr";
}

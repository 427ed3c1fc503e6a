namespace PyTorchCS.Tests;

internal static partial class OpExclusions
{
    private const string AllOfAll = "compares all there is, and there is nothing";
    private const string Bits = "looks at the bits";
    private const string Coefficients = "LibTorch's coefficients do not fit the type";
    private const string Edges = "a rounded number falls on the other side of an edge";
    private const string Halves = "complex numbers of two such halves";
    private const string Largest = "infinity becomes the largest number of the type";
    private const string Singular = "equal rows have no inverse";
    private const string Wild = "LibTorch reads past the end of a tensor whose stride is 0 there";

    /// <summary>Properties and operators where a derived call gives something else than the row it is derived from, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> DerivedOtherwise { get; } = new Dictionary<string, string>
    {
        ["0-d atleast_1d"] = "gives a dimension to what has none",
        ["bfloat16 bincount"] = "float64 for all types but float32",
        ["bfloat16 grid_sampler_2d"] = Edges,
        ["bfloat16 histc"] = Edges,
        ["bfloat16 linalg_matrix_exp"] = Coefficients,
        ["bfloat16 matrix_exp"] = Coefficients,
        ["bfloat16 nan_to_num"] = Largest,
        ["bfloat16 result_type.Tensor"] = "names the type",
        ["bfloat16 view.dtype"] = Bits,
        ["bfloat16 view_copy.dtype"] = Bits,
        ["bool view.dtype"] = Bits,
        ["bool view_copy.dtype"] = Bits,
        ["broadcast cosine_embedding_loss"] = "sums each tensor along its own dimension",
        ["empty align_tensors"] = "puts new dimensions in front of the batch",
        ["empty allclose"] = AllOfAll,
        ["empty equal"] = AllOfAll,
        ["empty pixel_unshuffle"] = "LibTorch forgets to reshape what is empty",
        ["expanded linalg_inv_ex"] = Singular,
        ["expanded linalg_solve_ex"] = Singular,
        ["expanded median.dim"] = Wild,
        ["expanded nanmedian.dim"] = Wild,
        ["float16 bincount"] = "float64 for all types but float32",
        ["float16 complex"] = Halves,
        ["float16 grid_sampler"] = Edges,
        ["float16 linalg_matrix_exp"] = Coefficients,
        ["float16 matrix_exp"] = Coefficients,
        ["float16 nan_to_num"] = Largest,
        ["float16 result_type.Tensor"] = "names the type",
        ["float16 view.dtype"] = Bits,
        ["float16 view_as_complex"] = Halves,
        ["float16 view_as_complex_copy"] = Halves,
        ["float16 view_copy.dtype"] = Bits,
        ["int64 view.dtype"] = Bits,
        ["int64 view_copy.dtype"] = Bits,
        ["uint16 is_signed"] = "names a property of the type",
        ["uint16 view.dtype"] = Bits,
        ["uint16 view_copy.dtype"] = Bits,
        ["uint32 is_signed"] = "names a property of the type",
        ["uint32 view.dtype"] = Bits,
        ["uint32 view_copy.dtype"] = Bits,
        ["uint64 is_signed"] = "names a property of the type",
    };

    public static bool IsDerivedOtherwise(string property, string name) => DerivedOtherwise.ContainsKey($"{property} {name}");

    /// <summary>True where a difference is a matter of luck: numbers out of memory that is not the tensor's, and factors of a matrix that has none.</summary>
    public static bool IsUndefined(string reason) => reason is Singular or Wild;
}

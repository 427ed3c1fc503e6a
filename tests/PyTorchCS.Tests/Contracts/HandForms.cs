using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>The members of <see cref="Tensor"/> and <see cref="Torch"/> that carry an operator and are written by hand.</summary>
internal static partial class HandForms
{
    private static readonly List<HandForm> Table = [];

    static HandForms()
    {
        AddTensor();
        AddTorch();
        AddActivations();
        AddLayers();
        AddPooling();
        AddLosses();
    }

    /// <summary>Every such member, more than once where it carries more than one operator.</summary>
    public static IReadOnlyList<HandForm> All => Table;

    /// <summary>Members that carry an operator and are no form of it, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Without { get; } = new Dictionary<string, string>
    {
        ["Tensor.Set"] = "an assignment by index, which TensorIndexingTests has",
        ["Tensor.RetainGrad"] = "changes what backward does, which OpSpecialTests has",
        ["Tensor.RequiresGrad_"] = "changes what autograd does, which the test of its own here has",
    };

    private static void Add(string member, string @operator, string takes, Func<OpArguments, object?> call, int? result = null) =>
        Table.Add(new(member, @operator, takes.Split(' '), call, result));

    private static double Double(OpArguments a, string name, double otherwise) => a.OptionalDouble(name) ?? otherwise;

    private static long Int64(OpArguments a, string name, long otherwise) => a.OptionalInt64(name) ?? otherwise;

    private static bool Boolean(OpArguments a, string name, bool otherwise = false) => a.OptionalBoolean(name) ?? otherwise;

    private static Reduction Reduced(OpArguments a) => a.Has("reduction") ? a.Reduction("reduction") : Reduction.Mean;

    private static IntTuple? Tuple(OpArguments a, string name) => a.Int64s(name) is { Length: > 0 } sizes ? (IntTuple)sizes : default(IntTuple?);

    private static OutputSize Size(OpArguments a) => a.Int64s("output_size")!.Select(size => (long?)size).ToArray();

    private static void AddTensor()
    {
        Add("Tensor.Data", "data", "self", a => a.Tensor("self").Data);
        Add("Tensor.Detach_", "detach_", "self", a => a.Tensor("self").Detach_());
        Add("Tensor.H", "matrix_H", "self", a => a.Tensor("self").H);
        Add("Tensor.Imag", "imag", "self", a => a.Tensor("self").Imag);
        Add("Tensor.IsComplex", "is_complex", "self", a => a.Tensor("self").IsComplex());
        Add("Tensor.IsFloatingPoint", "is_floating_point", "self", a => a.Tensor("self").IsFloatingPoint());
        Add("Tensor.IsLeaf", "is_leaf", "self", a => a.Tensor("self").IsLeaf);
        Add("Tensor.Item", "item", "self", a => a.Tensor("self").Item());
        Add("Tensor.MH", "mH", "self", a => a.Tensor("self").MH);
        Add("Tensor.MT", "mT", "self", a => a.Tensor("self").MT);
        Add("Tensor.Norm", "norm.Scalar", "self p", a => a.Tensor("self").Norm(a.OptionalScalar("p")));
        Add("Tensor.Norm", "norm.ScalarOpt_dim", "self p dim keepdim", a => a.Tensor("self").Norm(a.OptionalScalar("p"), a.Int64s("dim"), Boolean(a, "keepdim")));
        Add("Tensor.Norm", "frobenius_norm.dim", "self dim keepdim", a => a.Tensor("self").Norm(NormOrder.Frobenius, a.Int64s("dim"), Boolean(a, "keepdim")));
        Add("Tensor.OutputNr", "output_nr", "self", a => a.Tensor("self").OutputNr);
        Add("Tensor.Polygamma", "polygamma", "n self", a => a.Tensor("self").Polygamma(a.Int64("n")));
        Add("Tensor.Real", "real", "self", a => a.Tensor("self").Real);
        Add("Tensor.RetainsGrad", "retains_grad", "self", a => a.Tensor("self").RetainsGrad);
        Add("Tensor.Set_", "set_", "self", a => a.Tensor("self").Set_());
        Add("Tensor.Set_", "set_.source_Tensor", "self source", a => a.Tensor("self").Set_(a.Tensor("source")));
        Add("Tensor.Set_", "set_.source_Tensor_storage_offset", "self source storage_offset size stride",
            a => a.Tensor("self").Set_(a.Tensor("source"), a.Int64("storage_offset"), a.Int64s("size"), a.Int64s("stride")));
        Add("Tensor.Size", "size.int", "self dim", a => a.Tensor("self").Size(a.Int64("dim")));
        Add("Tensor.Size", "size.int", "self dim", a => a.Tensor("self").Size()[a.Int64("dim")]);
        Add("Tensor.Stride", "stride.int", "self dim", a => a.Tensor("self").Stride(a.Int64("dim")));
        Add("Tensor.Stride", "stride.int", "self dim", a => a.Tensor("self").Stride()[a.Int64("dim")]);
        Add("Tensor.T", "numpy_T", "self", a => a.Tensor("self").T);
        Add("Tensor.To", "to.dtype", "self dtype non_blocking copy", a => a.Tensor("self").To(a.DType("dtype"), Boolean(a, "non_blocking"), Boolean(a, "copy")));
        Add("Tensor.To", "to.other", "self other non_blocking copy", a => a.Tensor("self").To(a.Tensor("other"), Boolean(a, "non_blocking"), Boolean(a, "copy")));
        Add("Tensor.To", "to.device", "self device dtype non_blocking copy",
            a => a.Tensor("self").To(a.OptionalDevice("device"), a.OptionalDType("dtype"), Boolean(a, "non_blocking"), Boolean(a, "copy")));
        Add("Tensor.UniqueConsecutive", "unique_consecutive", "self return_inverse return_counts dim",
            a => a.Tensor("self").UniqueConsecutive(Boolean(a, "return_inverse"), Boolean(a, "return_counts"), a.OptionalInt64("dim")));
        Add("Tensor.Where", "where.self", "condition self other", a => a.Tensor("self").Where(a.Tensor("condition"), a.Tensor("other")));
        Add("Tensor.Where", "where.ScalarOther", "condition self other", a => a.Tensor("self").Where(a.Tensor("condition"), a.Scalar("other")));
    }

    private static void AddTorch()
    {
        Add("Torch.Norm", "norm.Scalar", "self p", a => Torch.Norm(a.Tensor("self"), a.OptionalScalar("p")));
        Add("Torch.Norm", "norm.ScalarOpt_dim_dtype", "self p dim keepdim dtype",
            a => Torch.Norm(a.Tensor("self"), a.OptionalScalar("p"), a.Int64s("dim"), a.Boolean("keepdim"), dtype: a.DType("dtype")));
        Add("Torch.Norm", "nuclear_norm.dim", "self dim keepdim", a => Torch.Norm(a.Tensor("self"), NormOrder.Nuclear, a.Int64s("dim"), Boolean(a, "keepdim")));
        Add("Torch.Split", "split.Tensor", "self split_size dim", a => Torch.Split(a.Tensor("self"), a.Int64("split_size"), Int64(a, "dim", 0)));
        Add("Torch.Split", "split.sizes", "self split_size dim", a => Torch.Split(a.Tensor("self"), a.Int64s("split_size"), Int64(a, "dim", 0)));
        Add("Torch.Tensordot", "tensordot", "self other dims_self dims_other",
            a => Torch.Tensordot(a.Tensor("self"), a.Tensor("other"), a.Int64s("dims_self"), a.Int64s("dims_other")));
        Add("Torch.Tensordot", "matmul", "self other", a => Torch.Tensordot(a.Tensor("self"), a.Tensor("other"), dims: 1));
        Add("Torch.UniqueConsecutive", "unique_consecutive", "self return_inverse return_counts dim",
            a => Torch.UniqueConsecutive(a.Tensor("self"), Boolean(a, "return_inverse"), Boolean(a, "return_counts"), a.OptionalInt64("dim")));
    }
}

using System.Globalization;

namespace PyTorchCS;

/// <content>Sparse tensors: the tensors that they are made of, one below the other.</content>
internal sealed partial class TensorText
{
    private static string SparseBody(Tensor tensor, PrintOptions options, List<string> suffixes)
    {
        var parts = Parts(tensor);
        suffixes.Add($"size={ShapeText(tensor.Shape)}");
        if (parts.Length > 0 && !tensor.IsMeta)
        {
            suffixes.Add(string.Create(CultureInfo.InvariantCulture, $"nnz={Ops._Nnz(tensor)}"));
        }
        if (!IsDefault(tensor.DType))
        {
            suffixes.Add($"dtype=torch.{tensor.DType.PythonName()}");
        }
        return parts.Length == 0 ? "..." : string.Join(",\n" + new string(' ', Prefix.Length), parts.Select(part => PartText(part.Name, part.Part, options)));
    }

    private static (string Name, Tensor Part)[] Parts(Tensor tensor) => tensor.Layout switch
    {
        // Also of a tensor whose indices are in no order, or not all different.
        Layout.SparseCoo => [("indices", Ops._Indices(tensor)), ("values", Ops._Values(tensor))],
        Layout.SparseCsr or Layout.SparseBsr => [("crow_indices", tensor.CrowIndices()), ("col_indices", tensor.ColIndices()), ("values", tensor.Values())],
        Layout.SparseCsc or Layout.SparseBsc => [("ccol_indices", tensor.CcolIndices()), ("row_indices", tensor.RowIndices()), ("values", tensor.Values())],
        _ => [],
    };

    private static string PartText(string name, Tensor part, PrintOptions options)
    {
        var start = $"{name}=tensor(";
        var size = part.IsMeta || part.Numel() == 0 ? $", size={ShapeText(part.Shape)}" : "";
        return start + Elements(part, options, Prefix.Length + start.Length) + size + ")";
    }
}

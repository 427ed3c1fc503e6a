using System.Globalization;
using System.Numerics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Prints tensors as PyTorch does.</summary>
internal sealed class TensorText
{
    private const int LineWidth = 80;
    private const int EdgeItems = 3;
    private const int Threshold = 1000;
    private const string Prefix = "tensor(";

    private readonly long[] _shape;
    private readonly bool[] _isCut;
    private readonly Func<object, string> _write;
    private readonly int _elementWidth;
    private readonly object[] _elements;

    private TensorText(Tensor tensor)
    {
        var shown = tensor.Numel() > Threshold ? Edges(tensor) : tensor;
        var dtype = tensor.DType;
        _shape = shown.Shape;
        _isCut = [.. tensor.Shape.Zip(_shape, (whole, part) => part < whole)];
        _elements = Elements(shown, dtype);
        if (dtype.IsComplex)
        {
            var format = new ComplexFormat([.. _elements.Cast<Complex>()]);
            _write = value => format.Write((Complex)value);
            _elementWidth = format.Width;
        }
        else
        {
            var format = dtype.IsFloatingPoint ? NumberFormat.OfFloating([.. _elements.Cast<double>()]) : NumberFormat.OfWords(_elements.Select(NumberFormat.Word));
            _write = format.Write;
            _elementWidth = format.Width;
        }
    }

    internal static string Of(Tensor tensor)
    {
        if (tensor.IsDisposed)
        {
            return "tensor(disposed)";
        }
        // Printing must not leave tensors behind, nor record anything.
        using var scope = Torch.Scope();
        using var guard = Torch.NoGrad();
        var body = Body(tensor, out var suffixes);
        return AddSuffixes(Prefix + body, suffixes);
    }

    private static string Body(Tensor tensor, out List<string> suffixes)
    {
        suffixes = [];
        var dtype = tensor.DType;
        var device = tensor.Device;
        if (device.Type != DeviceType.Cpu)
        {
            suffixes.Add($"device='{device}'");
        }
        string body;
        var isDense = tensor.Layout == Layout.Strided;
        if (device.Type == DeviceType.Meta || !isDense)
        {
            suffixes.Add($"size={ShapeText(tensor.Shape)}");
            body = "...";
        }
        else if (tensor.Numel() == 0)
        {
            if (tensor.Ndim != 1)
            {
                suffixes.Add($"size={ShapeText(tensor.Shape)}");
            }
            body = "[]";
        }
        else
        {
            body = new TensorText(tensor).Write();
        }
        // Where no element shows what kind it is, only the default needs no word.
        var isWithoutElements = isDense && (device.Type == DeviceType.Meta || tensor.Numel() == 0);
        if (isWithoutElements ? dtype != Torch.GetDefaultDtype() : !IsDefault(dtype))
        {
            suffixes.Add($"dtype=torch.{dtype.PythonName()}");
        }
        if (!isDense)
        {
            suffixes.Add($"layout=torch.{PythonName(tensor.Layout)}");
        }
        if (tensor.GradFn is { } node)
        {
            suffixes.Add($"grad_fn=<{node.Name[(node.Name.LastIndexOf(':') + 1)..]}>");
        }
        else if (tensor.RequiresGrad)
        {
            suffixes.Add("requires_grad=True");
        }
        return body;
    }

    private static bool IsDefault(DType dtype)
    {
        var floating = Torch.GetDefaultDtype();
        return dtype == floating || dtype is DType.Int64 or DType.Bool
            || dtype == (floating switch { DType.Float64 => DType.Complex128, DType.Float16 => DType.Complex32, _ => DType.Complex64 });
    }

    private static string PythonName(Layout layout) => layout switch
    {
        Layout.SparseCoo => "sparse_coo",
        Layout.SparseCsr => "sparse_csr",
        Layout.SparseCsc => "sparse_csc",
        Layout.SparseBsr => "sparse_bsr",
        Layout.SparseBsc => "sparse_bsc",
        Layout.Mkldnn => "_mkldnn",
        _ => layout.ToString().ToLowerInvariant(),
    };

    private static string ShapeText(long[] shape) => shape.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"({shape[0]},)")
        : "(" + string.Join(", ", shape) + ")";

    private static object[] Elements(Tensor tensor, DType dtype)
    {
        var dense = tensor.IsConj() || tensor.IsNeg() ? tensor.ResolveConj().ResolveNeg() : tensor;
        if (dtype.IsComplex)
        {
            return [.. dense.To(DType.Complex128).ToArray<Complex>().Cast<object>()];
        }
        if (dtype.IsFloatingPoint)
        {
            return [.. dense.To(DType.Float64).ToArray<double>().Cast<object>()];
        }
        if (dtype == DType.Bool)
        {
            return [.. dense.ToArray<bool>().Cast<object>()];
        }
        return dtype == DType.Uint64 ? [.. dense.ToArray<ulong>().Cast<object>()] : [.. dense.To(DType.Int64).ToArray<long>().Cast<object>()];
    }

    /// <summary>What a summary shows: the first and last entries of each dimension.</summary>
    private static Tensor Edges(Tensor tensor)
    {
        for (var dim = 0; dim < tensor.Ndim; dim++)
        {
            var size = tensor.Size(dim);
            if (size > 2 * EdgeItems)
            {
                tensor = Torch.Cat([tensor.Narrow(dim, 0, EdgeItems), tensor.Narrow(dim, size - EdgeItems, EdgeItems)], dim);
            }
        }
        return tensor;
    }

    private string Write() => _shape.Length == 0 ? _write(_elements[0]) : Write(0, 0, Prefix.Length);

    private string Write(int dim, long start, int indent)
    {
        var inner = _shape.AsSpan(dim + 1);
        if (inner.Length == 0)
        {
            return Vector(start, indent);
        }
        var stride = 1L;
        foreach (var size in inner)
        {
            stride *= size;
        }
        var slices = new List<string>();
        for (var i = 0L; i < _shape[dim]; i++)
        {
            if (_isCut[dim] && i == EdgeItems)
            {
                slices.Add("...");
            }
            slices.Add(Write(dim + 1, start + (i * stride), indent + 1));
        }
        return "[" + string.Join("," + new string('\n', inner.Length) + new string(' ', indent + 1), slices) + "]";
    }

    private string Vector(long start, int indent)
    {
        var elements = new List<string>();
        for (var i = 0L; i < _shape[^1]; i++)
        {
            if (_isCut[^1] && i == EdgeItems)
            {
                elements.Add(" ...");
            }
            elements.Add(_write(_elements[start + i]));
        }
        var perLine = Math.Max(1, (LineWidth - indent) / (_elementWidth + 2));
        var lines = elements.Chunk(perLine).Select(line => string.Join(", ", line));
        return "[" + string.Join(",\n" + new string(' ', indent + 1), lines) + "]";
    }

    private static string AddSuffixes(string text, List<string> suffixes)
    {
        var lastLine = text.Length - (text.LastIndexOf('\n') + 1) + 2;
        foreach (var suffix in suffixes)
        {
            if (lastLine + suffix.Length + 2 > LineWidth)
            {
                text += ",\n" + new string(' ', Prefix.Length) + suffix;
                lastLine = Prefix.Length + suffix.Length;
            }
            else
            {
                text += ", " + suffix;
                lastLine += suffix.Length + 2;
            }
        }
        return text + ")";
    }
}

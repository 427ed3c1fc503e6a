using System.Globalization;
using System.Numerics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Prints tensors as PyTorch does.</summary>
internal sealed class TensorText
{
    private const string Prefix = "tensor(";

    private readonly PrintOptions _options;
    private readonly long[] _shape;
    private readonly bool[] _isCut;
    private readonly Func<object, string> _write;
    private readonly int _elementWidth;
    private readonly object[] _elements;

    private TensorText(Tensor tensor, PrintOptions options)
    {
        _options = options;
        var shown = tensor.Numel() > options.Threshold ? Edges(tensor, options.Edgeitems) : tensor;
        var dtype = tensor.DType;
        _shape = shown.Shape;
        _isCut = [.. tensor.Shape.Zip(_shape, (whole, part) => part < whole)];
        _elements = Elements(shown, dtype);
        if (dtype.IsComplex)
        {
            var format = new ComplexFormat([.. _elements.Cast<Complex>()], options);
            _write = value => format.Write((Complex)value);
            _elementWidth = format.Width;
        }
        else
        {
            var format = dtype.IsFloatingPoint ? NumberFormat.OfFloating([.. _elements.Cast<double>()], options) : NumberFormat.OfWords(_elements.Select(NumberFormat.Word));
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
        var options = PrintOptions.Current;
        var body = Body(tensor, options, out var suffixes);
        return AddSuffixes(Prefix + body, suffixes, options.Linewidth);
    }

    private static string Body(Tensor tensor, PrintOptions options, out List<string> suffixes)
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
        else if (options.Edgeitems == 0 && tensor.Ndim > 0 && tensor.Numel() > options.Threshold)
        {
            body = "[...]";
        }
        else
        {
            body = new TensorText(tensor, options).Write();
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
            var name = node.Name;
            // Left to the collector, it would keep the graph.
            node.Free();
            suffixes.Add($"grad_fn=<{name[(name.LastIndexOf(':') + 1)..]}>");
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
    private static Tensor Edges(Tensor tensor, int count)
    {
        for (var dim = 0; dim < tensor.Ndim; dim++)
        {
            var size = tensor.Size(dim);
            if (size > 2L * count)
            {
                tensor = Torch.Cat([tensor.Narrow(dim, 0, count), tensor.Narrow(dim, size - count, count)], dim);
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
            if (_isCut[dim] && i == _options.Edgeitems)
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
            if (_isCut[^1] && i == _options.Edgeitems)
            {
                elements.Add(" ...");
            }
            elements.Add(_write(_elements[start + i]));
        }
        var perLine = Math.Max(1, (_options.Linewidth - indent) / (_elementWidth + 2));
        var lines = elements.Chunk(perLine).Select(line => string.Join(", ", line));
        return "[" + string.Join(",\n" + new string(' ', indent + 1), lines) + "]";
    }

    private static string AddSuffixes(string text, List<string> suffixes, int linewidth)
    {
        var lastLine = text.Length - (text.LastIndexOf('\n') + 1) + 2;
        foreach (var suffix in suffixes)
        {
            if (lastLine + suffix.Length + 2 > linewidth)
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

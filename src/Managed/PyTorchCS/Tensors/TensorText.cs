using System.Globalization;
using System.Numerics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Prints tensors as PyTorch does.</summary>
internal sealed partial class TensorText
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
        // No kernel reads this dtype: PyTorch, too, shows its bytes.
        tensor = tensor.DType == DType.Float4E2m1fnX2 ? tensor.View(DType.Uint8) : tensor;
        var shown = tensor.Numel() > options.Threshold ? Edges(tensor, options.Edgeitems) : tensor;
        var dtype = tensor.DType;
        _shape = shown.Shape;
        _isCut = [.. tensor.Shape.Zip(_shape, (whole, part) => part < whole)];
        _elements = Numbers(shown, dtype);
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
        var suffixes = new List<string>();
        if (tensor.Device is { Type: not DeviceType.Cpu } device)
        {
            suffixes.Add($"device='{device}'");
        }
        // Of a sparse tensor LibTorch cannot tell.
        var (value, tangent) = tensor.Layout == Layout.Strided ? ForwardAd.UnpackDual(tensor) : new UnpackedDualTensor(tensor, null);
        var body = value.Layout is Layout.Strided or Layout.Mkldnn ? Body(value, options, suffixes) : SparseBody(value, options, suffixes);
        if (value.Layout != Layout.Strided)
        {
            suffixes.Add($"layout=torch.{PythonName(value.Layout)}");
        }
        if (History(tensor) is { } history)
        {
            suffixes.Add(history);
        }
        if (tangent is not null)
        {
            suffixes.Add($"tangent={tangent}");
        }
        return AddSuffixes(Prefix + body, suffixes, options.Linewidth, isLineBroken: value.IsSparse);
    }

    private static string Body(Tensor tensor, PrintOptions options, List<string> suffixes)
    {
        var isWithoutElements = tensor.IsMeta || tensor.Numel() == 0;
        if (tensor.IsMeta || (isWithoutElements && tensor.Ndim != 1))
        {
            suffixes.Add($"size={ShapeText(tensor.Shape)}");
        }

        // Where no element shows what kind it is, only the default needs no word.
        if (isWithoutElements ? tensor.DType != Torch.GetDefaultDtype() : !IsDefault(tensor.DType))
        {
            suffixes.Add($"dtype=torch.{tensor.DType.PythonName()}");
        }
        return Elements(tensor, options, Prefix.Length);
    }

    /// <summary>All elements, or the edges, in as many brackets as there are dimensions.</summary>
    private static string Elements(Tensor tensor, PrintOptions options, int indent) =>
        tensor.IsMeta ? "..."
        : tensor.Numel() == 0 ? "[]"
        : options.Edgeitems == 0 && tensor.Ndim > 0 && tensor.Numel() > options.Threshold ? "[...]"
        : new TensorText(tensor.Layout == Layout.Strided ? tensor : tensor.ToDense(), options).Write(indent);

    /// <summary>What autograd knows of the tensor, or null.</summary>
    private static string? History(Tensor tensor)
    {
        try
        {
            if (tensor.GradFn is not { } node)
            {
                return tensor.RequiresGrad ? "requires_grad=True" : null;
            }
            var name = node.Name;
            // Left to the collector, it would keep the graph.
            node.Free();
            return $"grad_fn=<{name[(name.LastIndexOf(':') + 1)..]}>";
        }
        catch (TorchException)
        {
            // A view that was made without recording and then changed in place has a history that is an error; it is printed all the same.
            return "grad_fn=<Invalid>";
        }
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

    private static object[] Numbers(Tensor tensor, DType dtype)
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

    private string Write(int indent) => _shape.Length == 0 ? _write(_elements[0]) : Write(0, 0, indent);

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

    /// <summary>Adds the suffixes, each on a new line where the last one is full; the first one also where the line is broken anyhow.</summary>
    private static string AddSuffixes(string text, List<string> suffixes, int linewidth, bool isLineBroken)
    {
        var lastLine = text.Length - (text.LastIndexOf('\n') + 1) + 2;
        foreach (var suffix in suffixes)
        {
            if (isLineBroken || lastLine + suffix.Length + 2 > linewidth)
            {
                isLineBroken = false;
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

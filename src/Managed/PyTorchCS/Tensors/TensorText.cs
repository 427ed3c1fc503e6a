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

    private readonly bool _isSummarised;
    private readonly Func<object, string> _write;
    private readonly int _elementWidth;
    private readonly object[] _elements;

    private TensorText(Tensor tensor)
    {
        _isSummarised = tensor.Numel() > Threshold;
        var dtype = tensor.DType;
        _elements = Elements(tensor, dtype);
        var shown = _isSummarised ? [.. Shown(tensor.Shape)] : _elements;
        if (dtype.IsComplex)
        {
            var format = new ComplexFormat([.. shown.Cast<Complex>()]);
            _write = value => format.Write((Complex)value);
            _elementWidth = format.Width;
        }
        else
        {
            var format = dtype.IsFloatingPoint ? NumberFormat.OfFloating([.. shown.Cast<double>()]) : NumberFormat.OfWords(shown.Select(NumberFormat.Word));
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
            body = new TensorText(tensor).Write(tensor.Shape, Prefix.Length);
        }
        if (!IsDefault(dtype) || (tensor.Numel() == 0 && dtype is DType.Int64 or DType.Bool && tensor.Numel() == 0))
        {
            suffixes.Add($"dtype=torch.{dtype.PythonName()}");
        }
        if (!isDense)
        {
            suffixes.Add($"layout=torch.{tensor.Layout}");
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
        var floating = Torch.GetDefaultDType();
        return dtype == floating || dtype is DType.Int64 or DType.Bool
            || dtype == (floating switch { DType.Float64 => DType.Complex128, DType.Float16 => DType.Complex32, _ => DType.Complex64 });
    }

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

    /// <summary>The elements that a summary shows: the first and last ones of each dimension.</summary>
    private IEnumerable<object> Shown(long[] shape)
    {
        IEnumerable<long> positions = [0];
        foreach (var size in shape)
        {
            var edges = size > 2 * EdgeItems ? Range(0, EdgeItems).Concat(Range(size - EdgeItems, size)) : Range(0, size);
            positions = positions.SelectMany(position => edges.Select(edge => (position * size) + edge));
        }
        return positions.Select(position => _elements[position]);
    }

    private static IEnumerable<long> Range(long start, long stop)
    {
        for (var i = start; i < stop; i++)
        {
            yield return i;
        }
    }

    private string Write(ReadOnlySpan<long> shape, int indent) => shape.Length == 0 ? _write(_elements[0]) : Write(shape, indent, 0);

    private string Write(ReadOnlySpan<long> shape, int indent, long start)
    {
        var size = shape[0];
        if (shape.Length == 1)
        {
            return Vector(start, size, indent);
        }
        var stride = 1L;
        foreach (var inner in shape[1..])
        {
            stride *= inner;
        }
        var slices = new List<string>();
        for (var i = 0L; i < size; i++)
        {
            if (IsLeftOut(size, i, out var isFirst))
            {
                if (isFirst)
                {
                    slices.Add("...");
                }
                continue;
            }
            slices.Add(Write(shape[1..], indent + 1, start + (i * stride)));
        }
        return "[" + string.Join("," + new string('\n', shape.Length - 1) + new string(' ', indent + 1), slices) + "]";
    }

    private string Vector(long start, long size, int indent)
    {
        var elements = new List<string>();
        for (var i = 0L; i < size; i++)
        {
            if (IsLeftOut(size, i, out var isFirst))
            {
                if (isFirst)
                {
                    elements.Add(" ...");
                }
                continue;
            }
            elements.Add(_write(_elements[start + i]));
        }
        var perLine = Math.Max(1, (LineWidth - indent) / (_elementWidth + 2));
        var lines = elements.Chunk(perLine).Select(line => string.Join(", ", line));
        return "[" + string.Join(",\n" + new string(' ', indent + 1), lines) + "]";
    }

    private bool IsLeftOut(long size, long i, out bool isFirst)
    {
        isFirst = i == EdgeItems;
        return _isSummarised && size > 2 * EdgeItems && i >= EdgeItems && i < size - EdgeItems;
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

using System.Buffers;

namespace PyTorchCS.Interop;

/// <summary>A list of tensors lent to a native call; its addresses lie side by side, as <c>ArrayRef&lt;Tensor&gt;</c> wants them.</summary>
internal readonly ref struct OperandList : IDisposable
{
    private readonly TensorHandle?[] _handles;
    private readonly nint[] _addresses;

    private OperandList(int length)
    {
        Length = length;
        _handles = ArrayPool<TensorHandle?>.Shared.Rent(Math.Max(length, 1));
        _addresses = ArrayPool<nint>.Shared.Rent(Math.Max(length, 1));
    }

    internal int Length { get; }

    internal static OperandList Of(ReadOnlySpan<Tensor> tensors, string name) => Of(tensors, name, isOptional: false);

    internal static OperandList OfOptional(ReadOnlySpan<Tensor?> tensors) => Of(tensors!, "", isOptional: true);

    /// <summary>For lists whose lengths LibTorch does not compare, or only by an assertion of its own.</summary>
    internal static void CheckSameLength(string operation, ReadOnlySpan<Tensor> self, string name, ReadOnlySpan<Tensor> list)
    {
        if (self.Length != list.Length)
        {
            throw new TorchException(
                TorchErrorKind.Value, operation, $"{operation}: the lists 'self' and '{name}' must have the same number of tensors, but have {self.Length} and {list.Length}.", null);
        }
    }

    public ref readonly nint GetPinnableReference() => ref _addresses[0];

    public void Dispose()
    {
        for (var i = 0; i < Length; i++)
        {
            _handles[i]?.Release();
            _handles[i] = null;
        }
        ArrayPool<TensorHandle?>.Shared.Return(_handles);
        ArrayPool<nint>.Shared.Return(_addresses);
    }

    private static OperandList Of(ReadOnlySpan<Tensor> tensors, string name, bool isOptional)
    {
        var list = new OperandList(tensors.Length);
        var handles = list._handles;
        handles.AsSpan(0, tensors.Length).Clear();
        try
        {
            for (var i = 0; i < tensors.Length; i++)
            {
                var tensor = tensors[i];
                if (tensor is null && !isOptional)
                {
                    throw new ArgumentNullException(name, $"{name}[{i}] is null");
                }
                handles[i] = tensor?.Acquire();
                list._addresses[i] = handles[i]?.Impl ?? 0;
            }
            return list;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }
}

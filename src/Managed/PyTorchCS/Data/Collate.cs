using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PyTorchCS.Data;

/// <summary>Puts items together to batches.</summary>
internal static class Collate
{
    /// <summary>Puts items together to a batch of a certain type; tuples become that type's.</summary>
    internal static TBatch Join<
        TItem,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBatch>(IReadOnlyList<TItem> items)
    {
        // Tensors are by far the most frequent and need no boxing.
        if (items is IReadOnlyList<Tensor> tensors && Torch.Stack([.. tensors]) is TBatch stacked)
        {
            return stacked;
        }

        var joined = Join([.. items.Select(item => (object?)item)]);
        var made = joined.GetType().ToString();
        if (joined is object[] parts && typeof(ITuple).IsAssignableFrom(typeof(TBatch)))
        {
            var types = Array.ConvertAll(parts, part => part.GetType());
            joined = typeof(TBatch).GetConstructor(types)?.Invoke(parts);
            made = $"({string.Join(", ", types.AsEnumerable())})";
        }

        return joined is TBatch batch
            ? batch
            : throw new InvalidOperationException(
                $"Items of type {typeof(TItem)} are put together to {made}, not to {typeof(TBatch)}: pass collateFn.");
    }

    /// <summary>Puts items together by what they are; the parts of tuples come in an array.</summary>
    internal static object Join(object?[] items)
    {
        if (items.Length == 0)
        {
            throw new ArgumentException("A batch needs at least one item.", nameof(items));
        }

        return items[0] switch
        {
            Tensor => Torch.Stack(Cast<Tensor>(items)),
            bool => Torch.Tensor(Cast<bool>(items)),
            float => Torch.Tensor(Cast<float>(items)),
            double => Torch.Tensor(Cast<double>(items)),
            sbyte or byte or short or ushort or int or uint or long => Torch.Tensor(
                Array.ConvertAll(items, item => Convert.ToInt64(item, CultureInfo.InvariantCulture))),
            string => Cast<string>(items),
            Tensor[] first => Enumerable.Range(0, first.Length)
                .Select(i => Torch.Stack(Array.ConvertAll(Cast<Tensor[]>(items), item => Part(item, i, first.Length)))).ToArray(),
            float[] => Rows(Cast<float[]>(items)),
            double[] => Rows(Cast<double[]>(items)),
            long[] => Rows(Cast<long[]>(items)),
            int[] => Rows(Cast<int[]>(items)),
            byte[] => Rows(Cast<byte[]>(items)),
            bool[] => Rows(Cast<bool[]>(items)),
            ITuple first => Enumerable.Range(0, first.Length)
                .Select(i => Join(Array.ConvertAll(items, item => ((ITuple)item!)[i]))).ToArray(),
            IReadOnlyDictionary<string, Tensor> first => first.Keys.ToDictionary(
                key => key, key => Torch.Stack(Array.ConvertAll(items, item => ((IReadOnlyDictionary<string, Tensor>)item!)[key]))),
            var other => throw new ArgumentException(
                $"There is no rule for putting items of type {other?.GetType().ToString() ?? "null"} together: pass collateFn.",
                nameof(items)),
        };
    }

    private static T[] Cast<T>(object?[] items) => Array.ConvertAll(items, item => item is T value
        ? value
        : throw new ArgumentException($"Among items of type {typeof(T)} there is {item?.GetType().ToString() ?? "null"}.", nameof(items)));

    private static Tensor Part(Tensor[] item, int index, int length) => item.Length == length
        ? item[index]
        : throw new ArgumentException($"Among items of {length} tensors there is one of {item.Length}.", nameof(item));

    private static Tensor Rows<T>(T[][] rows)
        where T : unmanaged
    {
        var width = rows[0].Length;
        var flat = new T[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != width)
            {
                throw new ArgumentException($"Among rows of {width} numbers there is one of {rows[i].Length}.", nameof(rows));
            }

            rows[i].CopyTo(flat, i * width);
        }

        using var numbers = Torch.Tensor(flat);
        return numbers.Reshape(rows.Length, width);
    }
}

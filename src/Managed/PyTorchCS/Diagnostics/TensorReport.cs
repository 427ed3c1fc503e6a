using System.Globalization;
using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Tensors of one kind that are alive.</summary>
/// <param name="Site">The line that made them; null where sites were not tracked.</param>
/// <param name="Shape">Their sizes, as <c>[2, 3]</c>.</param>
/// <param name="DType">The type of their elements.</param>
/// <param name="Device">Where they lie.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Bytes">The memory they hold. A storage that several tensors share counts once, for the one that was made first.</param>
public sealed record TensorGroup(CreationSite? Site, string Shape, DType DType, Device Device, int Count, long Bytes);

/// <summary>The tensors that were alive at one moment, or what came and went between two: <c>later - earlier</c>.</summary>
public sealed class TensorReport
{
    private TensorReport(IEnumerable<TensorGroup> groups) =>
        Groups = [.. groups.OrderByDescending(group => Math.Abs(group.Bytes)).ThenByDescending(group => Math.Abs(group.Count))];

    /// <summary>The groups, those that hold most first.</summary>
    public IReadOnlyList<TensorGroup> Groups { get; }

    /// <summary>How many tensors the groups hold together.</summary>
    public int Count => Groups.Sum(group => group.Count);

    /// <summary>How many bytes the groups hold together.</summary>
    public long Bytes => Groups.Sum(group => group.Bytes);

    /// <summary>What <paramref name="later"/> has more than <paramref name="earlier"/>; less gives negative counts and bytes.</summary>
    public static TensorReport operator -(TensorReport later, TensorReport earlier) => Subtract(later, earlier);

    /// <summary>What <paramref name="later"/> has more than <paramref name="earlier"/>; less gives negative counts and bytes.</summary>
    public static TensorReport Subtract(TensorReport later, TensorReport earlier)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(earlier);
        var negated = earlier.Groups.Select(group => group with { Count = -group.Count, Bytes = -group.Bytes });
        return new(Join(later.Groups.Concat(negated)).Where(group => group.Count != 0 || group.Bytes != 0));
    }

    /// <summary>A table, a line for each group.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count} tensors, {Show(Bytes)}\n");
        foreach (var group in Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Count,8} {Show(group.Bytes),11}  {group.DType} {group.Shape} {group.Device}  {group.Site?.ToString() ?? "(not tracked)"}\n");
        }
        return text.ToString();
    }

    /// <summary>The tensors that are alive now.</summary>
    internal static TensorReport Take()
    {
        var storages = new HashSet<(Device, Storage)>();
        var found = new List<TensorGroup>();
        foreach (var (tensor, site) in TensorRegistry.Snapshot())
        {
            if (Describe(tensor, site, storages) is { } group)
            {
                found.Add(group);
            }
        }
        return new(Join(found));
    }

    /// <summary>The sites that hold most, for the message of an error.</summary>
    internal string Largest(int count) => string.Join("; ", Groups.Take(count)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{Show(group.Bytes)} in {group.Count} of {group.DType} {group.Shape} from {group.Site?.ToString() ?? "before tracking"}")));

    private static TensorGroup? Describe(Tensor tensor, CreationSite? site, HashSet<(Device Device, Storage Storage)> storages)
    {
        try
        {
            return new(site, $"[{string.Join(", ", tensor.Shape)}]", tensor.DType, tensor.Device, 1, OwnBytes(tensor, storages));
        }
        catch (ObjectDisposedException)
        {
            return null; // by another thread, in this moment
        }
    }

    private static long OwnBytes(Tensor tensor, HashSet<(Device Device, Storage Storage)> storages)
    {
        if (tensor.Layout != Layout.Strided || tensor.IsMeta)
        {
            return 0;
        }
        try
        {
            var storage = tensor.Storage;
            return storages.Add((tensor.Device, storage)) ? storage.Nbytes : 0;
        }
        catch (TorchException)
        {
            return 0; // within a layer of a function transform, where the memory is that of the tensor inside
        }
    }

    private static IEnumerable<TensorGroup> Join(IEnumerable<TensorGroup> groups) => groups
        .GroupBy(group => (group.Site, group.Shape, group.DType, group.Device))
        .Select(same => new TensorGroup(same.Key.Site, same.Key.Shape, same.Key.DType, same.Key.Device, same.Sum(group => group.Count), same.Sum(group => group.Bytes)));

    private static string Show(long bytes) => Math.Abs(bytes) switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
    };
}

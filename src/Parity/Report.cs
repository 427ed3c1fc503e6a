using PyTorchCS.OpGen;

namespace PyTorchCS.Parity;

/// <summary>What became of one name.</summary>
/// <param name="Place">The C# member that was found, or null.</param>
/// <param name="Reason">Why the name is not applicable, or null.</param>
/// <param name="LeftOut">Why the name is missing, or null.</param>
/// <param name="IsCompared">True where PyTorch's signature is known and the member has one.</param>
internal sealed record NameResult(string Name, string? Place, string? Reason, string? LeftOut, bool IsCompared, IReadOnlyList<Difference> Differences)
{
    public bool IsMissing => Place is null && Reason is null;
}

/// <summary>What became of the names of one area.</summary>
internal sealed record AreaResult(Area Area, IReadOnlyList<NameResult> Names)
{
    public int Had => Names.Count(name => name.Place is not null);

    public int NotApplicable => Names.Count(name => name.Reason is not null);

    public IReadOnlyList<NameResult> Missing => [.. Names.Where(name => name.IsMissing)];
}

/// <summary>The comparison of everything that PyTorch names with everything that the assemblies have.</summary>
internal sealed class Report
{
    private Report(IReadOnlyList<AreaResult> areas, Lists lists)
    {
        Areas = areas;
        Lists = lists;
        foreach (var difference in areas.SelectMany(area => area.Names).SelectMany(name => name.Differences))
        {
            if (lists.FindAccepted(difference) is { } accepted)
            {
                Listed.Add((difference, accepted));
            }
        }
        var listed = Listed.Select(entry => entry.Difference).ToHashSet();
        Unlisted = [.. areas.SelectMany(area => area.Names.SelectMany(name => name.Differences.Where(difference => !listed.Contains(difference)).Select(difference => (area.Area, difference)))).DistinctBy(entry => entry.difference)];
    }

    public IReadOnlyList<AreaResult> Areas { get; }

    public Lists Lists { get; }

    public List<(Difference Difference, Accepted Accepted)> Listed { get; } = [];

    public IReadOnlyList<(Area Area, Difference Difference)> Unlisted { get; }

    /// <summary>
    /// What must not be: where the area wants everything listed, a name that is missing or a difference that no list explains; anywhere, a line of a
    /// list that explains nothing.
    /// </summary>
    public IReadOnlyList<string> Faults =>
    [
        .. Areas.Where(area => area.Area.MustBeListed).SelectMany(area => area.Missing.Where(name => name.LeftOut is null).Select(name => $"{area.Area.Name}: {name.Name} is missing")),
        .. Unlisted.Where(entry => entry.Area.MustBeListed).Select(entry => $"{entry.Area.Name}: {entry.Difference.Place} {entry.Difference.Kind} {entry.Difference.Parameter}: {entry.Difference.Text}"),
        .. Lists.Unused.Select(line => $"nothing needs the line {line}"),
    ];

    public static Report Read(string root, Surface surface)
    {
        var folder = Path.Combine(root, "src", "Parity");
        var lists = Lists.Read(folder);
        var finder = new Locator(surface);
        var references = References.Read(root);
        var comparison = new Comparison(DefaultText.Read(root));
        return new Report([.. Area.Read(folder).Select(area => new AreaResult(area, [.. area.Names.Select(name => Name(area, name))]))], lists);

        NameResult Name(Area area, string name)
        {
            var members = lists.FindElsewhere(area.Name, name) is { } elsewhere ? finder.At(elsewhere.Place) : finder.Find(area, name);
            if (members.Count == 0)
            {
                var reason = lists.FindNotApplicable(area.Name, name)?.Reason;
                return new NameResult(name, null, reason, reason is null ? lists.FindLeftOut(area.Name, name)?.Reason : null, IsCompared: false, []);
            }
            var owner = members[0].Owner;
            var (required, also) = references.Of(area, name, owner == "Tensor" && members[0].IsInstance);
            var differences = required.Where(group => group.Count > 0).Select(group => comparison.Compare(members, group, also)).MinBy(found => found.Count) ?? [];
            return new NameResult(name, members[0].Place, null, null, required.Any(group => group.Count > 0), differences);
        }
    }
}

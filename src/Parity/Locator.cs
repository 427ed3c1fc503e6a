using PyTorchCS.OpGen;

namespace PyTorchCS.Parity;

/// <summary>Finds the C# members that the naming rule gives for a name of PyTorch.</summary>
internal sealed class Locator(Surface surface)
{
    private const string Root = "torch.";
    private const string ForeachPrefix = "_foreach_";

    public IReadOnlyList<Member> Find(Area area, string name)
    {
        if (name.StartsWith(ForeachPrefix, StringComparison.Ordinal))
        {
            return surface.Members("Foreach", Spelling(name[ForeachPrefix.Length..]).First());
        }
        var segments = (name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..] : name).Split('.');
        var last = segments[^1];
        if (IsClassName(last))
        {
            var types = surface.Types(last, area.Namespaces).ToList();
            if (types.Count > 0)
            {
                return Surface.Constructors(types);
            }
        }
        foreach (var owner in Owners(area, segments[..^1]))
        {
            foreach (var spelling in Spelling(last))
            {
                var members = surface.Members(owner, spelling);
                if (members.Count > 0)
                {
                    return members;
                }
            }
        }
        return segments.Length > 1 || area.Module != "torch" ? [] : LowerCaseClass(area, last);
    }

    /// <summary>The member or type that a place of elsewhere.txt names: <c>Fft.Fft1</c>, <c>TorchFile</c>.</summary>
    public IReadOnlyList<Member> At(string place)
    {
        var dot = place.LastIndexOf('.');
        if (dot >= 0)
        {
            return surface.Members(place[..dot], place[(dot + 1)..]);
        }
        var types = surface.Types(place, ["PyTorchCS"]).ToList();
        return types.Count > 0 ? Surface.Constructors(types) : [];
    }

    /// <summary>The C# names of a Python name: by the rule, where a member may spell the word dtype as the type <c>DType</c> does.</summary>
    public static IEnumerable<string> Spelling(string name)
    {
        var member = NameRules.Member(name);
        return member.Contains("Dtype", StringComparison.Ordinal) ? [member, member.Replace("Dtype", "DType", StringComparison.Ordinal)] : [member];
    }

    /// <summary>A class named on the way owns the member; else a sub-module is a static class, and where there is none, the area's own class has it.</summary>
    private IEnumerable<string> Owners(Area area, string[] heads)
    {
        var className = heads.LastOrDefault(IsClassName);
        if (className is not null)
        {
            return [className];
        }
        var modules = heads.Reverse().Select(NameRules.Member).Where(module => surface.HasStatics(module)).ToList();
        return modules.Count > 0 ? modules : area.Classes;
    }

    /// <summary>Python's <c>device</c> and <c>finfo</c> are classes with a small letter.</summary>
    private IReadOnlyList<Member> LowerCaseClass(Area area, string last)
    {
        var types = surface.Types(Spelling(last).First(), area.Namespaces).Where(type => !(type.IsAbstract && type.IsSealed)).ToList();
        return types.Count > 0 ? Surface.Constructors(types) : [];
    }

    private static bool IsClassName(string segment) => char.IsUpper(segment[0]) && segment.Length > 1;
}

using PyTorchCS.OpGen;

namespace PyTorchCS.Parity;

/// <summary>Compares parameter names, order and defaults of the overloads of a name with PyTorch's signatures of it.</summary>
/// <remarks>
/// Each overload has to be one of PyTorch's signatures, with what C# cannot spell left aside (docs/parity.md lists these rules), and each
/// parameter that PyTorch has must be in one of them.
/// </remarks>
internal sealed class Comparison(DefaultText defaults)
{
    // In the order in which C# has the options of a new tensor.
    private static readonly string[] Options = ["dtype", "device", "requiresGrad", "layout", "pinMemory", "memoryFormat"];

    public IReadOnlyList<Difference> Compare(IReadOnlyList<Member> members, IReadOnlyList<Signature> required, IReadOnlyList<Signature> also)
    {
        var place = members[0].Place;
        var overloads = members.Where(member => member.Kind is MemberKind.Method or MemberKind.Constructor).ToList();
        if (required.All(signature => signature.IsAttribute))
        {
            return overloads.Count == 0 || members.Any(member => member.Kind == MemberKind.Value) ? []
                : [new Difference(place, "method", "-", "PyTorch has an attribute")];
        }
        if (overloads.Count == 0)
        {
            return [new Difference(place, "property", "-", $"PyTorch has {required[0].Text}")];
        }
        var forms = required.Concat(also).ToList();
        var result = new List<Difference>();
        var fitting = new List<(Member Overload, Signature Form)>();
        foreach (var overload in overloads)
        {
            var best = forms.Select(form => (Form: form, Found: Differences(place, overload, form, overloads))).MinBy(entry => entry.Found.Count);
            result.AddRange(best.Found);
            fitting.AddRange(forms.Where(form => Differences(place, overload, form, overloads).Count == 0).Select(form => (overload, form)));
        }
        var named = overloads.SelectMany(overload => overload.Parameters).Select(parameter => parameter.Name).ToHashSet();
        foreach (var form in required)
        {
            // Where an overload is the form but for differences, those are said already; else all that the form wants is looked for.
            var have = fitting.Where(entry => entry.Form == form).SelectMany(entry => entry.Overload.Parameters).Select(parameter => parameter.Name).ToHashSet();
            var missing = form.Arguments.Where(argument => argument is { IsOutput: false, IsPositional: false }).Select(Name).Where(name => !(have.Count > 0 ? have : named).Contains(name));
            result.AddRange(missing.Select(name => new Difference(place, "missing", name, $"no overload for {form.Text} takes it")));
            if (form.Arguments.Any(argument => argument.IsOutput) && !forms.Any(other => HasOutputs(other, named)))
            {
                result.Add(new Difference(place, "missing", "out", $"no overload for {form.Text} takes it"));
            }
        }
        result.AddRange(required.SelectMany(form => Shadowing.Find(place, form, required, fitting)));
        return [.. result.DistinctBy(difference => (difference.Kind, difference.Parameter))];
    }

    private static bool HasOutputs(Signature form, HashSet<string> named)
    {
        var outputs = form.Arguments.Where(argument => argument.IsOutput).Select(Name).ToList();
        return outputs.Count > 0 && outputs.All(named.Contains);
    }

    private List<Difference> Differences(string place, Member overload, Signature stated, IReadOnlyList<Member> overloads)
    {
        var form = Spread(stated, overload);
        var theirs = form.Arguments.ToDictionary(Name);
        var ours = overload.Parameters.ToDictionary(parameter => parameter.Name);
        var result = new List<Difference>();
        foreach (var parameter in overload.Parameters.Where(parameter => !theirs.ContainsKey(parameter.Name) && !(form.IsCreation && !parameter.IsRequired && Options.Contains(parameter.Name))))
        {
            result.Add(new Difference(place, "extra", parameter.Name, $"{overload} is not {form.Text}"));
        }
        foreach (var argument in form.Arguments.Where(argument => argument.Default is null && !argument.IsOutput && !argument.IsVariadic && !ours.ContainsKey(Name(argument))))
        {
            result.Add(new Difference(place, "missing", Name(argument), $"{overload} is not {form.Text}"));
        }
        foreach (var parameter in overload.Parameters)
        {
            if (theirs.TryGetValue(parameter.Name, out var argument) && DefaultKind(parameter, argument, overloads) is { } kind)
            {
                result.Add(new Difference(place, kind, parameter.Name, $"{overload}, where PyTorch has {form.Text}"));
            }
        }
        if (!IsInOrder(overload, form, theirs))
        {
            result.Add(new Difference(place, "order", "-", $"{overload}, where PyTorch has {form.Text}"));
        }
        return result;
    }

    /// <summary>An argument whose name no caller can say, such as <c>*tensors</c>, is our parameter at that place.</summary>
    private static Signature Spread(Signature form, Member overload)
    {
        if (!form.Arguments.Any(argument => argument.IsPositional))
        {
            return form;
        }
        var names = form.Arguments.Select(Name).ToHashSet();
        return form with
        {
            Arguments = [.. form.Arguments.Select((argument, index) => argument.IsPositional && index < overload.Parameters.Count && !names.Contains(overload.Parameters[index].Name)
                ? argument with { Name = overload.Parameters[index].Name }
                : argument)],
        };
    }

    private string? DefaultKind(Parameter ours, Argument theirs, IReadOnlyList<Member> overloads)
    {
        if (theirs.IsOutput || theirs.IsVariadic || ours.IsParams)
        {
            return null;
        }
        if (theirs.Default is null)
        {
            return ours.Default is null ? null : "optional";
        }
        if (ours.Default is null)
        {
            // An overload without the parameter stands for the default, and so does one that has it.
            return overloads.Any(other => other.Parameters.All(parameter => parameter.Name != ours.Name || !parameter.IsRequired)) ? null : "required";
        }
        return defaults.AreEqual(theirs.Default, ours) ? null : "default";
    }

    /// <summary>
    /// The order is PyTorch's, where C# wants required parameters before optional ones, where an output is anywhere, and where the options of a
    /// new tensor stand at the end in an order of their own.
    /// </summary>
    private static bool IsInOrder(Member overload, Signature form, Dictionary<string, Argument> theirs)
    {
        var shared = overload.Parameters.Where(parameter => theirs.TryGetValue(parameter.Name, out var argument) && !argument.IsOutput && !IsOption(parameter.Name)).ToList();
        var names = shared.Select(parameter => parameter.Name).ToList();
        var order = form.Arguments.Select(Name).Where(names.Contains).ToList();
        var isRequired = shared.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name).ToHashSet();
        var requiredFirst = order.Where(isRequired.Contains).Concat(order.Where(name => !isRequired.Contains(name)));
        var options = overload.Parameters.Select(parameter => parameter.Name).Where(IsOption).ToList();
        return (names.SequenceEqual(order) || names.SequenceEqual(requiredFirst)) && options.SequenceEqual(Options.Where(options.Contains));

        bool IsOption(string name) => form.IsCreation && Options.Contains(name);
    }

    internal static string Name(Argument argument) => NameRules.Parameter(argument.Name).TrimStart('@');
}

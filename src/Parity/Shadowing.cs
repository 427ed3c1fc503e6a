namespace PyTorchCS.Parity;

/// <summary>Finds calls that C# gives to another overload than the one that PyTorch documents.</summary>
/// <remarks>
/// ATen keeps older forms of an operator. One that lacks a parameter may take the calls that leave the parameter out, and need not do what the
/// parameter's default does: <c>stft</c> without <c>center</c> does not centre.
/// </remarks>
internal static class Shadowing
{
    public static IEnumerable<Difference> Find(string place, Signature form, IReadOnlyList<Signature> documented, IReadOnlyList<(Member Overload, Signature Form)> fitting)
    {
        var overloads = fitting.Where(entry => entry.Form == form).Select(entry => entry.Overload).ToList();
        foreach (var taker in overloads.Where(overload => !fitting.Any(entry => entry.Overload == overload && documented.Contains(entry.Form) && Lacking(overload, entry.Form).Count == 0)))
        {
            foreach (var argument in Lacking(taker, form))
            {
                var name = Comparison.Name(argument);
                if (overloads.Any(other => Has(other, name) && TakesCallsOf(taker, other)))
                {
                    yield return new Difference(place, "shadowed", name, $"{taker} takes calls of {form.Text} that leave it to its default");
                }
            }
        }
    }

    /// <summary>What the documented form does by default and the overload does not have; None stands for nothing.</summary>
    private static List<Argument> Lacking(Member overload, Signature form) =>
        [.. form.Arguments.Where(argument => argument is { IsOutput: false, IsVariadic: false, Default: not null and not "None" } && !Has(overload, Comparison.Name(argument)))];

    private static bool Has(Member overload, string name) => overload.Parameters.Any(parameter => parameter.Name == name);

    /// <summary>Whether a call that both can take goes to the first: it has priority, or its parameters are all given.</summary>
    private static bool TakesCallsOf(Member taker, Member other)
    {
        var required = taker.Parameters.Concat(other.Parameters).Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name);
        return required.All(name => Has(taker, name) && Has(other, name))
            && (taker.Priority > other.Priority || (taker.Priority == other.Priority && taker.Parameters.All(parameter => parameter.IsRequired)));
    }
}

using System.Text;

namespace PyTorchCS.NN;

/// <summary>Turns the name of a C# member into the key that PyTorch would use.</summary>
internal static class StateName
{
    /// <summary><c>RunningMean</c> -> <c>running_mean</c>, <c>_conv1</c> -> <c>conv1</c>, <c>WeightIhL0</c> -> <c>weight_ih_l0</c>.</summary>
    public static string FromMember(string member)
    {
        string name = Unmangle(member).TrimStart('_');
        var key = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && StartsWord(name, i))
            {
                key.Append('_');
            }

            key.Append(char.ToLowerInvariant(name[i]));
        }

        return key.ToString();
    }

    /// <summary>The name that the source shows: auto-properties and captured parameters live in fields called <c>&lt;Name&gt;...</c>.</summary>
    public static string Unmangle(string member)
    {
        int end = member.IndexOf('>', StringComparison.Ordinal);
        return member.StartsWith('<') && end > 1 ? member[1..end] : member;
    }

    // The last capital of a run opens a word only where a small letter follows: HTTPServer -> http_server.
    private static bool StartsWord(string name, int i) =>
        name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}

using System.Text;

namespace PyTorchCS;

/// <summary>What anomaly mode knows about the node whose backward form failed.</summary>
/// <param name="node">The node's name.</param>
/// <param name="site">Where it was made, if that was under anomaly mode.</param>
/// <param name="failed">The report on the node that failed, where this is about the one whose backward form made that one.</param>
internal sealed class AnomalyReport(string node, ForwardSite? site, AnomalyReport? failed)
{
    /// <summary>The key of <see cref="Exception.Data"/> that has the text.</summary>
    internal const string Key = "ForwardTrace";

    /// <summary>One sentence: the forward operation and the line that called it.</summary>
    internal string Summary
    {
        get
        {
            var own = site is null
                ? $"{node} was made outside of anomaly mode; turn it on around the forward pass to learn where"
                : $"{node} comes from {site.Summary}";
            return failed is null ? own : $"{failed.Summary}; that was the backward form of {node}{(site is null ? "" : $", which comes from {site.Summary}")}";
        }
    }

    private string Trace
    {
        get
        {
            var text = new StringBuilder(failed?.Trace);
            text.Append(failed is null ? $"{node}, made" : $"made by the backward form of {node}, itself made").Append(site is null ? " outside of anomaly mode\n" : "\n");
            return text.Append(site?.Trace).ToString();
        }
    }

    /// <summary>Adds the text to an exception.</summary>
    internal void Note(Exception exception)
    {
        // Some exceptions have a dictionary that takes nothing.
        if (exception.Data is { IsReadOnly: false } data)
        {
            // A pass within a pass has noted the node that failed first.
            data[Key] = data[Key] is string before ? before + Trace : Trace;
        }
    }
}

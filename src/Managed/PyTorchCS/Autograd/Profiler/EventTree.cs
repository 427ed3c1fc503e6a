using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Makes events of what was recorded: who ran in whom, in the order of time.</summary>
internal static class EventTree
{
    /// <summary>What asks for facts that are no work.</summary>
    private static readonly HashSet<string> Questions = ["aten::is_leaf", "aten::output_nr", "aten::_version"];

    internal static List<FunctionEvent> Build(in NativeRecording recording, CallStacks? stacks)
    {
        var recorded = recording.Events;
        var made = new FunctionEvent?[recorded.Length];
        for (var i = 0; i < made.Length; i++)
        {
            var name = recording.Name(recorded[i]);
            if (Questions.Contains(name))
            {
                continue;
            }
            var item = made[i] = Make(recording, recorded[i], i, name);
            var parent = recorded[i].Parent < 0 ? null : made[recorded[i].Parent];
            parent?.Adopt(item);
            item.Lines = stacks?.Lines(recorded[i].Site) is { Count: > 0 } own ? own : parent?.Lines ?? [];
        }
        return Arrange(made.OfType<FunctionEvent>());
    }

    /// <summary>Puts events that know who ran in whom into the order of time.</summary>
    internal static List<FunctionEvent> Arrange(IEnumerable<FunctionEvent> made)
    {
        var events = WithoutRepetition([.. made.OrderBy(item => item.TimeRange.Start)]);
        GiveForwardStacks(events);
        for (var i = 0; i < events.Count; i++)
        {
            events[i].Id = i;
        }
        return events;
    }

    private static FunctionEvent Make(in NativeRecording recording, in NativeEvent recorded, int id, string name)
    {
        var (shapes, dtypes) = recording.Inputs(recorded);
        return new FunctionEvent(id, name, recorded.Scope, recording.TimeRange(recorded))
        {
            Detail = recording.Detail(recorded),
            Thread = (long)recorded.Thread,
            FwdThread = recorded.ForwardThread == 0 ? null : (long)recorded.ForwardThread,
            SequenceNr = recorded.SequenceNr,
            Shapes = shapes,
            InputDTypes = dtypes,
            Bytes = recorded.Memory,
        };
    }

    /// <summary>An operator that does nothing but call itself on another level counts once.</summary>
    private static List<FunctionEvent> WithoutRepetition(List<FunctionEvent> events)
    {
        while (true)
        {
            var repeated = events.Where(item => item.Parent is { CpuChildren.Count: 1 } parent && parent.Name == item.Name).ToHashSet();
            if (repeated.Count == 0)
            {
                return events;
            }
            // The innermost first, so that each is absorbed by one that stays, or is absorbed in turn.
            foreach (var item in Enumerable.Reverse(events).Where(repeated.Contains))
            {
                item.Parent!.Absorb(item);
            }
            events = [.. events.Where(item => !repeated.Contains(item))];
        }
    }

    /// <summary>What runs in a backward pass was called by the line of its forward operation.</summary>
    private static void GiveForwardStacks(List<FunctionEvent> events)
    {
        var lines = new Dictionary<(long SequenceNr, long Thread), IReadOnlyList<string>>();
        foreach (var item in events.Where(item => item.Stack.Count > 0 && BackwardOf(item) is null))
        {
            lines.TryAdd((item.SequenceNr, item.Thread), item.Stack);
        }
        if (lines.Count == 0)
        {
            return;
        }
        foreach (var item in events)
        {
            if (BackwardOf(item) is { } backward)
            {
                item.Lines = lines.GetValueOrDefault((backward.SequenceNr, backward.FwdThread ?? -1)) ?? [];
            }
        }
    }

    private static FunctionEvent? BackwardOf(FunctionEvent? item)
    {
        while (item is not null && item.Scope != RecordScope.BackwardFunction)
        {
            item = item.Parent;
        }
        return item;
    }
}

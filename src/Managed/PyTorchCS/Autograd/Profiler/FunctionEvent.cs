using System.Globalization;

namespace PyTorchCS;

/// <summary>One call that the profiler has seen.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler_util.FunctionEvent.html"/>
public sealed class FunctionEvent : ProfilerEvent
{
    private readonly List<FunctionEvent> _children = [];

    internal FunctionEvent(int id, string name, RecordScope scope, Interval timeRange)
    {
        Id = id;
        Name = name;
        Scope = scope;
        TimeRange = timeRange;
    }

    /// <summary>Its number in the recording.</summary>
    public int Id { get; internal set; }

    /// <summary>The operator with its namespace (<c>aten::mm</c>), the node of the backward pass (<c>MmBackward0</c>), or the name of a range.</summary>
    public string Name { get; }

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string Key => Name;

    /// <inheritdoc/>
    public override string OverloadName => Scope == RecordScope.UserScope ? "" : Detail;

    /// <summary>What the program said of its own range beside the name.</summary>
    public string Args => Scope == RecordScope.UserScope ? Detail : "";

    /// <inheritdoc/>
    public override RecordScope Scope { get; }

    /// <summary>When it ran.</summary>
    public Interval TimeRange { get; }

    /// <summary>The number of the thread that it ran on; LibTorch counts threads from 1.</summary>
    public long Thread { get; internal init; } = 1;

    /// <summary>Of an event of the backward pass, the number of the thread that its operator ran on; null elsewhere.</summary>
    public long? FwdThread { get; internal init; }

    /// <summary>The number that an operator and its backward form share on the operator's thread; -1 where there is none.</summary>
    /// <remarks>An operator that is made of others has the number of the first one in it that is recorded.</remarks>
    public long SequenceNr { get; internal init; } = -1;

    /// <inheritdoc/>
    public override IReadOnlyList<long[]> InputShapes => Shapes;

    /// <summary>The dtypes of the inputs, null for one that is no tensor, with <c>recordShapes</c>.</summary>
    public IReadOnlyList<DType?> InputDTypes { get; internal init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Stack => Lines;

    /// <inheritdoc/>
    public override long Count => 1;

    /// <inheritdoc/>
    public override double CpuTimeTotal => TimeRange.ElapsedUs();

    /// <inheritdoc/>
    public override double SelfCpuTimeTotal => CpuTimeTotal - _children.Sum(child => child.CpuTimeTotal);

    /// <inheritdoc/>
    public override long CpuMemoryUsage => Bytes;

    /// <inheritdoc/>
    public override long SelfCpuMemoryUsage => Bytes - _children.Sum(child => child.Bytes);

    /// <inheritdoc/>
    public override FunctionEvent? CpuParent => Parent;

    /// <inheritdoc/>
    public override IReadOnlyList<FunctionEvent> CpuChildren => _children;

    internal string Detail { get; init; } = "";

    internal long[][] Shapes { get; init; } = [];

    internal long Bytes { get; init; }

    internal IReadOnlyList<string> Lines { get; set; } = [];

    internal FunctionEvent? Parent { get; private set; }

    /// <summary>Name, thread, time and shapes.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<FunctionEvent id={Id} name={Name} thread={Thread} cpu_time={CpuTimeStr} cpu_children=[{string.Join(", ", _children.Select(child => child.Id))}] "
        + $"input_shapes={EventText.Shapes(InputShapes)} cpu_memory_usage={CpuMemoryUsage} seq_nr={SequenceNr}>");

    internal void Adopt(FunctionEvent child)
    {
        _children.Add(child);
        child.Parent = this;
    }

    /// <summary>Takes the place of an only child, whose children become its own.</summary>
    internal void Absorb(FunctionEvent child)
    {
        _children.Clear();
        foreach (var grandchild in child._children)
        {
            Adopt(grandchild);
        }
    }
}

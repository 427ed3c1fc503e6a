namespace PyTorchCS;

/// <summary>What a profiled event is.</summary>
public enum RecordScope
{
    /// <summary>An operator, or what the backward pass does around a node.</summary>
    Function = 0,

    /// <summary>The backward form of an operator.</summary>
    BackwardFunction = 1,

    /// <summary>A range of the program's own: <see cref="Profiler.RecordFunction"/>.</summary>
    UserScope = 7,
}

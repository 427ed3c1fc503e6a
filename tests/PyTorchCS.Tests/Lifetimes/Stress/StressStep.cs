namespace PyTorchCS.Tests;

/// <summary>What a <see cref="StressProgram"/> does in one step.</summary>
internal enum StressStep
{
    Elementwise,
    Product,
    Reduction,
    InPlace,
    View,
    Indexing,
    Lists,
    Foreach,
    Backward,
    Gradient,
    RetainedGraph,
    Callbacks,
    Hooks,
    Training,
    NestedScopes,
    BadCall,
    UserException,
    DisposeRace,
}

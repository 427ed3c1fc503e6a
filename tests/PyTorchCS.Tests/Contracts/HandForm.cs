namespace PyTorchCS.Tests;

/// <summary>One public member that is written by hand, held to the rows of the operator that it carries.</summary>
/// <param name="Member">Class and name: <c>F.Elu</c>.</param>
/// <param name="Operator">The schema's full name.</param>
/// <param name="Takes">The operator's arguments that it takes; rows with more of them are another form's.</param>
/// <param name="Result">Which of the operator's results it gives; all where it is null.</param>
internal sealed record HandForm(string Member, string Operator, string[] Takes, Func<OpArguments, object?> Call, int? Result = null);

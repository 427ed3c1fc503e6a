namespace PyTorchCS.Testing;

/// <summary>Starts an assertion about a tensor: <c>actual.Should().BeCloseTo(expected)</c>.</summary>
public static class TensorAssertionsExtensions
{
    /// <summary>The assertions of a tensor.</summary>
    public static TensorAssertions Should(this Tensor? actual) => new(actual);
}

using System.Globalization;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace PyTorchCS.Testing;

/// <summary>What tests say about tensors.</summary>
public sealed class TensorAssertions(Tensor? subject) : ReferenceTypeAssertions<Tensor?, TensorAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "tensor";

    /// <summary>
    /// Same dtype, same shape, and every element within <c>absolute + relative * |expected|</c>; nan equals nan.
    /// </summary>
    /// <remarks>
    /// The relative part goes by dtype: 1e-5 for float32, 1e-10 for float64; whole numbers and truth values must be equal. An element
    /// that cancels out is small beside the terms it was summed from and has no precision of its own, so what is not given as
    /// absolute is a tenth of the relative part of the largest element: nothing where all are of one size.
    /// </remarks>
    public AndConstraint<TensorAssertions> BeCloseTo(
        Tensor expected, double? relative = null, double? absolute = null, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (!HasLayoutOf(expected, because, becauseArgs))
        {
            return new AndConstraint<TensorAssertions>(this);
        }

        var difference = TensorDifference.Between(Subject!, expected, relative ?? Relative(expected.DType), absolute);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(difference is null)
            .FailWith("Expected {context:tensor} ({0}) to be close to the golden{reason}, but {1}.", new Message(Describe(Subject!)), new Message(difference));
        return new AndConstraint<TensorAssertions>(this);
    }

    /// <summary>Same dtype, same shape, same elements; nan equals nan.</summary>
    public AndConstraint<TensorAssertions> BeEqualTo(Tensor expected, string because = "", params object[] becauseArgs) =>
        BeCloseTo(expected, 0, 0, because, becauseArgs);

    /// <summary>The elements in row-major order, compared by the rules of <see cref="BeCloseTo"/>; the shape is not looked at.</summary>
    public AndConstraint<TensorAssertions> HaveValues(params double[] expected)
    {
        NotBeNull();
        using var flat = Subject!.Detach().Reshape(-1);
        using var wide = Torch.Tensor(expected);
        using var cast = wide.To(Subject!.DType);
        flat.Should().BeCloseTo(cast);
        return new AndConstraint<TensorAssertions>(this);
    }

    /// <summary>The sizes of all dimensions.</summary>
    public AndConstraint<TensorAssertions> HaveShape(params long[] expected)
    {
        NotBeNull();
        Execute.Assertion.ForCondition(Subject!.Shape.SequenceEqual(expected))
            .FailWith("Expected {context:tensor} to have shape {0}, but it is {1}.", new Message(Shape(expected)), new Message(Describe(Subject!)));
        return new AndConstraint<TensorAssertions>(this);
    }

    /// <summary>The type of the elements.</summary>
    public AndConstraint<TensorAssertions> HaveDType(DType expected)
    {
        NotBeNull();
        Execute.Assertion.ForCondition(Subject!.DType == expected)
            .FailWith("Expected {context:tensor} to have dtype {0}, but it is {1}.", expected, new Message(Describe(Subject!)));
        return new AndConstraint<TensorAssertions>(this);
    }

    internal static string Describe(Tensor tensor) => $"{tensor.DType} {Shape(tensor.Shape)}";

    internal static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]";

    private static double Relative(DType dtype) => dtype switch
    {
        DType.Float32 or DType.Complex64 => 1e-5,
        DType.Float64 or DType.Complex128 => 1e-10,
        DType.Float16 => 1e-3,
        DType.Bfloat16 => 1e-2,
        _ => 0,
    };

    private bool HasLayoutOf(Tensor expected, string because, object[] becauseArgs) =>
        Execute.Assertion.BecauseOf(because, becauseArgs)
            .ForCondition(Subject is not null && Subject.DType == expected.DType && Subject.Shape.SequenceEqual(expected.Shape))
            .FailWith("Expected {context:tensor} to be {0}{reason}, but it is {1}.",
                new Message(Describe(expected)), new Message(Subject is null ? "null" : Describe(Subject)));

    /// <summary>Text that FluentAssertions prints as it is, without quotes.</summary>
    private sealed class Message(string? text)
    {
        public override string ToString() => text ?? string.Empty;
    }
}

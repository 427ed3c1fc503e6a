using FluentAssertions;
using Xunit;

namespace PyTorchCS.Parity.Tests;

public class ComparisonTests
{
    private static readonly Comparison Comparison = new(new DefaultText([]));

    [Theory]
    [InlineData("f(Tensor input, int64_t dim=0)", "f(input, dim=0)")]
    [InlineData("f(Tensor input, *, bool flag=False, int64_t needed)", "f(input, needed, flag=False)")]
    [InlineData("f(IntArrayRef size, *, ScalarType dtype=None, Layout layout=None, Device device=None, bool pin_memory=False)", "f(size, dtype=None, device=None, requiresGrad=False, layout=None, pinMemory=None)")]
    [InlineData("f(*tensors)", "f(anything)")]
    [InlineData("f(int, /)", "f(threads)")]
    public void Compare_SameSignature_FindsNothing(string theirs, string ours) => Compare([theirs], ours).Should().BeEmpty();

    [Theory]
    [InlineData("f(Tensor input, int64_t dim=0)", "f(x, dim=0)", "extra x", "missing input")]
    [InlineData("f(Tensor input, int64_t dim=0)", "f(input, dim=1)", "default dim")]
    [InlineData("f(Tensor input, int64_t dim=0)", "f(input, dim)", "required dim")]
    [InlineData("f(Tensor input, int64_t dim)", "f(input, dim=0)", "optional dim")]
    [InlineData("f(Tensor input, int64_t dim=0)", "f(input)", "missing dim")]
    [InlineData("f(Tensor input, bool one=False, bool two=False)", "f(input, two=False, one=False)", "order -")]
    [InlineData("f(Tensor input, Tensor out=None)", "f(input)", "missing out")]
    public void Compare_AnotherSignature_NamesWhatDiffers(string theirs, string ours, params string[] expected) =>
        Compare([theirs], ours).Select(difference => $"{difference.Kind} {difference.Parameter}").Should().BeEquivalentTo(expected);

    [Fact]
    public void Compare_OverloadWithoutAParameter_StandsForItsDefault() => Compare(["f(Tensor input, int64_t dim=0)"], "f(input)", "f(input, dim)").Should().BeEmpty();

    [Fact]
    public void Compare_OlderFormThatTakesTheDocumentedCall_IsFound() =>
        Comparison.Compare([Overload("f(input, n, flag=False)") with { Priority = 1 }, Overload("f(input, n, center=True, flag=False)")],
            [SignatureParser.Parse("f(input, n, center=True, flag=False)")], [SignatureParser.Parse("f(input, n, flag=False)")])
            .Should().ContainSingle().Which.Should().Match<Difference>(difference => difference.Kind == "shadowed" && difference.Parameter == "center");

    [Fact]
    public void Compare_OlderFormBehindTheDocumentedOne_IsNoDifference() =>
        Compare(["f(input, n, center=True, flag=False)"], "f(input, n, flag=False)", "f(input, n, center=True, flag=False)").Should().BeEmpty();

    [Fact]
    public void Compare_OverloadThatIsNoneOfPyTorchs_IsFound() =>
        Compare(["f(Tensor input)"], "f(input)", "f(input, extra)").Should().ContainSingle().Which.Parameter.Should().Be("extra");

    [Fact]
    public void Compare_PropertyForAMethod_IsFound() =>
        Comparison.Compare([new Member("T", "F", MemberKind.Value, IsInstance: true, [])], [SignatureParser.Parse("f()")], []).Should().ContainSingle().Which.Kind.Should().Be("property");

    [Fact]
    public void Compare_MethodForAnAttribute_IsFound() =>
        Comparison.Compare([Overload("f()")], [SignatureParser.Parse("f")], []).Should().ContainSingle().Which.Kind.Should().Be("method");

    private static IReadOnlyList<Difference> Compare(string[] theirs, params string[] ours) =>
        Comparison.Compare([.. ours.Select(Overload)], [.. theirs.Select(SignatureParser.Parse)], []);

    private static Member Overload(string text)
    {
        var parameters = SignatureParser.Parse(text).Arguments.Select(argument => new Parameter(argument.Name, argument.Default, CanHoldDefault: true, IsParams: false));
        return new Member("T", "F", MemberKind.Method, IsInstance: false, [.. parameters]);
    }
}

using FluentAssertions;
using Xunit;

namespace PyTorchCS.Parity.Tests;

public class SignatureParserTests
{
    [Fact]
    public void Parse_BindingsLine_KeepsNamesTypesAndDefaults()
    {
        var signature = SignatureParser.Parse("add(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)");

        signature.Name.Should().Be("add");
        signature.Arguments.Select(argument => argument.Name).Should().Equal("input", "other", "alpha", "out");
        signature.Arguments.Select(argument => argument.Type).Should().Equal("Tensor", "Tensor", "Scalar", "Tensor");
        signature.Arguments.Select(argument => argument.Default).Should().Equal(null, null, "1", "None");
        signature.Arguments.Select(argument => argument.IsOutput).Should().Equal(false, false, false, true);
    }

    [Theory]
    [InlineData("f(IntArrayRef dim={-2,-1}, bool keepdim=False)", "{-2,-1}")]
    [InlineData("f(a=(0.9, 0.999), b=1)", "(0.9, 0.999)")]
    [InlineData("f(mode=\"a,b\", b=1)", "\"a,b\"")]
    [InlineData("f(mode=\"\\\"'\\\\\", b=1)", "\"\\\"'\\\\\"")]
    public void Parse_CommaInsideOfADefault_DoesNotSplit(string line, string expected)
    {
        var signature = SignatureParser.Parse(line);

        signature.Arguments.Should().HaveCount(2);
        signature.Arguments[0].Default.Should().Be(expected);
    }

    [Fact]
    public void Parse_MarksOfPython_AreNoArguments()
    {
        var signature = SignatureParser.Parse("torch.f(first, /, *rest, key=None)");

        signature.Arguments.Select(argument => argument.Name).Should().Equal("first", "rest", "key");
        signature.Arguments.Select(argument => argument.IsPositional).Should().Equal(true, true, false);
        signature.Arguments.Select(argument => argument.IsVariadic).Should().Equal(false, true, false);
    }

    [Fact]
    public void Parse_LineWithoutBrackets_IsAnAttribute() => SignatureParser.Parse("torch.Tensor.shape").IsAttribute.Should().BeTrue();

    [Fact]
    public void Parse_DeprecatedForm_SaysSo() => SignatureParser.Parse("f(Tensor input)|deprecated").IsDeprecated.Should().BeTrue();

    [Fact]
    public void Parse_NoSignature_IsRefused() =>
        FluentActions.Invoking(() => SignatureParser.Parse("f(Tensor input")).Should().Throw<FormatException>().WithMessage("*f(Tensor input*");
}

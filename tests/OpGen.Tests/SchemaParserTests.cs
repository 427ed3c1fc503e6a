using FluentAssertions;
using Xunit;

namespace PyTorchCS.OpGen.Tests;

public class SchemaParserTests
{
    [Fact]
    public void Parse_Overload_TakesNameAndOverloadApart()
    {
        var schema = SchemaParser.Parse("softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor");

        schema.Name.Should().Be("softmax");
        schema.Overload.Should().Be("int");
        schema.Symbol.Should().Be("softmax_int");
    }

    [Fact]
    public void Parse_Defaults_AreKeptAsTheSchemaWritesThem()
    {
        var schema = SchemaParser.Parse("f(Tensor self, int[1] dim=[-2,-1], str mode='reduced', *, Scalar alpha=1) -> Tensor");

        schema.Arguments.Select(argument => argument.Default).Should().Equal(null, "[-2,-1]", "'reduced'", "1");
    }

    [Theory]
    [InlineData("Tensor?[]", "Tensor?[]", 0, false)]
    [InlineData("SymInt[3]", "SymInt[]", 3, false)]
    [InlineData("int[1]?", "int[]?", 1, false)]
    [InlineData("Tensor(a!)[]", "Tensor[]", 0, true)]
    [InlineData("Tensor(a -> *)", "Tensor", 0, false)]
    [InlineData("float?", "float?", 0, false)]
    public void Parse_Type_IsTakenApart(string text, string key, int size, bool isMutable)
    {
        var type = SchemaParser.Parse($"f({text} x) -> Tensor").Arguments[0].Type;

        type.Key.Should().Be(key);
        type.ListSize.Should().Be(size);
        type.IsMutable.Should().Be(isMutable);
    }

    [Fact]
    public void Parse_NamedResults_KeepTheirNames()
    {
        var schema = SchemaParser.Parse("max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)");

        schema.Returns.Select(result => result.Name).Should().Equal("values", "indices");
    }

    [Fact]
    public void Parse_OutForm_KnowsItsOutputs()
    {
        var schema = SchemaParser.Parse("add.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)");

        schema.IsOut.Should().BeTrue();
        schema.Outputs.Should().ContainSingle().Which.Name.Should().Be("out");
    }

    [Theory]
    [InlineData("no schema at all")]
    [InlineData("f(Tensor[[ x) -> Tensor")]
    public void Parse_NoSchema_IsRefused(string text) =>
        FluentActions.Invoking(() => SchemaParser.Parse(text)).Should().Throw<FormatException>().WithMessage("*not a schema*");
}

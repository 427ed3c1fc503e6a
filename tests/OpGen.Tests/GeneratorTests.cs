using FluentAssertions;
using PyTorchCS.OpGen.Emitters;
using Xunit;

namespace PyTorchCS.OpGen.Tests;

public class GeneratorTests
{
    [Fact]
    public void Verify_CommittedFiles_AreWhatTheSchemasGive() => Repository.Generator.Verify(Repository.Root).Should().BeTrue();

    [Fact]
    public void Operators_EveryWantedKind_IsBoundButForUnmappableTypes()
    {
        var classifications = Classification.Read(Path.Combine(Repository.Root, "src", "OpGen", "Schemas", "classification.tsv"));
        var wanted = classifications.Where(entry => entry.Value.Kind is "public" or "foreach" or "fused/amp").Select(entry => entry.Key);

        wanted.Except(Repository.Generator.Operators.Select(op => op.Schema.FullName)).Should().BeEquivalentTo(
            "qscheme", "record_stream", "set.source_Storage", "set.source_Storage_out", "set.source_Storage_storage_offset",
            "set.source_Storage_storage_offset_out", "set_.source_Storage", "set_.source_Storage_storage_offset");
    }

    [Fact]
    public void ReturnType_OfEveryOperator_IsLibTorchsOwn()
    {
        // Linux symbols do not carry return types; the table was read from the symbols of a platform that does.
        var own = File.ReadLines(Path.Combine(Repository.Root, "tests", "NativeShim.Tests", "return_types.tsv"))
            .Select(line => line.Split('\t'))
            .ToDictionary(fields => fields[0], fields => fields[1].Replace(" ", "", StringComparison.Ordinal));

        var different = Repository.Generator.Operators
            .Select(op => (op.Schema.Symbol, Ours: NativeEmitter.ReturnType(op).Replace("::std::", "std::", StringComparison.Ordinal)
                .Replace("::at::", "at::", StringComparison.Ordinal).Replace("::c10::", "c10::", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)))
            .Where(entry => own[entry.Symbol] != entry.Ours)
            .Select(entry => $"{entry.Symbol}: {entry.Ours} instead of {own[entry.Symbol]}");

        different.Should().BeEmpty();
    }

    [Fact]
    public void Map_UnknownType_IsAnErrorThatNamesTheOperator()
    {
        var schema = SchemaParser.Parse("strange(Tensor self, Whatever thing) -> Tensor");
        var selection = Selection.Read(Path.Combine(Repository.Root, "src", "OpGen", "selection.txt"));

        FluentActions.Invoking(() => TypeMap.Map(schema, schema.Arguments[1], selection)).Should().Throw<FormatException>().WithMessage("strange*Whatever*thing*");
    }

    [Theory]
    [InlineData("max.dim", "(Tensor Values, Tensor Indices)")]
    [InlineData("add_.Tensor", "Tensor")]
    [InlineData("_foreach_add_.Scalar", "void")]
    [InlineData("split.Tensor", "Tensor[]")]
    [InlineData("result_type.Tensor", "DType")]
    public void ManagedReturn_FollowsTheSchema(string op, string expected) => Repository.Operator(op).ManagedReturn.Should().Be(expected);
}

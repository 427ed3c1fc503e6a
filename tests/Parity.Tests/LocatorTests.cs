using FluentAssertions;
using PyTorchCS.Parity.Tests.Samples;
using Xunit;

namespace PyTorchCS.Parity.Tests;

public class LocatorTests
{
    private static readonly Locator Locator = new(Surface.Of([typeof(Torch), typeof(Tensor), typeof(Conv2d), typeof(TensorExtensions), typeof(Forward), typeof(Foreach)]));

    [Theory]
    [InlineData("conv2d", "Torch.Conv2d")]
    [InlineData("log_softmax", "Torch.LogSoftmax")]
    [InlineData("float32", "Torch.Float32")]
    [InlineData("get_default_dtype", "Torch.GetDefaultDType")]
    [InlineData("_foreach_add_", "Foreach.Add_")]
    [InlineData("Tensor.add_", "Tensor.Add_")]
    [InlineData("forward.go", "Forward.Go")]
    [InlineData("private.module.log_softmax", "Torch.LogSoftmax")]
    [InlineData("Conv2d", "Conv2d")]
    [InlineData("nn.Conv2d", "Conv2d")]
    public void Find_Name_FollowsTheRule(string name, string place) => Find(name).Should().NotBeEmpty().And.OnlyContain(member => member.Place == place);

    [Theory]
    [InlineData("matmul")]
    [InlineData("Logsoftmax")]
    [InlineData("forward.log_softmax")]
    [InlineData("Tensor.sub_")]
    [InlineData("Linear")]
    [InlineData("hidden")]
    public void Find_NameThatIsNotThere_FindsNothing(string name) => Find(name).Should().BeEmpty();

    [Fact]
    public void Find_ExtensionMethod_CountsWithoutItsReceiver()
    {
        var member = Find("Tensor.extended").Should().ContainSingle().Subject;

        member.IsInstance.Should().BeTrue();
        member.Parameters.Select(parameter => parameter.Name).Should().Equal("dim");
    }

    [Fact]
    public void Find_PropertyOfAnExtensionBlock_Counts() => Find("Tensor.width").Should().ContainSingle().Which.Kind.Should().Be(MemberKind.Value);

    [Fact]
    public void Find_Defaults_AreInPythonsWords() =>
        Find("conv2d").Single().Parameters.Select(parameter => parameter.Default).Should().Equal(null, "True", "None", "\"same\"", "Second", "0.5");

    private static IReadOnlyList<Member> Find(string name) =>
        Locator.Find(new Area("torch_functions", "torch", "", ["Torch", "PyTorchCS.Parity.Tests.Samples."], MustBeListed: true, []), name);
}

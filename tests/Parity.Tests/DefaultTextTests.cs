using FluentAssertions;
using Xunit;

namespace PyTorchCS.Parity.Tests;

public class DefaultTextTests
{
    private static readonly DefaultText Defaults = new([("fro", "Frobenius"), ("mean", "Mean")]);

    [Theory]
    [InlineData("1e-05", "1E-05")]
    [InlineData("0", "0")]
    [InlineData("2.0", "2")]
    [InlineData("False", "False")]
    [InlineData("\"linear\"", "Linear")]
    [InlineData("\"reverse-mode\"", "ReverseMode")]
    [InlineData("'fro'", "Frobenius")]
    [InlineData("at::Reduction::Mean", "Mean")]
    [InlineData("contiguous_format", "ContiguousFormat")]
    [InlineData("c10::MemoryFormat::Contiguous", "ContiguousFormat")]
    [InlineData("None", "None")]
    [InlineData("[]", "None")]
    public void AreEqual_SameValueInTwoSpellings_IsTrue(string theirs, string ours) => Compare(theirs, ours).Should().BeTrue();

    [Theory]
    [InlineData("1e-05", "1E-06")]
    [InlineData("True", "False")]
    [InlineData("'mean'", "Sum")]
    [InlineData("None", "0")]
    [InlineData("1", "None")]
    [InlineData("True", "None")]
    public void AreEqual_AnotherValue_IsFalse(string theirs, string ours) => Compare(theirs, ours).Should().BeFalse();

    [Fact]
    public void AreEqual_NullForAValueThatHasNoConstant_IsTrue() =>
        Defaults.AreEqual("1", new Parameter("alpha", "None", CanHoldDefault: false, IsParams: false)).Should().BeTrue();

    [Theory]
    [InlineData("pinMemory", "False", true)]
    [InlineData("layout", "torch.strided", true)]
    [InlineData("memoryFormat", "preserve_format", true)]
    [InlineData("memoryFormat", "channels_last", false)]
    public void AreEqual_OptionThatIsNotGiven_MeansPyTorchsDefault(string option, string theirs, bool expected) =>
        Defaults.AreEqual(theirs, new Parameter(option, "None", CanHoldDefault: true, IsParams: false)).Should().Be(expected);

    private static bool Compare(string theirs, string ours) => Defaults.AreEqual(theirs, new Parameter("x", ours, CanHoldDefault: true, IsParams: false));
}

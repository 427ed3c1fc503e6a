using FluentAssertions;
using Xunit;

namespace PyTorchCS.OpGen.Tests;

public class NameRulesTests
{
    [Theory]
    [InlineData("matmul", "Matmul")]
    [InlineData("conv2d", "Conv2d")]
    [InlineData("add_", "Add_")]
    [InlineData("log_softmax", "LogSoftmax")]
    [InlineData("_fused_adam_", "_FusedAdam_")]
    public void Member_FollowsTheRule(string python, string expected) => NameRules.Member(python).Should().Be(expected);

    [Theory]
    [InlineData("label_smoothing", "labelSmoothing")]
    [InlineData("keepdim", "keepdim")]
    [InlineData("out", "@out")]
    [InlineData("A", "A")]
    [InlineData("UPLO", "uplo")]
    [InlineData("LU_data", "luData")]
    public void Parameter_IsCamelCaseAndNoKeyword(string python, string expected) => NameRules.Parameter(python).Should().Be(expected);
}

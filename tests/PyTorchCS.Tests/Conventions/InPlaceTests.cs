using System.Reflection;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>One rule for every op: what works in place returns its tensor, everything else a fresh one.</summary>
public sealed class InPlaceTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> WithArguments = new()
    {
        ["Add_"] = x => x.Add_(1),
        ["Add_ of a tensor"] = x => x.Add_(x, alpha: 2),
        ["Sub_"] = x => x.Sub_(1),
        ["Mul_"] = x => x.Mul_(0.5),
        ["Div_"] = x => x.Div_(2),
        ["Pow_"] = x => x.Pow_(2),
        ["Fill_"] = x => x.Fill_(3),
        ["Clamp_"] = x => x.Clamp_(0, 1),
        ["Copy_"] = x => x.Copy_(Torch.Ones(2, 2)),
        ["Normal_"] = x => x.Normal_(0, 1),
        ["Uniform_"] = x => x.Uniform_(-1, 1),
        ["Bernoulli_"] = x => x.Bernoulli_(0.5),
        ["Exponential_"] = x => x.Exponential_(1),
        ["Random_"] = x => x.Random_(5),
        ["Lerp_"] = x => x.Lerp_(Torch.Ones(2, 2), 0.5),
        ["Addcmul_"] = x => x.Addcmul_(Torch.Ones(2, 2), Torch.Ones(2, 2), value: 0.1),
        ["Addcdiv_"] = x => x.Addcdiv_(Torch.Ones(2, 2), Torch.Ones(2, 2), value: 0.1),
        ["Addmm_"] = x => x.Addmm_(Torch.Ones(2, 2), Torch.Ones(2, 2)),
        ["MaskedFill_"] = x => x.MaskedFill_(x > 0, 1),
        ["Scatter_"] = x => x.Scatter_(0, Torch.Zeros([1, 2], dtype: DType.Int64), 1.0),
        ["IndexFill_"] = x => x.IndexFill_(0, Torch.Tensor([0L]), 1),
        ["Transpose_"] = x => x.Transpose_(0, 1),
        ["Unsqueeze_"] = x => x.Unsqueeze_(0),
        ["RequiresGrad_"] = x => x.RequiresGrad_(),
        ["Detach_"] = x => x.Detach_(),
        ["Tril_"] = x => x.Tril_(),
        ["Eq_"] = x => x.Eq_(1),
    };

    public static TheoryData<string> Names => [.. WithArguments.Keys];

    public static TheoryData<string> WithoutArguments => [.. Parameterless(inPlace: true)];

    public static TheoryData<string> Functional => [.. Parameterless(inPlace: false)];

    [Theory]
    [MemberData(nameof(Names))]
    public void InPlace_WithArguments_ReturnsItsTensor(string name)
    {
        var x = Torch.Ones(2, 2);

        WithArguments[name](x).Should().BeSameAs(x);
    }

    [Theory]
    [MemberData(nameof(WithoutArguments))]
    public void InPlace_WithoutArguments_ReturnsItsTensor(string name)
    {
        var (tensor, result) = Invoke(name);

        result.Should().BeSameAs(tensor);
    }

    [Theory]
    [MemberData(nameof(Functional))]
    public void Functional_ReturnsAFreshTensor(string name)
    {
        var (tensor, result) = Invoke(name);

        result.Should().NotBeSameAs(tensor);
        result.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void To_TheSameType_ReturnsAFreshTensor_OfTheSameElements()
    {
        var x = Torch.Ones(2);

        var same = x.To(DType.Float32);

        same.Should().NotBeSameAs(x);
        same.Storage.Should().Be(x.Storage);
    }

    [Fact]
    public void Reflection_FindsTheOps()
    {
        Parameterless(inPlace: true).Should().HaveCountGreaterThan(50);
        Parameterless(inPlace: false).Should().HaveCountGreaterThan(80);
    }

    /// <summary>Calls the op on whichever of a few tensors it accepts.</summary>
    private static (Tensor Tensor, Tensor Result) Invoke(string name)
    {
        var method = Find(name);
        TargetInvocationException? refusal = null;
        foreach (var make in new Func<Tensor>[]
        {
            () => Torch.Eye(2) / 2,
            () => Torch.Ones([2, 2], dtype: DType.Int64),
            () => Torch.Ones(4),
            () => Torch.Ones([2, 2]).ToSparse(),
            () => Torch.Ones([2, 2], dtype: DType.Complex64),
        })
        {
            var tensor = make();
            try
            {
                return (tensor, (Tensor)method.Invoke(tensor, Defaults(method))!);
            }
            catch (TargetInvocationException exception) when (exception.InnerException is TorchException)
            {
                refusal = exception;
            }
        }

        throw refusal!.InnerException!;
    }

    private static object?[] Defaults(MethodInfo method) => [.. method.GetParameters().Select(p => p.HasDefaultValue ? Type.Missing : null)];

    private static MethodInfo Find(string name) =>
        typeof(Tensor).GetMethods().First(m => m.Name == name && m.ReturnType == typeof(Tensor) && Callable(m));

    private static IEnumerable<string> Parameterless(bool inPlace) =>
        typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(Tensor) && !m.IsSpecialName && m.Name.EndsWith('_') == inPlace && Callable(m) && !NeedsAnotherTensor(m.Name))
            .Select(m => m.Name).Distinct().Order(StringComparer.Ordinal);

    private static bool Callable(MethodInfo method) => method.GetParameters().Length == 0;

    /// <summary>These read quantized, ragged or dense-gradient tensors, which no plain tensor stands in for.</summary>
    private static bool NeedsAnotherTensor(string name) => name is "QPerChannelScales" or "QPerChannelZeroPoints" or "IntRepr" or "Dequantize"
        or "CcolIndices" or "CrowIndices" or "ColIndices" or "RowIndices";
}

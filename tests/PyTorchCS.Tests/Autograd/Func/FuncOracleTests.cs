using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>The transforms of the functions in tests/Oracle/func.py.</summary>
public sealed class FuncOracleTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Computations = new()
    {
        ["grad"] = a => [Func.Grad(Curved)(a[0])],
        ["grad_argnums"] = a => [Func.Grad(Mixed, 1)(a[0], a[1])],
        ["grad_both"] = a => Func.Grad(args => Mixed(args[0], args[1]), [0, 1])(a),
        ["grad_of_grad"] = a => [Func.Grad(x => Func.Grad(Curved)(x).Square().Sum())(a[0])],
        ["grad_and_value"] = a => Pair(Func.GradAndValue(Curved)(a[0])),
        ["vjp"] = a => [Func.Vjp(Several, a[0]).VjpFn(a[1])],
        ["jvp"] = a => Pair(Func.Jvp(Several, a[0], a[1])),
        ["jacrev"] = a => [Func.Jacrev(Several)(a[0])],
        ["jacfwd"] = a => [Func.Jacfwd(Several)(a[0])],
        ["jacrev_argnums"] = a => [Func.Jacrev((x, y) => x.Matmul(y).Sin(), 1)(a[0], a[1])],
        ["jacfwd_argnums"] = a => [Func.Jacfwd((x, y) => x.Matmul(y).Sin(), 1)(a[0], a[1])],
        ["jacrev_of_jacrev"] = a => [Func.Jacrev(Func.Jacrev(Several))(a[0])],
        ["jacfwd_of_jacfwd"] = a => [Func.Jacfwd(Func.Jacfwd(Several))(a[0])],
        ["hessian"] = a => [Func.Hessian(Curved)(a[0])],
        ["hessian_of_vector"] = a => [Func.Hessian(Several)(a[0])],
        ["vmap"] = a => [Func.Vmap(Several)(a[0])],
        ["vmap_dims"] = a => [Func.Vmap((x, y) => y.Matmul(x), [1, null], 1)(a[0], a[1])],
        ["vmap_of_vmap"] = a => [Func.Vmap(Func.Vmap(Attention))(a[0], a[1])],
        ["vmap_of_grad"] = a => [Func.Vmap(Func.Grad(Curved))(a[0])],
        ["vmap_of_hessian"] = a => [Func.Vmap(Func.Hessian(Curved))(a[0])],
        ["grad_of_vmap"] = a => [Func.Grad(x => Func.Vmap(Several)(x).Sin().Sum())(a[0])],
        ["per_sample_gradients"] = a => Func.Vmap(Func.Grad(Loss, [0, 1]), [null, null, 0, 0])(a),
        ["jvp_of_vjp"] = a => [Func.Jvp(x => Func.Vjp(Several, x).VjpFn(a[1]), a[0], a[1]).JvpOut],
    };

    public static TheoryData<string> Names() => [.. Fixture.Load("func/Transforms").Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Transform_GivesWhatPyTorchGives(string name)
    {
        var expected = Fixture.Load("func/Transforms", name);
        Tensor[] inputs = [.. expected.Tensors("inputs").Select(input => input.Tensor)];

        var outputs = Computations[name](inputs);

        var wanted = expected.Tensors("outputs");
        outputs.Should().HaveCount(wanted.Count);
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i].Should().BeCloseTo(wanted[i].Tensor);
        }
    }

    [Fact]
    public void Computations_AreThoseOfTheOracle() =>
        Computations.Keys.Should().BeEquivalentTo(Fixture.Load("func/Transforms").Select(c => c.Name));

    private static Tensor[] Pair((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];

    private static Tensor Curved(Tensor x) => (x.Sin() * x.Exp()).Sum();

    private static Tensor Mixed(Tensor x, Tensor y) => x.Matmul(y).Tanh().Square().Sum();

    private static Tensor Several(Tensor x) => Torch.Stack([x[0] * x[1], x[1].Exp(), (x * x).Sum()]);

    private static Tensor Attention(Tensor q, Tensor k) => q.Matmul(k.Transpose(-1, -2)).Softmax(-1).Matmul(k);

    private static Tensor Loss(Tensor[] args)
    {
        var scores = F.Gelu(F.Linear(args[2], args[0], args[1]));
        return F.CrossEntropy(scores.Unsqueeze(0), args[3].Unsqueeze(0));
    }
}

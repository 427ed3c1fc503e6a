using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

/// <summary>Which form of an update runs for which parameters.</summary>
public sealed class UpdateFormTests : LeakCheck
{
    [Fact]
    public void Step_ByDefault_IsFusedForAllParametersOfOneType()
    {
        var optimizer = new Recording([Weight(DType.Float32), Weight(DType.Float64), Weight(DType.Float32)]);

        optimizer.Step();

        optimizer.Calls.Should().Equal("fused Float32 x2", "fused Float64 x1");
    }

    [Theory]
    [InlineData(null, null, "fused Float32 x2")]
    [InlineData(true, null, "fused Float32 x2")]
    [InlineData(null, true, "fused Float32 x2")]
    [InlineData(true, false, "foreach Float32 x2")]
    public void Step_WithOptions_TakesTheFormTheySay(bool? inLists, bool? fused, string expected)
    {
        var optimizer = new Recording([Weight(DType.Float32), Weight(DType.Float32)], inLists, fused);

        optimizer.Step();

        optimizer.Calls.Should().Equal(expected);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(null, false)]
    public void Step_ForeachOrFusedFalse_UpdatesOneByOne(bool? inLists, bool? fused)
    {
        var optimizer = new Recording([Weight(DType.Float32), Weight(DType.Float32)], inLists, fused);

        optimizer.Step();

        optimizer.Calls.Should().Equal("single Float32", "single Float32");
    }

    [Fact]
    public void Step_ComplexAndSparse_UpdatesThoseOneByOne()
    {
        var sparse = Weight(DType.Float32);
        sparse.Grad = Torch.Ones(2, 3).ToSparse();
        var optimizer = new Recording([Weight(DType.Complex64), Weight(DType.Float32), sparse]);

        optimizer.Step();

        optimizer.Calls.Should().Equal("fused Float32 x1", "single Float32", "single Float32");
    }

    [Fact]
    public void Step_GradientInOtherMemoryOrder_UpdatesOneByOne()
    {
        var weight = Weight(DType.Float32);
        weight.Grad = Torch.Ones(3, 2).T;
        var optimizer = new Recording([weight]);

        optimizer.Step();

        optimizer.Calls.Should().Equal("single Float32");
    }

    [Fact]
    public void Step_ParameterAndGradientTransposed_IsFused()
    {
        var weight = new Parameter(Torch.Ones(3, 2).T);
        weight.Grad = Torch.Ones(3, 2).T;
        var optimizer = new Recording([weight]);

        optimizer.Step();

        optimizer.Calls.Should().Equal("fused Float32 x1");
    }

    [Fact]
    public void Step_GradientsComeAndGo_FollowsThem()
    {
        var (first, second) = (Weight(DType.Float32), Weight(DType.Float32));
        var optimizer = new Recording([first, second]);
        optimizer.Step();
        second.Grad = null;
        optimizer.Step();
        second.Grad = Torch.Ones(2, 3);
        optimizer.Step();

        optimizer.Calls.Should().Equal("fused Float32 x2", "fused Float32 x1", "fused Float32 x2");
    }

    [Fact]
    public void Step_FusedDemandedForSparseGradient_Throws()
    {
        var weight = Weight(DType.Float32);
        weight.Grad = Torch.Ones(2, 3).ToSparse();
        var step = () => new Recording([weight], fused: true).Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("*fused*Sparse*");
    }

    private static Parameter Weight(DType dtype) => new(Torch.Ones([2, 3], dtype: dtype)) { Grad = Torch.Ones([2, 3], dtype: dtype) };

    /// <summary>Writes down how it is called.</summary>
    private sealed class Recording(IEnumerable<Tensor> parameters, bool? inLists = null, bool? fused = null)
        : Optimizer<SGDOptions>(parameters, new SGDOptions { Foreach = inLists, Fused = fused }),
            IFusedUpdate<SGDOptions>, IForeachUpdate<SGDOptions>
    {
        public List<string> Calls { get; } = [];

        protected override bool TakesSparseGradients => true;

        public void UpdateFused(TensorBatch batch, SGDOptions options) => Note("fused", batch);

        public void UpdateForeach(TensorBatch batch, SGDOptions options) => Note("foreach", batch);

        protected override void Update(Tensor parameter, Tensor gradient, ParameterState state, SGDOptions options) =>
            Calls.Add($"single {parameter.DType}");

        private void Note(string form, TensorBatch batch)
        {
            foreach (var gradient in batch.Gradients)
            {
                gradient.Should().NotBeNull();
            }

            Calls.Add($"{form} {batch.Parameters[0].DType} x{batch.Parameters.Length}");
        }
    }
}

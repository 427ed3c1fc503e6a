using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FuncModulesTests : LeakCheck
{
    private static Sequential Model() => new(new Linear(3, 4, dtype: DType.Float64), new Tanh(), new Linear(4, 2, dtype: DType.Float64));

    [Fact]
    public void FunctionalCall_UsesTheGivenTensors_AndLeavesTheModuleAsItWas()
    {
        var linear = new Linear(2, 1, dtype: DType.Float64);
        var (weight, before) = (linear.Weight, linear.Weight.Clone());
        var given = new StateDict { ["weight"] = Torch.Tensor([[1.0, 10]]), ["bias"] = Torch.Tensor([100.0]) };

        Func.FunctionalCall(linear, given, Torch.Tensor([2.0, 3])).Should().HaveValues(132);

        linear.Weight.Should().BeSameAs(weight);
        linear.Weight.Should().BeEqualTo(before);
        linear.Weight.RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void FunctionalCall_WhichThrows_LeavesTheModuleAsItWas()
    {
        var linear = new Linear(2, 1);
        var before = linear.Weight.Clone();
        var given = new StateDict { ["weight"] = Torch.Ones([1, 2]) };

        FluentActions.Invoking(() => Func.FunctionalCall(linear, given, Torch.Ones(5))).Should().Throw<TorchException>();

        linear.Weight.Should().BeEqualTo(before);
    }

    [Fact]
    public void FunctionalCall_GivesGradientsToWhatWasGiven()
    {
        var linear = new Linear(2, 1, bias: false, dtype: DType.Float64);
        var weight = Torch.Tensor([[1.0, 2]], requiresGrad: true);

        Func.FunctionalCall(linear, [weight], Torch.Tensor([3.0, 4])).Backward(Torch.Tensor([1.0]));

        weight.Grad.Should().HaveValues(3, 4);
        linear.Weight.Grad.Should().BeNull();
    }

    [Fact]
    public void FunctionalCall_WithStrict_WantsEveryName()
    {
        var linear = new Linear(2, 1);
        var given = new StateDict { ["weight"] = Torch.Ones([1, 2]), ["wait"] = Torch.Ones(1) };

        FluentActions.Invoking(() => Func.FunctionalCall(linear, given, Torch.Ones(2), strict: true))
            .Should().Throw<ArgumentException>().WithMessage("*missing: bias*unexpected: wait*");
        Func.FunctionalCall(linear, given, Torch.Ones(2)).Should().HaveShape(1);
        FluentActions.Invoking(() => Func.FunctionalCall(linear, [Torch.Ones(1)], Torch.Ones(2))).Should().Throw<ArgumentException>().WithMessage("*2 parameters*1 tensors*");
    }

    [Fact]
    public void FunctionalCall_OfBuffers_ChangesThoseGiven()
    {
        var norm = new BatchNorm1d(2);
        var mean = Torch.Zeros(2);

        Func.FunctionalCall(norm, new StateDict { ["running_mean"] = mean }, Torch.Ones([4, 2]));

        mean.Should().HaveValues(0.1, 0.1);
        norm.RunningMean.Should().HaveValues(0, 0);
    }

    [Fact]
    public void FunctionalCall_OfAModuleWithSeveralInputs_RunsTheCall()
    {
        var bilinear = new Bilinear(1, 1, 1, bias: false, dtype: DType.Float64);
        var given = new StateDict { ["weight"] = Torch.Full([1, 1, 1], 7.0, dtype: DType.Float64) };

        Func.FunctionalCall(bilinear, given, own => own.Call(Torch.Tensor([2.0]), Torch.Tensor([3.0]))).Should().HaveValues(42);
    }

    [Fact]
    public void PerSampleGradients_AreThoseOfOneSampleAtATime()
    {
        Torch.ManualSeed(0);
        var model = Model();
        Tensor[] parameters = [.. model.Parameters().Select(p => p.Detach())];
        var (x, y) = (Torch.Randn([5, 3], dtype: DType.Float64), Torch.Randint(0, 2, [5]));
        Tensor Loss(Tensor[] args) => F.CrossEntropy(Func.FunctionalCall(model, args.AsSpan(0, 4), args[4].Unsqueeze(0)), args[5].Unsqueeze(0));

        var perSample = Func.Vmap(Func.Grad(Loss, [0, 1, 2, 3]), [null, null, null, null, 0, 0])([.. parameters, x, y]);

        for (var sample = 0; sample < 5; sample++)
        {
            model.ZeroGrad();
            F.CrossEntropy(model.Call(x[sample].Unsqueeze(0)), y[sample].Unsqueeze(0)).Backward();
            var i = 0;
            foreach (var parameter in model.Parameters())
            {
                perSample[i++][sample].Should().BeCloseTo(parameter.Grad!);
            }
        }
    }

    [Fact]
    public void StackModuleState_MakesAnEnsembleForVmap()
    {
        Torch.ManualSeed(0);
        Sequential[] models = [Model(), Model(), Model()];
        var x = Torch.Randn([5, 3], dtype: DType.Float64);

        var (parameters, buffers) = Func.StackModuleState(models);
        var shell = Model();
        var outputs = Func.Vmap(own => [Func.FunctionalCall(shell, own, x)])([.. parameters.Values])[0];

        buffers.Count.Should().Be(0);
        parameters["0.weight"].Should().HaveShape(3, 4, 3);
        parameters["0.weight"].IsLeaf.Should().BeTrue();
        parameters["0.weight"].RequiresGrad.Should().BeTrue();
        for (var i = 0; i < 3; i++)
        {
            outputs[i].Should().BeCloseTo(models[i].Call(x));
        }
    }

    [Fact]
    public void StackModuleState_OfDifferentModules_Throws()
    {
        FluentActions.Invoking(() => Func.StackModuleState([new Linear(1, 1), new Tanh()])).Should().Throw<ArgumentException>().WithMessage("*one class*");
        FluentActions.Invoking(() => Func.StackModuleState([new Linear(1, 1), new Linear(1, 1, bias: false)])).Should().Throw<ArgumentException>().WithMessage("*different parameters*");
        FluentActions.Invoking(() => Func.StackModuleState([])).Should().Throw<ArgumentException>();
        var frozen = new Linear(1, 1);
        frozen.Weight.RequiresGrad = false;
        FluentActions.Invoking(() => Func.StackModuleState([new Linear(1, 1), frozen])).Should().Throw<ArgumentException>().WithMessage("*'weight'*");
    }

    [Fact]
    public void ReplaceAllBatchNormModules_LetsThemUseTheirBatch()
    {
        var model = new Sequential(new BatchNorm1d(2, dtype: DType.Float64), new Sequential(new BatchNorm1d(2, dtype: DType.Float64)));
        model.Eval();
        var x = Torch.Tensor([1.0, 2, 3, 4, 5, 6, 7, 9]).Reshape(2, 2, 2);

        Func.ReplaceAllBatchNormModules_(model).Should().BeSameAs(model);

        model.Buffers().Should().BeEmpty();
        var batched = Func.Vmap(batch => model.Call(batch))(x);
        batched[1].Should().BeCloseTo(model.Call(x[1]));
        batched[1].Mean(0).Should().HaveValues(0, 0);
    }
}

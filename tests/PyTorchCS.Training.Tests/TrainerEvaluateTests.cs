using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class TrainerEvaluateTests : LeakCheck
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_RunsInEvalModeWithoutGradientsAndRestores(bool training)
    {
        Sequential model = TinyTask.Model(withDropout: true).Train(training);
        List<(bool Training, bool Gradients)> seen = [];
        using IDisposable hook = model.RegisterForwardHook((Module _, Tensor _, Tensor output) => seen.Add((model.Training, output.RequiresGrad)));

        TinyTask.Trainer(model).Evaluate(TinyTask.Loader());

        seen.Should().HaveCount(7).And.OnlyContain(entry => !entry.Training && !entry.Gradients);
        model.Modules().Should().OnlyContain(module => module.Training == training);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void Evaluate_RaggedBatches_GivesTheNumbersOfAllSamples()
    {
        Sequential model = TinyTask.Model();
        TensorDataset data = TinyTask.Dataset();
        Tensor output = model.Call(data.Tensors[0]);
        double loss = new CrossEntropyLoss().Call(output, data.Tensors[1]).Item<float>();
        double accuracy = output.Argmax(1).Eq(data.Tensors[1]).To(DType.Float64).Mean().Item<double>();

        IReadOnlyDictionary<string, double> result = TinyTask.Trainer(model).Evaluate(new DataLoader(data, batchSize: 8));

        result.Keys.Should().Equal("loss", "accuracy");
        result["loss"].Should().BeApproximately(loss, 1e-6);
        result["accuracy"].Should().Be(accuracy);
    }

    [Fact]
    public void Evaluate_NoBatch_IsNaN() =>
        TinyTask.Trainer(TinyTask.Model()).Evaluate([])["loss"].Should().Be(double.NaN);

    [Fact]
    public void Evaluate_Twice_IsTheSame()
    {
        Trainer trainer = TinyTask.Trainer(TinyTask.Model(withDropout: true));

        trainer.Evaluate(TinyTask.Loader()).Should().Equal(trainer.Evaluate(TinyTask.Loader()));
    }

    [Fact]
    public void Evaluate_WithinAnEpoch_IsRefusedWhereMetricsWouldBeginAnew()
    {
        Trainer? trainer = null;
        Watcher within = new() { Step = _ => trainer!.Evaluate(TinyTask.Loader()) };
        trainer = TinyTask.Trainer(TinyTask.Model(), callbacks: within);

        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<InvalidOperationException>().WithMessage("*OnEpochEnd*");

        trainer.Evaluate(TinyTask.Loader()).Should().ContainKey("accuracy");
    }

    [Fact]
    public void Evaluate_LossOfSeveralNumbers_IsRefusedWithItsShape()
    {
        Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new Optim.SGD(model.Parameters(), lr: 0.1), new CrossEntropyLoss(reduction: Reduction.None)) { Progress = null };

        trainer.Invoking(it => it.Evaluate(TinyTask.Loader())).Should().Throw<InvalidOperationException>().WithMessage("*one number*[8]*");
    }

    [Fact]
    public void Evaluate_ExceptionInTheModel_RestoresModes()
    {
        Sequential model = TinyTask.Model();
        Tensor[][] batches = [[Torch.Ones(2, 99), Torch.Zeros([2], dtype: DType.Int64)]];

        TinyTask.Trainer(model).Invoking(it => it.Evaluate(batches)).Should().Throw<TorchException>();

        model.Modules().Should().OnlyContain(module => module.Training);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void Predict_JoinsTheOutputsOfAllBatches()
    {
        Sequential model = TinyTask.Model(withDropout: true);
        TensorDataset data = TinyTask.Dataset();

        Tensor predicted = TinyTask.Trainer(model).Predict(new DataLoader(data, batchSize: 8));

        predicted.RequiresGrad.Should().BeFalse();
        predicted.Should().BeCloseTo(model.Eval().Call(data.Tensors[0]).Detach());
    }

    [Fact]
    public void Predict_RestoresModesAndGradients()
    {
        Sequential model = TinyTask.Model();

        TinyTask.Trainer(model).Predict(TinyTask.Loader());

        model.Modules().Should().OnlyContain(module => module.Training);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void Predict_BatchesWithoutTarget_AreEnough()
    {
        Tensor[][] batches = [[Torch.Ones(2, TinyTask.Features)], [Torch.Ones(3, TinyTask.Features)]];

        TinyTask.Trainer(TinyTask.Model()).Predict(batches).Shape.Should().Equal(5, TinyTask.Classes);
    }

    [Fact]
    public void Predict_NoBatch_IsRefused() =>
        TinyTask.Trainer(TinyTask.Model()).Invoking(it => it.Predict([])).Should().Throw<ArgumentException>().WithMessage("*no batch*");

    [Fact]
    public void Predict_StepWithoutOutput_SaysWhatIsMissing()
    {
        Sequential model = TinyTask.Model();
        Trainer<Tensor[]> trainer = new(model, new Optim.SGD(model.Parameters(), lr: 0.1), batch => model.Call(batch[0]).Sum()) { Progress = null };

        trainer.Invoking(it => it.Predict(TinyTask.Loader())).Should().Throw<InvalidOperationException>().WithMessage("*no output*");
    }
}

using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class TrainerFitTests : LeakCheck
{
    [Fact]
    public void Fit_LossCurveAndWeights_AreBitEqualToAHandLoop()
    {
        TensorDataset data = Data;
        List<double> expected = [];
        Sequential byHand = TinyTask.Model(withDropout: true);
        AdamW handOptimizer = new(byHand.Parameters(), lr: 0.01);
        CrossEntropyLoss loss = new();
        Torch.ManualSeed(11);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (Tensor[] batch in new DataLoader(data, batchSize: 8, shuffle: true, generator: Torch.Generator(epoch)))
            {
                handOptimizer.ZeroGrad();
                Tensor value = loss.Call(byHand.Call(batch[0]), batch[1]);
                value.Backward();
                handOptimizer.Step();
                expected.Add(value.Item<float>());
            }
        }

        Sequential model = TinyTask.Model(withDropout: true);
        Trainer trainer = TinyTask.Trainer(model, new AdamW(model.Parameters(), lr: 0.01), new TrainerOptions { LogInterval = 4 });
        Torch.ManualSeed(11);
        List<double> losses = [];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            DataLoader loader = new(data, batchSize: 8, shuffle: true, generator: Torch.Generator(epoch));
            losses.AddRange(trainer.Fit(loader, epochs: 1).History.BatchLosses);
        }

        losses.Should().Equal(expected);
        TinyTask.Weights(model).Should().Equal(TinyTask.Weights(byHand));
    }

    [Fact]
    public void Fit_SeveralEpochs_LearnsTheTask()
    {
        Sequential model = TinyTask.Model();

        FitResult result = TinyTask.Trainer(model, new AdamW(model.Parameters(), lr: 0.05)).Fit(TinyTask.Loader(), 30, TinyTask.Loader());

        result.Reason.Should().Be(StopReason.Completed);
        result.Steps.Should().Be(30 * 7);
        result.History.Epochs[^1].Validation!["accuracy"].Should().BeGreaterThan(0.95);
        result.History.Epochs[^1].Training["loss"].Should().BeLessThan(result.History.Epochs[0].Training["loss"]);
    }

    [Fact]
    public void Fit_Callbacks_AreCalledInOrder()
    {
        Watcher watcher = new();

        TinyTask.Trainer(TinyTask.Model(), callbacks: watcher).Fit(TinyTask.Loader(batchSize: 25), epochs: 2);

        watcher.Calls.Should().Equal(
            "fit start",
            "epoch 1 start", "step 1", "step 2", "report", "epoch 1 end",
            "epoch 2 start", "step 3", "step 4", "report", "epoch 2 end",
            "fit end");
    }

    [Fact]
    public void Fit_EpochRecord_HoldsMeansOverSamples()
    {
        // Weights stay as they are, so the mean over ragged batches must be the loss over all samples.
        Sequential model = TinyTask.Model();
        Tensor all = new CrossEntropyLoss().Call(model.Call(Data.Tensors[0]), Data.Tensors[1]);

        FitResult result = TinyTask.Trainer(model, new SGD(model.Parameters(), lr: 0)).Fit(TinyTask.Loader(batchSize: 8), 1);

        result.History.Epochs[0].Training["loss"].Should().BeApproximately(all.Item<float>(), 1e-6);
        result.History.BatchLosses.Should().HaveCount(7);
    }

    [Fact]
    public void Fit_ModelInEvalMode_TrainsInTrainModeAndRestoresIt()
    {
        Sequential model = TinyTask.Model().Eval();
        List<bool> modes = [];

        TinyTask.Trainer(model, callbacks: new Watcher { Step = _ => modes.Add(model.Training) }).Fit(TinyTask.Loader(), 2, TinyTask.Loader());

        modes.Should().HaveCount(14).And.OnlyContain(training => training);
        model.Modules().Should().OnlyContain(module => !module.Training);
    }

    [Fact]
    public void Fit_MixedModes_AreRestoredModuleByModule()
    {
        Sequential model = TinyTask.Model();
        Module frozen = model.Children().ElementAt(2);
        frozen.Eval();

        TinyTask.Trainer(model).Fit(TinyTask.Loader(), 1, TinyTask.Loader());

        model.Modules().Where(module => !module.Training).Should().Equal(frozen);
    }

    [Fact]
    public void Fit_ModeSetByACallback_SurvivesValidation()
    {
        Sequential model = TinyTask.Model();
        Module frozen = model.Children().ElementAt(2);
        List<bool> modes = [];
        Watcher watcher = new()
        {
            EpochStart = state =>
            {
                if (state.Epoch == 1)
                {
                    frozen.Eval();
                }
            },
            Step = _ => modes.Add(frozen.Training),
        };

        TinyTask.Trainer(model, callbacks: watcher).Fit(TinyTask.Loader(), 2, TinyTask.Loader());

        modes.Should().OnlyContain(training => !training);
        frozen.Training.Should().BeTrue();
    }

    [Fact]
    public void Fit_ExceptionInAStep_RestoresModesAndGradientModeAndEndsCallbacks()
    {
        Sequential model = TinyTask.Model().Eval();
        Watcher watcher = new() { Step = state => throw new InvalidOperationException("enough") };
        Trainer trainer = TinyTask.Trainer(model, callbacks: watcher);

        using (Torch.NoGrad())
        {
            trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<InvalidOperationException>().WithMessage("enough");
            Torch.IsGradEnabled.Should().BeFalse();
        }

        model.Modules().Should().OnlyContain(module => !module.Training);
        watcher.Calls.Should().EndWith("fit end");
    }

    [Fact]
    public void Fit_WithinNoGrad_TrainsWithGradients()
    {
        Sequential model = TinyTask.Model();
        float[] before = TinyTask.Weights(model);

        using (Torch.NoGrad())
        {
            TinyTask.Trainer(model).Fit(TinyTask.Loader(), 1);
        }

        TinyTask.Weights(model).Should().NotEqual(before);
    }

    [Fact]
    public void Fit_GradientsLeftFromBefore_AreNotUsed()
    {
        Sequential clean = TinyTask.Model(), stale = TinyTask.Model();
        new CrossEntropyLoss().Call(stale.Call(Data.Tensors[0]), Data.Tensors[1]).Mul(100).Backward();

        TinyTask.Trainer(clean).Fit(TinyTask.Loader(), 1);
        TinyTask.Trainer(stale).Fit(TinyTask.Loader(), 1);

        TinyTask.Weights(stale).Should().Equal(TinyTask.Weights(clean));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 4)]
    [InlineData(100, 2)]
    public void Fit_LogInterval_SetsTheNumberOfReports(int interval, int expected)
    {
        // Four batches an epoch, a report for each interval and one at the end of each epoch.
        Watcher watcher = new();
        CountingMetric metric = new();
        Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new SGD(model.Parameters(), lr: 0.1), new CrossEntropyLoss())
        {
            Progress = null, Callbacks = [watcher], Metrics = [metric], Options = new TrainerOptions { LogInterval = interval },
        };

        trainer.Fit(TinyTask.Loader(batchSize: 13), epochs: 2);

        watcher.Reports.Should().Be(expected);
        metric.Computed.Should().Be(expected);
    }

    [Fact]
    public void Fit_CallbackRequestsStop_EndsAfterTheStep()
    {
        Watcher watcher = new()
        {
            Step = state =>
            {
                if (state.Step == 3)
                {
                    state.RequestStop();
                }
            },
        };

        FitResult result = TinyTask.Trainer(TinyTask.Model(), callbacks: watcher).Fit(TinyTask.Loader(), 5);

        result.Reason.Should().Be(StopReason.Stopped);
        result.Steps.Should().Be(3);
        result.History.Epochs.Should().BeEmpty();
        result.History.BatchLosses.Should().HaveCount(3);
    }

    [Fact]
    public void Fit_StepFunctionOfOwn_TakesAnyBatch()
    {
        Linear model = new(1, 1);
        SGD optimizer = new(model.Parameters(), lr: 0.05);
        (float X, float Y)[] points = [(1, 3), (2, 5), (3, 7), (-1, -1)];
        Trainer<(float X, float Y)> trainer = new(
            model, optimizer, point => (model.Call(Torch.Tensor([point.X])) - point.Y).Square().Mean())
        {
            Progress = null,
        };

        trainer.Fit(points, epochs: 200);

        model.Weight.Item<float>().Should().BeApproximately(2, 0.01f);
        model.Bias!.Item<float>().Should().BeApproximately(1, 0.01f);
    }

    [Fact]
    public void Fit_BatchesOfAList_StayUsable()
    {
        List<Tensor[]> batches = [.. TinyTask.Loader(batchSize: 25)];

        TinyTask.Trainer(TinyTask.Model()).Fit(batches, epochs: 2, validation: batches);

        batches.SelectMany(batch => batch).Should().OnlyContain(tensor => !tensor.IsDisposed);
    }

    [Fact]
    public void Fit_CollateFnThatHandsOutItems_LeavesThemUsable()
    {
        TensorDataset data = TinyTask.Dataset();
        DataLoader ready = new(data, collateFn: _ => [data.Tensors[0], data.Tensors[1]]);

        TinyTask.Trainer(TinyTask.Model()).Fit(ready, epochs: 2, validation: ready);

        data.Tensors.Should().OnlyContain(tensor => !tensor.IsDisposed);
    }

    [Fact]
    public void Fit_TensorsOfACallback_OutliveTheStep()
    {
        Sequential model = TinyTask.Model();
        List<Tensor> kept = [];
        void Keep(TrainerState state) => kept.Add(model.Parameters().First().Detach().Clone());
        TrainerOptions options = new() { LogInterval = 1 };

        TinyTask.Trainer(model, options: options, callbacks: new Watcher { Step = Keep, Report = Keep }).Fit(TinyTask.Loader(batchSize: 25), 1);

        kept.Should().HaveCount(5).And.OnlyContain(tensor => !tensor.IsDisposed);
    }

    [Fact]
    public void Fit_LoaderThatKeepsATensor_IsNotDisturbedByScopes()
    {
        static IEnumerable<Tensor[]> Batches()
        {
            Tensor inputs = Torch.Randn(12, TinyTask.Features);
            for (int i = 0; i < 3; i++)
            {
                yield return [inputs.Narrow(0, 4 * i, 4), Torch.Zeros([4], dtype: DType.Int64)];
            }
        }

        TinyTask.Trainer(TinyTask.Model()).Fit(Batches(), epochs: 1).Steps.Should().Be(3);
    }

    [Fact]
    public void Fit_LongTraining_KeepsNoTensorsOfItsSteps()
    {
        List<long> live = [];
        Watcher watcher = new() { EpochEnd = (_, _) => live.Add(TensorStatistics.LiveTensors) };

        TinyTask.Trainer(TinyTask.Model(), callbacks: watcher).Fit(TinyTask.Loader(batchSize: 5), 5);

        live.Should().OnlyContain(count => count <= live[0]);
    }

    [Fact]
    public void Fit_TwoMetricsOfOneName_AreRefused()
    {
        Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new SGD(model.Parameters(), lr: 0.1), new CrossEntropyLoss()) { Progress = null, Metrics = [new Accuracy(), new Accuracy()] };

        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<ArgumentException>().WithMessage("*two metrics*'accuracy'*");
    }

    [Fact]
    public void Fit_LossOfSeveralNumbers_IsRefusedWithItsShape()
    {
        Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new SGD(model.Parameters(), lr: 0.1), new CrossEntropyLoss(reduction: Reduction.None)) { Progress = null };

        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<InvalidOperationException>().WithMessage("*one number*[8]*");
    }

    [Fact]
    public void Fit_BatchOfThree_IsRefused()
    {
        Tensor[][] batches = [[Torch.Ones(2, 4), Torch.Ones(2), Torch.Ones(2)]];

        TinyTask.Trainer(TinyTask.Model()).Invoking(it => it.Fit(batches, 1)).Should().Throw<ArgumentException>().WithMessage("*input, target*3 tensors*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fit_NoEpochs_IsRefused(int epochs) =>
        TinyTask.Trainer(TinyTask.Model()).Invoking(it => it.Fit(TinyTask.Loader(), epochs)).Should().Throw<ArgumentOutOfRangeException>();

    private static TensorDataset Data => TinyTask.Dataset();

    private sealed class CountingMetric : IMetric
    {
        public int Computed { get; private set; }

        public string Name => "counting";

        public void Reset(Device device)
        {
        }

        public void Update(StepOutput output)
        {
        }

        public Tensor Compute()
        {
            Computed++;
            return Torch.Zeros(1);
        }
    }
}

using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN.Functional;

public sealed class FunctionalTests : LeakCheck
{
    [Fact]
    public void Dropout_InTraining_DropsTheShareAndScalesTheRest()
    {
        Torch.ManualSeed(0);

        Tensor output = F.Dropout(Torch.Ones(100_000), 0.3);

        output.Ne(0).Float().Mean().Item<float>().Should().BeApproximately(0.7f, 0.01f);
        output.Max().Item<float>().Should().BeApproximately(1 / 0.7f, 1e-6f);
    }

    [Fact]
    public void Dropout_OutsideTraining_ChangesNothing()
    {
        Tensor input = Torch.Ones(10);

        F.Dropout(input, 0.9, training: false).Should().BeEqualTo(input);
    }

    [Fact]
    public void Dropout2d_DropsWholeChannels()
    {
        Torch.ManualSeed(0);

        Tensor output = F.Dropout2d(Torch.Ones(50, 20, 3, 3), 0.5);

        Tensor sums = output.Ne(0).Long().Sum([2, 3]);
        sums.Eq(0).LogicalOr(sums.Eq(9)).All().Item<bool>().Should().BeTrue();
        sums.Eq(0).Float().Mean().Item<float>().Should().BeApproximately(0.5f, 0.1f);
    }

    [Fact]
    public void Dropout1d_WithoutABatch_DropsWholeRows()
    {
        Torch.ManualSeed(0);

        Tensor sums = F.Dropout1d(Torch.Ones(100, 4)).Ne(0).Long().Sum(1);

        sums.Eq(0).LogicalOr(sums.Eq(4)).All().Item<bool>().Should().BeTrue();
        sums.Eq(0).Any().Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Dropout3d_WithoutABatch_DropsWholeChannels()
    {
        Torch.ManualSeed(0);

        Tensor sums = F.Dropout3d(Torch.Ones(100, 2, 2, 2)).Ne(0).Long().Sum([1, 2, 3]);

        sums.Eq(0).LogicalOr(sums.Eq(8)).All().Item<bool>().Should().BeTrue();
        sums.Eq(0).Any().Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Dropout1d_InPlace_WritesIntoItsInput()
    {
        Tensor input = Torch.Ones(3, 4);

        F.Dropout1d(input, 1.0, inplace: true).Should().BeSameAs(input);

        input.Should().BeEqualTo(Torch.Zeros(3, 4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Activations_InPlace_GiveTheSameNumbers(bool inplace)
    {
        Func<Tensor, bool, Tensor>[] functions =
        [
            F.Relu, F.Relu6, (x, i) => F.LeakyRelu(x, inplace: i), (x, i) => F.Elu(x, inplace: i), F.Selu, (x, i) => F.Celu(x, inplace: i), F.Silu, F.Mish,
            (x, i) => F.Hardtanh(x, inplace: i), F.Hardsigmoid, F.Hardswish, (x, i) => F.Threshold(x, 0.1, 2, i), (x, i) => F.Rrelu(x, inplace: i),
        ];
        foreach (Func<Tensor, bool, Tensor> function in functions)
        {
            Tensor input = Torch.Linspace(-4, 4, 9);
            Tensor expected = function(input.Clone(), false);

            Tensor output = function(input, inplace);

            output.Should().BeEqualTo(expected);
            ReferenceEquals(output, input).Should().Be(inplace);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public void Softmax_WithoutADimension_FollowsPyTorchsOldRule(int dimensions, long expected)
    {
        Tensor input = Torch.Randn([.. Enumerable.Repeat(3L, dimensions)]);

        F.Softmax(input).Should().BeEqualTo(F.Softmax(input, expected));
    }

    [Fact]
    public void GumbelSoftmax_Hard_IsOneHotWithAGradient()
    {
        Tensor logits = Torch.Zeros([4, 3], requiresGrad: true);

        Tensor output = F.GumbelSoftmax(logits, hard: true);
        (output * Torch.Arange(3)).Sum().Backward();

        output.Sum(1).Should().BeCloseTo(Torch.Ones(4));
        output.Max(1).Values.Should().BeCloseTo(Torch.Ones(4));
        logits.Grad!.Abs().Sum().Item<float>().Should().BeGreaterThan(0);
    }

    [Fact]
    public void MseLoss_WithWeights_DividesByTheirSum() =>
        F.MseLoss(Torch.Tensor([1f, 2f]), Torch.Tensor([0f, 0f]), weight: Torch.Tensor([1f, 3f])).Should().HaveValues(13.0 / 4);

    [Fact]
    public void HuberLoss_WithWeights_DividesByTheNumberOfElements() =>
        F.HuberLoss(Torch.Tensor([1f, 3f]), Torch.Tensor([0f, 0f]), weight: Torch.Tensor([1f, 3f])).Should().HaveValues((0.5 + (3 * 2.5)) / 2);

    [Fact]
    public void ElementwiseLosses_OfDifferentShapes_Warn()
    {
        Action<TorchWarning> before = TorchWarning.Handler;
        var seen = new List<string>();
        TorchWarning.Handler = warning => seen.Add(warning.Message);
        try
        {
            foreach (Func<Tensor, Tensor, Tensor> loss in new Func<Tensor, Tensor, Tensor>[]
            {
                (x, y) => F.MseLoss(x, y), (x, y) => F.L1Loss(x, y), (x, y) => F.SmoothL1Loss(x, y), (x, y) => F.HuberLoss(x, y),
            })
            {
                loss(Torch.Ones(3, 1), Torch.Ones(3, 1));
                loss(Torch.Ones(3, 1), Torch.Ones(3));
            }
        }
        finally
        {
            TorchWarning.Handler = before;
        }

        seen.Select(message => message.Split(':')[0]).Should().Equal("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss");
        seen.Should().OnlyContain(message => message.Contains("[3, 1]"));
    }

    [Fact]
    public void MseLoss_WithWeightsOfAnotherShape_Throws()
    {
        Action act = () => F.MseLoss(Torch.Ones(2), Torch.Ones(2), weight: Torch.Ones(1));

        act.Should().Throw<ArgumentException>().WithMessage("*[1]*[2]*");
    }

    [Fact]
    public void MarginLosses_FollowTheirFormulas()
    {
        Tensor x = Torch.Tensor([0.5, -2.0]);
        Tensor y = Torch.Tensor([1.0, -1.0]);
        Tensor scores = Torch.Tensor([0.25, 1.0, 0.5]);

        F.SoftMarginLoss(x, y).Should().HaveValues((Math.Log(1 + Math.Exp(-0.5)) + Math.Log(1 + Math.Exp(-2))) / 2);
        F.HingeEmbeddingLoss(x, y).Should().HaveValues((0.5 + 3.0) / 2);
        F.MarginRankingLoss(x, Torch.Zeros([2], dtype: DType.Float64), y, margin: 1).Should().HaveValues((0.5 + 0) / 2);
        F.MultiMarginLoss(scores, Torch.Tensor(1L)).Should().HaveValues((0.25 + 0.5) / 3);
        F.MultilabelMarginLoss(scores, Torch.Tensor([1L, -1L, 0L])).Should().HaveValues((0.25 + 0.5) / 3);
        F.CosineEmbeddingLoss(x, x, Torch.Tensor(-1.0), margin: 0.25).Should().HaveValues(0.75);
        F.TripletMarginLoss(x, x, x, margin: 0.5).Should().HaveValues(0.5);
    }

    [Fact]
    public void KlDiv_BatchMean_DividesByTheBatch()
    {
        Tensor input = Torch.Randn(4, 3).LogSoftmax(1);
        Tensor target = Torch.Randn(4, 3).Softmax(1);

        F.KlDiv(input, target, KLDivReduction.BatchMean).Should().BeCloseTo(F.KlDiv(input, target, KLDivReduction.Sum) / 4);
    }

    [Fact]
    public void BinaryCrossEntropy_OfDifferentShapes_Throws()
    {
        Action act = () => F.BinaryCrossEntropy(Torch.Rand(2, 1), Torch.Rand(2));

        act.Should().Throw<ArgumentException>().WithMessage("binary_cross_entropy*[2]*[2, 1]*");
    }

    [Fact]
    public void BatchNorm_InTrainingWithOneValueAChannel_Throws()
    {
        Action act = () => F.BatchNorm(Torch.Ones(1, 3), null, null, training: true);

        act.Should().Throw<ArgumentException>().WithMessage("batch_norm*[1, 3]*");
    }

    [Fact]
    public void Embedding_WithMaxNorm_ShortensTheRowsItReads()
    {
        Tensor table = Torch.Tensor(new[] { new[] { 3f, 4f }, new[] { 6f, 8f } });

        F.Embedding(Torch.Tensor([0L]), table, maxNorm: 1.0);

        table.Should().BeCloseTo(Torch.Tensor(new[] { new[] { 0.6f, 0.8f }, new[] { 6f, 8f } }));
    }

    [Fact]
    public void Interpolate_WithSizeAndFactor_Throws()
    {
        Action act = () => F.Interpolate(Torch.Ones(1, 1, 2), size: 4, scaleFactor: 2.0);

        act.Should().Throw<ArgumentException>().WithMessage("interpolate*");
    }

    [Fact]
    public void Interpolate_WithAModeOfOtherDimensions_Throws()
    {
        Action act = () => F.Interpolate(Torch.Ones(1, 1, 2), size: 4, mode: InterpolationMode.Bilinear);

        act.Should().Throw<ArgumentException>().WithMessage("*Bilinear*3 dimensions*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Interpolate_WithoutASpatialDimension_Throws(int dimensions)
    {
        Action act = () => F.Interpolate(Torch.Ones([.. Enumerable.Repeat(2L, dimensions)]), scaleFactor: 2.0);

        act.Should().Throw<ArgumentException>().WithMessage($"interpolate*{dimensions} dimensions*");
    }

    [Fact]
    public void Fold_OfABadKernelSize_NamesItself()
    {
        Action act = () => F.Fold(Torch.Ones(1, 4, 4), 3, [2, 2, 2]);

        act.Should().Throw<ArgumentException>().WithMessage("fold*kernel_size*");
    }

    [Fact]
    public void Interpolate_RecomputingTheFactor_UsesTheRoundedSize()
    {
        Tensor input = Torch.Arange(5).Float().View(1, 1, 5);

        Tensor output = F.Interpolate(input, scaleFactor: 1.5, mode: InterpolationMode.Linear, recomputeScaleFactor: true);

        output.Should().BeCloseTo(F.Interpolate(input, size: 7, mode: InterpolationMode.Linear));
    }

    [Fact]
    public void MultiHeadAttention_Causal_AgreesWithTheMask()
    {
        var net = new MultiheadAttention(4, 2, batchFirst: true).Eval();
        Tensor x = Torch.Randn(2, 3, 4);
        Tensor mask = Torch.Ones(3, 3).Triu(1).Bool();

        (Tensor fused, Tensor? none) = net.Call(x, x, x, attnMask: mask, needWeights: false, isCausal: true);
        (Tensor plain, Tensor? weights) = net.Call(x, x, x, attnMask: mask);

        none.Should().BeNull();
        weights!.Shape.Should().Equal(2, 3, 3);
        fused.Should().BeCloseTo(plain, 1e-4, 1e-5);
    }

    [Fact]
    public void MultiHeadAttention_WithAMaskOfAnotherShape_Throws()
    {
        var net = new MultiheadAttention(4, 2);
        Tensor x = Torch.Randn(3, 1, 4);

        Action act = () => net.Call(x, x, x, attnMask: Torch.Zeros(2, 3));

        act.Should().Throw<ArgumentException>().WithMessage("multi_head_attention_forward*attnMask*[3, 3]*[2, 3]*");
    }

    [Fact]
    public void LSTM_WithAStateOfAnotherShape_Throws()
    {
        var net = new LSTM(2, 3);

        Action act = () => net.Call(Torch.Zeros(4, 1, 2), (Torch.Zeros(1, 1, 2), Torch.Zeros(1, 1, 3)));

        act.Should().Throw<ArgumentException>().WithMessage("LSTM: h needs shape [1, 1, 3], got [1, 1, 2]*");
    }

    [Fact]
    public void GRU_WithAReplacedWeight_UsesIt()
    {
        var net = new GRU(2, 3);
        Tensor x = Torch.Ones(4, 1, 2);
        Tensor before = net.Call(x).Output;
        var replacement = new Parameter(Torch.Zeros(9, 2));

        net.RegisterParameter("weight_ih_l0", replacement);

        net.Call(x).Output.Should().BeCloseTo(net.Call(x * 5).Output);
        before.Eq(net.Call(x).Output).All().Item<bool>().Should().BeFalse();
        net.ResetParameters();
        replacement.Abs().Sum().Item<float>().Should().BeGreaterThan(0);
    }

    [Fact]
    public void FlattenParameters_WithoutCuda_ChangesNothing()
    {
        foreach (Action flatten in new Action[] { new LSTM(2, 3).FlattenParameters, new GRU(2, 3, device: Device.Meta).FlattenParameters })
        {
            flatten.Should().NotThrow();
        }
    }

    [Fact]
    public void MultiheadAttention_Reset_DrawsTheOutputProjectionToo()
    {
        var net = new MultiheadAttention(4, 2);
        Tensor before = net.OutProj.Weight.Detach().Clone();

        net.ResetParameters();

        net.OutProj.Weight.Eq(before).Any().Item<bool>().Should().BeFalse();
    }

    [Fact]
    public void GRU_OfAnotherWidth_Throws()
    {
        Action act = () => new GRU(2, 3).Call(Torch.Zeros(4, 1, 5));

        act.Should().Throw<ArgumentException>().WithMessage("GRU*width 2*[4, 1, 5]*");
    }

    [Fact]
    public void IntTuple_TakesNumbersTuplesAndCollections()
    {
        IntTuple one = 3;
        IntTuple two = (3, 5);
        IntTuple list = [3, 5];

        one.ToString().Should().Be("3");
        two.ToString().Should().Be("(3, 5)");
        list.Should().Equal(two);
        (two == list).Should().BeTrue();
        new Conv2d(1, 1, (3, 5), stride: [1, 2], padding: (1, 2)).Weight.Shape.Should().Equal(1, 1, 3, 5);
        new AdaptiveAvgPool2d((7, null)).ToString().Should().Be("AdaptiveAvgPool2d(output_size=(7, None))");
    }

    [Fact]
    public void ConvPadding_OfAnUnknownWord_Throws()
    {
        Action act = () => _ = new Conv1d(1, 1, 3, padding: "full");

        act.Should().Throw<ArgumentException>().WithMessage("*\"full\"*");
    }

    [Fact]
    public void FromPretrained_FreezesTheRows()
    {
        Embedding table = Embedding.FromPretrained(Torch.Ones(2, 3));

        table.Weight.RequiresGrad.Should().BeFalse();
        table.Call(Torch.Tensor([1L])).Shape.Should().Equal(1, 3);
    }

    [Fact]
    public void BatchNorm_WithoutMomentum_AveragesAllBatches()
    {
        var norm = new BatchNorm1d(1, momentum: null);

        norm.Call(Torch.Tensor(new[] { new[] { 0f }, new[] { 2f } }));
        norm.Call(Torch.Tensor(new[] { new[] { 2f }, new[] { 4f } }));

        norm.RunningMean.Should().HaveValues(2);
        norm.NumBatchesTracked!.Item<long>().Should().Be(2);
    }

    [Fact]
    public void CrossEntropyLoss_WithAWeight_KeepsItAsState() =>
        new CrossEntropyLoss(Torch.Ones(3)).StateDict().Keys.Should().Equal("weight");
}

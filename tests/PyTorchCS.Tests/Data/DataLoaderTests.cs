using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class DataLoaderTests : LeakCheck
{
    [Theory]
    [InlineData(10, 4, false, 3)]
    [InlineData(10, 4, true, 2)]
    [InlineData(8, 4, false, 2)]
    [InlineData(3, 4, true, 0)]
    [InlineData(0, 4, false, 0)]
    public void Count_OfItemsAndBatchSize_IsTheNumberOfBatches(long items, long batchSize, bool dropLast, long expected)
    {
        var loader = new DataLoader(Numbers(items), batchSize, dropLast: dropLast);

        loader.Count.Should().Be(expected);
        loader.Should().HaveCount((int)expected);
    }

    [Fact]
    public void Batches_InOrder_AreConsecutiveRows()
    {
        var batches = new DataLoader(Numbers(5), batchSize: 2).ToList();

        batches[0][0].Should().HaveValues(0, 1);
        batches[1][0].Should().HaveValues(2, 3);
        batches[2][0].Should().HaveValues(4).And.HaveShape(1);
    }

    [Fact]
    public void Batches_OfSeveralTensors_KeepRowsTogether()
    {
        var dataset = new TensorDataset(Torch.Arange(20).Reshape(10, 2), Torch.Arange(10));
        Torch.ManualSeed(1);

        foreach (var batch in new DataLoader(dataset, batchSize: 3, shuffle: true))
        {
            batch[0].Select(1, 0).Div(2).Long().Should().BeEqualTo(batch[1]);
        }
    }

    // The orders that PyTorch draws with the same seed, three epochs each.
    [Fact]
    public void Shuffle_DefaultGenerator_DrawsPyTorchsOrders()
    {
        Torch.ManualSeed(0);
        var loader = new DataLoader(Numbers(10), batchSize: 4, shuffle: true);

        Epoch(loader).Should().Equal(6, 7, 1, 4, 2, 0, 9, 8, 3, 5);
        Epoch(loader).Should().Equal(2, 4, 7, 0, 8, 9, 5, 3, 6, 1);
        Epoch(loader).Should().Equal(7, 4, 5, 1, 9, 3, 8, 2, 0, 6);
    }

    [Fact]
    public void Shuffle_OwnGenerator_DrawsPyTorchsOrders()
    {
        var loader = new DataLoader(Numbers(10), batchSize: 4, shuffle: true, generator: Torch.Generator(7));

        Epoch(loader).Should().Equal(1, 3, 5, 7, 9, 4, 6, 2, 8, 0);
        Epoch(loader).Should().Equal(5, 1, 6, 0, 9, 7, 8, 4, 3, 2);
        Epoch(loader).Should().Equal(4, 3, 2, 8, 1, 0, 6, 5, 9, 7);
    }

    [Fact]
    public void Shuffle_ItemByItem_DrawsTheOrderOfTheFastPath()
    {
        Torch.ManualSeed(0);
        var loader = new DataLoader<long, Tensor>(new Integers(10), batchSize: 4, shuffle: true);

        loader.SelectMany(batch => batch.ToArray<long>()).Should().Equal(6, 7, 1, 4, 2, 0, 9, 8, 3, 5);
        loader.SelectMany(batch => batch.ToArray<long>()).Should().Equal(2, 4, 7, 0, 8, 9, 5, 3, 6, 1);
    }

    [Fact]
    public void Shuffle_WithReplacement_DrawsPyTorchsOrders()
    {
        Torch.ManualSeed(0);
        var loader = new DataLoader(Numbers(10), batchSize: 4, sampler: new RandomSampler(10, replacement: true, numSamples: 12));

        Epoch(loader).Should().Equal(6, 3, 7, 0, 7, 1, 7, 9, 0, 6, 1, 8);
        Epoch(loader).Should().Equal(2, 2, 7, 5, 4, 4, 1, 1, 5, 4, 6, 2);
    }

    [Fact]
    public void Shuffle_MoreSamplesThanItems_DrawsPyTorchsOrders()
    {
        Torch.ManualSeed(0);
        var loader = new DataLoader(Numbers(10), batchSize: 4, sampler: new RandomSampler(10, numSamples: 25));

        Epoch(loader).Should().Equal(6, 7, 1, 4, 2, 0, 9, 8, 3, 5, 6, 7, 0, 1, 5, 9, 4, 3, 8, 2, 9, 4, 6, 1, 7);
    }

    [Fact]
    public void Batches_Collected_AreAlive()
    {
        var batches = new DataLoader(Numbers(4), batchSize: 2, shuffle: true).ToList();

        batches.SelectMany(batch => batch).Should().NotContain(tensor => tensor.IsDisposed);
    }

    [Fact]
    public void Batches_MadeInsideScopes_OutliveThoseOfOtherBatches()
    {
        var loader = new DataLoader(Numbers(6), batchSize: 2, shuffle: true);
        using var batches = loader.GetEnumerator();
        var seen = new List<long>();
        for (var more = true; more;)
        {
            using var scope = Torch.Scope();
            more = batches.MoveNext();
            seen.AddRange(more ? batches.Current[0].ToArray<long>() : []);
        }

        seen.Should().BeEquivalentTo(new long[] { 0, 1, 2, 3, 4, 5 });
    }

    [Fact]
    public void Enumerations_AtTheSameTime_DoNotDisturbEachOther()
    {
        var loader = new DataLoader(Numbers(4), batchSize: 2);
        using var first = loader.GetEnumerator();
        using var second = loader.GetEnumerator();

        first.MoveNext().Should().BeTrue();
        second.MoveNext().Should().BeTrue();
        first.MoveNext().Should().BeTrue();

        first.Current[0].Should().HaveValues(2, 3);
        second.Current[0].Should().HaveValues(0, 1);
    }

    [Fact]
    public void Enumeration_LeftEarly_LeavesNoTensorBehind()
    {
        var loader = new DataLoader(Numbers(6), batchSize: 2, shuffle: true);
        var before = TensorStatistics.LiveTensors;

        foreach (var batch in loader)
        {
            batch[0].Dispose();
            break;
        }

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void Batches_OfASubset_AreGatheredFromTheWhole()
    {
        var part = new Subset<Tensor[]>(new Subset<Tensor[]>(Numbers(10), [9, 8, 7, 6]), [3, 0, 1]);

        Epoch(new DataLoader(part, batchSize: 2)).Should().Equal(6, 9, 8);
    }

    [Fact]
    public void BatchSampler_OfOwnBatches_SaysThem()
    {
        var loader = new DataLoader(Numbers(5), batchSampler: new Pairs());

        loader.Count.Should().Be(2);
        loader.Select(batch => batch[0].ToArray<long>()).Should().BeEquivalentTo(new long[][] { [4, 0], [2] });
    }

    [Fact]
    public void Sampler_OfTheUser_SaysTheOrder() =>
        Epoch(new DataLoader(Numbers(5), batchSize: 2, sampler: new Evens())).Should().Equal(0, 2, 4);

    [Fact]
    public void CollateFn_OfTheUser_MakesTheBatch()
    {
        var loader = new DataLoader<long, string>(new Integers(5), batchSize: 2, collateFn: items => string.Join('+', items));

        loader.Should().Equal("0+1", "2+3", "4");
    }

    [Fact]
    public void Tensors_AsItems_AreStacked()
    {
        var loader = new DataLoader<Tensor>(new Vectors(3), batchSize: 2);

        loader.First().Should().HaveValues(0, 0, 1, 1).And.HaveShape(2, 2);
    }

    [Fact]
    public void Tuples_AsItems_BecomeTuplesOfTensors()
    {
        var loader = new DataLoader<(Tensor, int), (Tensor Input, Tensor Label)>(new Labelled(3), batchSize: 2);

        var (input, label) = loader.First();

        input.Should().HaveShape(2, 2);
        label.Should().HaveValues(0, 1).And.HaveDType(DType.Int64);
    }

    [Fact]
    public void Tuples_OfAnotherTypeThanAskedFor_SaySo()
    {
        var first = () => new DataLoader<(Tensor, int)>(new Labelled(3), batchSize: 2).First();

        first.Should().Throw<InvalidOperationException>().WithMessage("*(PyTorchCS.Tensor, PyTorchCS.Tensor)*collateFn*");
    }

    [Fact]
    public void Batch_OfAnotherTypeThanAskedFor_SaysSo()
    {
        var loader = new DataLoader<long>(new Integers(3));
        var run = () => loader.ToList();

        run.Should().Throw<InvalidOperationException>().WithMessage("*collateFn*");
    }

    [Fact]
    public void Constructor_BatchSizeOfZero_Throws()
    {
        var make = () => new DataLoader(Numbers(3), batchSize: 0);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("batchSize");
    }

    [Fact]
    public void Constructor_SamplerAndShuffle_Throws()
    {
        var make = () => new DataLoader(Numbers(3), shuffle: true, sampler: new SequentialSampler(3));

        make.Should().Throw<ArgumentException>().WithMessage("*sampler*shuffle*");
    }

    [Fact]
    public void Constructor_BatchSamplerAndBatchSize_Throws()
    {
        var make = () => new DataLoader(Numbers(3), batchSize: 2, batchSampler: new Pairs());

        make.Should().Throw<ArgumentException>().WithMessage("*batchSampler*");
    }

    private static TensorDataset Numbers(long count) => new(Torch.Arange(count));

    private static long[] Epoch(DataLoader loader) => [.. loader.SelectMany(batch => batch[0].ToArray<long>())];

    private sealed class Integers(long count) : IDataset<long>
    {
        public long Count => count;

        public long this[long index] => index;
    }

    private sealed class Vectors(long count) : IDataset<Tensor>
    {
        public long Count => count;

        public Tensor this[long index] => Torch.Full([2], index, dtype: DType.Float32);
    }

    private sealed class Labelled(long count) : IDataset<(Tensor, int)>
    {
        public long Count => count;

        public (Tensor, int) this[long index] => (Torch.Zeros(2), (int)index);
    }

    private sealed class Pairs : Sampler<long[]>
    {
        public override long Count => 2;

        public override IEnumerator<long[]> GetEnumerator() => ((IEnumerable<long[]>)[[4, 0], [2]]).GetEnumerator();
    }

    private sealed class Evens : Sampler<long>
    {
        public override long Count => 3;

        public override IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)[0, 2, 4]).GetEnumerator();
    }
}

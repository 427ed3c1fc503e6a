using System.Security.Cryptography;
using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Vision.Tests;

public sealed class FashionMnistTests : LeakCheck
{
    [FashionMnistFact]
    public void Constructor_TestPart_HasItsImagesAndLabels()
    {
        FashionMnist data = new(FashionMnistFactAttribute.DataDirectory, train: false);

        data.Count.Should().Be(10000);
        data.Images.Shape.Should().Equal(10000, 1, 28, 28);
        data.Images.DType.Should().Be(DType.Float32);
        data.Labels.DType.Should().Be(DType.Int64);
        data.Labels.Narrow(0, 0, 5).ToArray<long>().Select(label => data.ClassNames[(int)label])
            .Should().Equal("Ankle boot", "Pullover", "Trouser", "Trouser", "Shirt");
        data.Labels.Bincount().ToArray<long>().Should().Equal(Enumerable.Repeat(1000L, 10));
    }

    [FashionMnistFact]
    public void Constructor_TrainingPart_HasSixtyThousand()
    {
        FashionMnist data = new(FashionMnistFactAttribute.DataDirectory);

        data.Images.Shape.Should().Equal(60000, 1, 28, 28);
        data.Labels.Bincount().ToArray<long>().Should().Equal(Enumerable.Repeat(6000L, 10));
        data.Images.Min().Item<float>().Should().Be(0);
        data.Images.Max().Item<float>().Should().Be(1);
    }

    [FashionMnistFact]
    public void TrainingNormalization_OfTrainingPart_GivesMeanZeroAndStdOne()
    {
        FashionMnist data = new(FashionMnistFactAttribute.DataDirectory, train: true, FashionMnist.TrainingNormalization);

        data.Images.Mean().Item<float>().Should().BeApproximately(0, 0.001f);
        data.Images.Std(unbiased: false).Item<float>().Should().BeApproximately(1, 0.001f);
    }

    [FashionMnistFact]
    public void Constructor_OtherLabels_AreRefusedByName()
    {
        string folder = Directory.CreateTempSubdirectory("fashion-").FullName;
        try
        {
            foreach (IdxSpec file in FashionMnistFiles.All)
            {
                File.CreateSymbolicLink(Path.Combine(folder, file.Name), Path.Combine(FashionMnistFactAttribute.DataDirectory, file.Name));
            }

            string labels = Path.Combine(folder, FashionMnistFiles.TestLabels.Name);
            File.Delete(labels);
            File.Copy(Path.Combine(folder, FashionMnistFiles.TrainLabels.Name), labels);

            FluentActions.Invoking(() => new FashionMnist(folder, train: false)).Should().Throw<InvalidDataException>()
                .WithMessage("*t10k-labels-idx1-ubyte.gz' is too long*");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [FashionMnistFact]
    public void Files_OfDebian_AreThePublishedOnes()
    {
        string[] published = ["8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe", "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"];

#pragma warning disable CA5351 // The data set's home publishes MD5 sums.
        FashionMnistFiles.All.Select(file => Convert.ToHexStringLower(MD5.HashData(PublishedFile.Restore(FashionMnistFactAttribute.DataDirectory, file))))
            .Should().Equal(published);
#pragma warning restore CA5351
    }

    [Fact]
    public void Constructor_EmptyFolder_NamesTheMissingFile()
    {
        string folder = Directory.CreateTempSubdirectory("fashion-").FullName;

        FluentActions.Invoking(() => new FashionMnist(folder)).Should().Throw<FileNotFoundException>()
            .WithMessage("*train-images-idx3-ubyte.gz' is missing*");

        Directory.Delete(folder);
    }

    [Fact]
    public void Classes_AreTen() => FashionMnist.Classes.Should().HaveCount(10).And.OnlyHaveUniqueItems();
}

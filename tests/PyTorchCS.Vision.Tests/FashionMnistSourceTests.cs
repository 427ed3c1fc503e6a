using FluentAssertions;
using Xunit;

namespace PyTorchCS.Vision.Tests;

public sealed class FashionMnistSourceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fashion-source-").FullName;

    private string Package => Path.Combine(_root, "package");

    private string Cache => Path.Combine(_root, "cache");

    [Fact]
    public async Task LocateAsync_GivenFolder_IsTakenBeforeAll()
    {
        FillWithEmptyFiles(Package);
        string given = Path.Combine(_root, "given");
        FillWithEmptyFiles(given);

        (await Source().LocateAsync(given)).Should().Be(given);
    }

    [Fact]
    public async Task LocateAsync_GivenFolderLacksAFile_NamesItAndLooksNowhereElse()
    {
        FillWithEmptyFiles(Package);
        string given = Path.Combine(_root, "given");
        FillWithEmptyFiles(given);
        File.Delete(Path.Combine(given, "train-labels-idx1-ubyte.gz"));

        await Source().Invoking(source => source.LocateAsync(given)).Should().ThrowAsync<DatasetUnavailableException>()
            .WithMessage("*given' has no file 'train-labels-idx1-ubyte.gz'*");
    }

    [Fact]
    public async Task LocateAsync_PackageInstalled_IsTakenBeforeTheCache()
    {
        FillWithEmptyFiles(Package);
        FillWithEmptyFiles(Cache);

        (await Source().LocateAsync()).Should().Be(Package);
    }

    [Fact]
    public async Task LocateAsync_FilesInCache_AreTakenWithoutInstalling()
    {
        FillWithEmptyFiles(Cache);

        (await Source(install: _ => throw new InvalidOperationException("not to be called")).LocateAsync()).Should().Be(Cache);
    }

    [Fact]
    public async Task LocateAsync_PackageCanBeInstalled_IsInstalled()
    {
        List<string> installed = [];
        FashionMnistSource source = Source(package =>
        {
            installed.Add(package);
            FillWithEmptyFiles(Package);
            return null;
        });

        (await source.LocateAsync()).Should().Be(Package);
        installed.Should().Equal("dataset-fashion-mnist");
    }

    [Fact]
    public async Task LocateAsync_Nowhere_ListsEveryPlaceAndReason() =>
        await Source().Invoking(source => source.LocateAsync()).Should().ThrowAsync<DatasetUnavailableException>()
            .WithMessage($"*{Package}: no file*{Cache}: no file*package dataset-fashion-mnist: no rights*https://data.example/*404*");

    [Fact]
    public async Task LocateAsync_InstallAndDownloadNotAllowed_DoesNeither()
    {
        FakeHome home = new(new Dictionary<string, byte[]>());
        FashionMnistSource source = new()
        {
            PackageDirectory = Package, CacheDirectory = Cache, Handler = home, AllowInstall = false, AllowDownload = false,
            Install = (_, _) => throw new InvalidOperationException("not to be called"),
        };

        await source.Invoking(it => it.LocateAsync()).Should().ThrowAsync<DatasetUnavailableException>().WithMessage("*not allowed*not allowed*");
        home.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task LocateAsync_DownloadCutShort_LeavesNothingInTheCache()
    {
        FakeHome home = new(new Dictionary<string, byte[]> { ["train-images-idx3-ubyte.gz"] = new byte[1000] });

        await Source(home: home).Invoking(source => source.LocateAsync()).Should().ThrowAsync<DatasetUnavailableException>()
            .WithMessage("*'train-images-idx3-ubyte.gz' is cut short: 1000 of 26421880 bytes*");
        Directory.GetFileSystemEntries(Cache).Should().BeEmpty();
    }

    [Fact]
    public async Task LocateAsync_DownloadOfRightSizeButOtherContent_LeavesNothingInTheCache()
    {
        FakeHome home = new(new Dictionary<string, byte[]> { ["train-images-idx3-ubyte.gz"] = new byte[26421880] });

        await Source(home: home).Invoking(source => source.LocateAsync()).Should().ThrowAsync<DatasetUnavailableException>()
            .WithMessage("*train-images-idx3-ubyte.gz' is damaged*");
        Directory.GetFileSystemEntries(Cache).Should().BeEmpty();
    }

    [Fact]
    public async Task LocateAsync_Cancelled_Throws()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Source(install: _ => throw new InvalidOperationException("not to be called"))
            .Invoking(source => source.LocateAsync(null, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task LocateAsync_InstallationThatTakesLong_DoesNotHoldTheCaller()
    {
        using ManualResetEventSlim done = new();
        Task<string> located = Source(install: _ =>
        {
            done.Wait(TimeSpan.FromSeconds(10));
            FillWithEmptyFiles(Package);
            return null;
        }).LocateAsync();

        located.IsCompleted.Should().BeFalse();
        done.Set();
        (await located).Should().Be(Package);
    }

    [FashionMnistFact]
    public async Task LocateAsync_PublishedFilesAtHome_AreDownloadedAndVerified()
    {
        FakeHome home = new(FashionMnistFiles.All.ToDictionary(
            file => file.Name, file => PublishedFile.Restore(FashionMnistFactAttribute.DataDirectory, file)));
        Reports reports = new();
        FashionMnistSource source = Source(home: home, progress: reports);

        (await source.LocateAsync()).Should().Be(Cache);

        Directory.GetFileSystemEntries(Cache).Select(Path.GetFileName).Should().BeEquivalentTo(FashionMnistFiles.All.Select(file => file.Name));
        home.Requests[0].Should().Be(new Uri("https://data.example/fashion/train-images-idx3-ubyte.gz"));
        reports.Items.Where(report => report.Bytes == report.TotalBytes).Select(report => report.File)
            .Should().Equal(FashionMnistFiles.All.Select(file => file.Name));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private FashionMnistSource Source(Func<string, string?>? install = null, FakeHome? home = null, IProgress<DownloadProgress>? progress = null) => new()
    {
        PackageDirectory = Package,
        CacheDirectory = Cache,
        Home = new Uri("https://data.example/fashion/"),
        Handler = home ?? new FakeHome(new Dictionary<string, byte[]>()),
        Install = (package, _) => install is null ? "no rights" : install(package),
        Progress = progress,
    };

    private static void FillWithEmptyFiles(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (IdxSpec file in FashionMnistFiles.All)
        {
            File.WriteAllBytes(Path.Combine(directory, file.Name), []);
        }
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value) => Items.Add(value);
    }
}

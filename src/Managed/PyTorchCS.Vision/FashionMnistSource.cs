namespace PyTorchCS.Vision;

/// <summary>Finds the folder of the four Fashion-MNIST files, and fetches them where they are not there yet.</summary>
/// <remarks>
/// The order: the folder given, which must then hold them; the folder of Debian's package <c>dataset-fashion-mnist</c>; the user's
/// cache; that package installed, where apt is there and the rights are; a download from the data set's public home into the cache.
/// </remarks>
public sealed class FashionMnistSource
{
    /// <summary>The Debian package that holds the files.</summary>
    public const string DebianPackageName = "dataset-fashion-mnist";

    /// <summary>Where the Debian package puts the files.</summary>
    public string PackageDirectory { get; init; } = "/usr/share/datasets/fashion-mnist";

    /// <summary>Where downloaded files are kept; by default a folder in the user's cache.</summary>
    public string CacheDirectory { get; init; } = DefaultCacheDirectory();

    /// <summary>The address of the folder to download from.</summary>
    public Uri Home { get; init; } = new("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/");

    /// <summary>Whether the Debian package may be installed.</summary>
    public bool AllowInstall { get; init; } = true;

    /// <summary>Whether the files may be downloaded.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>Is told each thing that takes time, in one line.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Is told how far a download is.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>What carries the requests out; for tests.</summary>
    internal HttpMessageHandler? Handler { get; init; }

    /// <summary>Installs a package and returns null, or says why it cannot; for tests.</summary>
    internal Func<string, Action<string>, string?> Install { get; init; } = DebianPackage.Install;

    /// <summary>The folder that holds the four files.</summary>
    /// <param name="directory">A folder that must hold them; null to look in the usual places.</param>
    /// <param name="cancellation">Stops a download, and an installation before it begins.</param>
    /// <exception cref="DatasetUnavailableException">The files are in none of the places; the message says why for each.</exception>
    public async Task<string> LocateAsync(string? directory = null, CancellationToken cancellation = default)
    {
        if (directory is not null)
        {
            string? missing = FirstMissing(directory);
            return missing is null ? directory : throw new DatasetUnavailableException($"'{directory}' has no file '{missing}'.");
        }

        List<string> tried = [];
        return FindLocal(tried)
            ?? await InstallPackageAsync(tried, cancellation).ConfigureAwait(false)
            ?? await DownloadAsync(tried, cancellation).ConfigureAwait(false)
            ?? throw new DatasetUnavailableException("Fashion-MNIST was found nowhere:\n  " + string.Join("\n  ", tried));
    }

    private string? FindLocal(List<string> tried)
    {
        foreach (string place in new[] { PackageDirectory, CacheDirectory })
        {
            string? missing = FirstMissing(place);
            if (missing is null)
            {
                return place;
            }

            tried.Add($"{place}: no file '{missing}'");
        }

        return null;
    }

    private async Task<string?> InstallPackageAsync(List<string> tried, CancellationToken cancellation)
    {
        // Once begun it is waited for: a package manager that is cut short leaves its locks and half a package behind.
        string? reason = AllowInstall
            ? await Task.Run(() => Install(DebianPackageName, message => Log?.Invoke(message)), cancellation).ConfigureAwait(false)
            : "not allowed";
        if (reason is null && FirstMissing(PackageDirectory) is { } missing)
        {
            reason = $"installed, but '{missing}' is not in {PackageDirectory}";
        }

        if (reason is null)
        {
            return PackageDirectory;
        }

        tried.Add($"package {DebianPackageName}: {reason}");
        return null;
    }

    private async Task<string?> DownloadAsync(List<string> tried, CancellationToken cancellation)
    {
        if (!AllowDownload)
        {
            tried.Add($"{Home}: not allowed");
            return null;
        }

        Log?.Invoke($"downloading Fashion-MNIST (30 MB) from {Home} to {CacheDirectory}");
        using HttpClient client = new(Handler ?? new HttpClientHandler(), disposeHandler: Handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            FashionMnistDownload download = new(client, Home, CacheDirectory, Progress);
            await download.RunAsync(FashionMnistFiles.All, cancellation).ConfigureAwait(false);
            return CacheDirectory;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            tried.Add($"{Home}: {e.Message}");
            return null;
        }
    }

    private static string? FirstMissing(string directory) =>
        FashionMnistFiles.All.FirstOrDefault(file => !File.Exists(Path.Combine(directory, file.Name)))?.Name;

    private static string DefaultCacheDirectory()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            cache = OperatingSystem.IsLinux()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        return Path.Combine(cache, "PyTorchCS", "fashion-mnist");
    }
}

using Xunit;

namespace PyTorchCS.Vision.Tests;

/// <summary>A test that needs the real data; skipped where Debian's package is not installed.</summary>
public sealed class FashionMnistFactAttribute : FactAttribute
{
    public static readonly string DataDirectory = new FashionMnistSource().PackageDirectory;

    public FashionMnistFactAttribute()
    {
        if (FashionMnistFiles.All.Any(file => !File.Exists(Path.Combine(DataDirectory, file.Name))))
        {
            Skip = $"needs the package {FashionMnistSource.DebianPackageName}";
        }
    }
}

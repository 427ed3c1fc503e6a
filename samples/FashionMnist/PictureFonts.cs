using PyTorchCS.Vision;
using SkiaSharp;

namespace FashionMnistSample;

/// <summary>The font of the pictures' texts: a bare Linux machine has none.</summary>
internal static class PictureFonts
{
    private const string Package = "fonts-dejavu-core";
    private const string LinuxFolder = "/usr/share/fonts";
    private static readonly string[] Preferred = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Segoe UI", "Helvetica", "Arial"];

    /// <summary>Installs a font where there is none and the rights are there; otherwise says what the pictures will lack.</summary>
    /// <remarks>To be called before anything is drawn: Skia looks for fonts once.</remarks>
    public static void Prepare()
    {
        if (OperatingSystem.IsLinux() && !HasFont() && DebianPackage.Install(Package, Console.WriteLine) is { } reason)
        {
            Console.WriteLine($"There is no font in {LinuxFolder}, so the pictures will have no text; package {Package} would help ({reason}).");
        }

        ScottPlot.Fonts.Default = Family;
    }

    public static string Family { get => field ??= Find(); }

    private static string Find()
    {
        string[] installed = SKFontManager.Default.GetFontFamilies();
        return Preferred.FirstOrDefault(installed.Contains) ?? installed.FirstOrDefault() ?? "";
    }

    private static bool HasFont() =>
        Directory.Exists(LinuxFolder)
        && Directory.EnumerateFiles(LinuxFolder, "*.*", SearchOption.AllDirectories)
            .Any(file => Path.GetExtension(file) is ".ttf" or ".otf" or ".ttc");
}

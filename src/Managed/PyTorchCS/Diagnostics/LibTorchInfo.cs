using System.Globalization;
using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What LibTorch is loaded, from where, and what it can do.</summary>
public static unsafe class LibTorchInfo
{
    /// <summary>The version of LibTorch that this library is built for.</summary>
    public static string BuiltFor => NativeLibraries.LibTorchVersion;

    /// <summary>The version of the loaded LibTorch.</summary>
    public static string Version => Read(&Native.VersionString);

    /// <summary>The vector instructions that LibTorch's kernels use on this machine, such as <c>AVX2</c> or <c>AVX512</c>.</summary>
    public static string CpuCapability => Read(&Native.CpuCapability);

    /// <summary>How LibTorch was built, as <c>torch.__config__.show()</c> prints it.</summary>
    public static string BuildConfiguration => Read(&Native.ShowConfig);

    /// <summary>The folder from which LibTorch was loaded, or null before the first use.</summary>
    public static string? LoadedFrom => NativeLibraries.LoadedFrom;

    /// <summary>Names the folder of LibTorch's libraries. It must be called before the first use of a tensor.</summary>
    /// <exception cref="InvalidOperationException">LibTorch is loaded already.</exception>
    public static void SetLibraryPath(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (NativeLibraries.IsLoaded)
        {
            throw new InvalidOperationException($"LibTorch is loaded already, from {LoadedFrom}; name its folder before the first use.");
        }
        NativeLibraries.ExplicitPath = folder;
    }

    /// <summary>Loads LibTorch now, rather than with the first tensor.</summary>
    /// <exception cref="LibTorchNotFoundException">It could not be loaded; the message says what was tried.</exception>
    public static void Load() => NativeLibraries.Load();

    /// <summary>Tells of every place tried, the loader's own errors, LibTorch's version, CPU capability, threads, CUDA and the time that loading took.</summary>
    /// <remarks>It does not throw when LibTorch cannot be loaded: then the text says why.</remarks>
    public static string Describe()
    {
        var text = new StringBuilder();
        try
        {
            Load();
        }
        catch (LibTorchNotFoundException exception)
        {
            return text.AppendLine("LibTorch: not loaded").Append(exception.Message).ToString();
        }
        text.Append(CultureInfo.InvariantCulture, $"LibTorch: {Version} (built for {BuiltFor}), loaded from {LoadedFrom}\n");
        text.Append(CultureInfo.InvariantCulture, $"loading took: {NativeLibraries.LoadTime.TotalMilliseconds:F0} ms\n");
        text.Append(CultureInfo.InvariantCulture, $"CPU capability: {CpuCapability}\n");
        text.Append(CultureInfo.InvariantCulture, $"threads: {Torch.GetNumThreads()} within an operator, {Torch.GetNumInteropThreads()} between operators\n");
        text.Append(CultureInfo.InvariantCulture, $"MKL: {YesNo(Native.HasMkl())}, oneDNN: {YesNo(Native.HasMkldnn())}, OpenMP: {YesNo(Native.HasOpenMP())}\n");
        text.Append(CultureInfo.InvariantCulture, $"CUDA: {(Torch.CudaIsAvailable ? $"{Torch.CudaDeviceCount} devices" : "not available")}\n");
        text.Append("places tried:\n");
        foreach (var attempt in NativeLibraries.Trace())
        {
            text.Append("  ").Append(attempt).Append('\n');
        }
        return text.ToString();
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Read(delegate*<NativeText*, NativeError*> read)
    {
        NativeText text;
        Errors.Check(read(&text), "LibTorchInfo");
        return text.Take();
    }
}

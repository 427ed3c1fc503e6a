using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS.Interop;

/// <summary>Finds and loads LibTorch and the shim.</summary>
/// <remarks>
/// LibTorch is looked for in this order: the folder given to <see cref="LibTorchInfo.SetLibraryPath"/>, the environment variable
/// <c>PYTORCHCS_LIBTORCH</c>, the application's folder, the NuGet cache. An explicit choice is final: where it fails, nothing else is tried.
/// A failed attempt leaves nothing behind, so that a later call tries again.
/// </remarks>
internal static unsafe class NativeLibraries
{
    /// <summary>The shim's name in imports.</summary>
    internal const string Shim = "PyTorchCS.Native";

    internal const string LibTorchVersion = "2.10.0";
    internal const string LibTorchPackage = "libtorch-cpu-linux-x64";
    internal const string Variable = "PYTORCHCS_LIBTORCH";
    private const string AnyVersionVariable = "PYTORCHCS_ALLOW_ANY_LIBTORCH";

    private const string ShimFile = "libPyTorchCS.Native.so";

    /// <summary>Loaded in this order; those that a build of LibTorch does not have are passed over, unless they are required.</summary>
    private static readonly (string Pattern, bool IsRequired)[] Files =
    [
        ("libgomp*.so*", false), ("libc10.so", true), ("libtorch_cpu.so", true), ("libc10_cuda.so", false), ("libtorch_cuda.so", false), ("libtorch.so", false),
    ];

    /// <summary>Major and minor of <see cref="LibTorchVersion"/>, a byte each as LibTorch tells them; patches keep the binary interface.</summary>
    private const ulong MajorAndMinor = (2 << 8) | 10;

    private static readonly Lock Gate = new();
    private static readonly List<string> Attempts = [];
    private static nint s_shim;

    /// <summary>The folder given in code, or null.</summary>
    internal static string? ExplicitPath { get; set; }

    internal static string? LoadedFrom { get; private set; }

    internal static TimeSpan LoadTime { get; private set; }

    internal static bool IsLoaded => s_shim != 0;

    private static bool IsAnyVersionAllowed => Environment.GetEnvironmentVariable(AnyVersionVariable) == "1";

    /// <summary>Every place tried, in order, with what came of it.</summary>
    internal static string[] Trace()
    {
        lock (Gate)
        {
            return [.. Attempts];
        }
    }

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The resolver must stand before the first import.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Shim ? Load() : 0;

    internal static nint Load()
    {
        lock (Gate)
        {
            if (s_shim != 0)
            {
                return s_shim;
            }
            Attempts.Clear();
            var watch = Stopwatch.StartNew();
            var handles = new List<nint>();
            try
            {
                var folder = LoadLibTorch(handles);
                var shim = LoadShim(handles);
                CheckVersion(shim, folder);
                TorchWarning.Install(shim);
                ManagedCallbacks.Attach(shim);
                MemoryGovernor.Attach(shim);
                LoadedFrom = folder;
                LoadTime = watch.Elapsed;
                s_shim = shim;
                return shim;
            }
            catch (LibTorchNotFoundException)
            {
                Free(handles);
                throw;
            }
        }
    }

    private static string LoadLibTorch(List<nint> handles)
    {
        foreach (var (folder, isFinal) in Candidates())
        {
            if (!File.Exists(Path.Combine(folder, "libtorch_cpu.so")))
            {
                Attempts.Add($"{folder}: no libtorch_cpu.so");
            }
            else if (TryLoadFolder(folder, handles))
            {
                return folder;
            }
            if (isFinal)
            {
                break;
            }
        }
        throw NotFound("LibTorch could not be loaded.");
    }

    /// <summary>What is missing where no CUDA device can be used.</summary>
    internal static string WhyNoCuda() => LoadedFrom is { } folder && File.Exists(Path.Combine(folder, "libtorch_cuda.so"))
        ? $"no CUDA device can be used (Torch.CudaIsAvailable is false): LibTorch in {folder} has CUDA, but this process sees no device; look at the driver and at CUDA_VISIBLE_DEVICES"
        : $"no CUDA device can be used (Torch.CudaIsAvailable is false): LibTorch in {LoadedFrom} is the build for the processor alone, without libtorch_cuda.so; "
            + $"name the folder of a build with CUDA by LibTorchInfo.SetLibraryPath or {Variable}";

    private static IEnumerable<(string Folder, bool IsFinal)> Candidates()
    {
        if (ExplicitPath is { } given)
        {
            yield return (given, true);
        }
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            yield return (variable, true);
        }
        foreach (var folder in ApplicationFolders())
        {
            yield return (folder, false);
        }
        yield return (Path.Combine(NuGetCache(), LibTorchPackage, LibTorchVersion, "runtimes", "linux-x64", "native"), false);
    }

    private static IEnumerable<string> ApplicationFolders()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
    }

    private static string NuGetCache() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static bool TryLoadFolder(string folder, List<nint> handles)
    {
        foreach (var (pattern, isRequired) in Files)
        {
            var path = Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault();
            if (path is not null ? !TryLoadFile(path, handles) : isRequired)
            {
                if (path is null)
                {
                    Attempts.Add($"{folder}: no {pattern}");
                }
                Free(handles);
                return false;
            }
        }
        Attempts.Add($"{folder}: loaded");
        return true;
    }

    private static bool TryLoadFile(string path, List<nint> handles)
    {
        try
        {
            var handle = NativeLibrary.Load(path);
            handles.Add(handle);
            return !path.EndsWith("libtorch_cpu.so", StringComparison.Ordinal) || HasRightVersion(path, handle);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            Attempts.Add($"{path}: {exception.Message.Trim()}");
            return false;
        }
    }

    private static bool HasRightVersion(string path, nint handle)
    {
        if (!NativeLibrary.TryGetExport(handle, "aoti_torch_abi_version", out var export))
        {
            Attempts.Add($"{path}: an older version than LibTorch {LibTorchVersion}, which it must be");
            return false;
        }
        var found = ((delegate* unmanaged<ulong>)export)();
        if (IsAnyVersionAllowed || found >> 48 == MajorAndMinor)
        {
            return true;
        }
        Attempts.Add(
            $"{path}: LibTorch {found >> 56}.{found >> 48 & 0xff}.{found >> 40 & 0xff}, but PyTorchCS is built for LibTorch {LibTorchVersion}; "
            + $"install that version, or set {AnyVersionVariable}=1 to try this one");
        return false;
    }

    /// <summary>What stays loaded would be taken for the right library by a later attempt.</summary>
    private static void Free(List<nint> handles)
    {
        handles.Reverse();
        handles.ForEach(NativeLibrary.Free);
        handles.Clear();
    }

    [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "In a single file the application's folder serves.")]
    private static nint LoadShim(List<nint> handles)
    {
        foreach (var folder in ApplicationFolders().Append(Path.GetDirectoryName(typeof(NativeLibraries).Assembly.Location) ?? ""))
        {
            var path = Path.Combine(folder, ShimFile);
            if (!File.Exists(path))
            {
                Attempts.Add($"{path}: not there");
                continue;
            }
            try
            {
                var handle = NativeLibrary.Load(path);
                handles.Add(handle);
                Attempts.Add($"{path}: loaded");
                return handle;
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                Attempts.Add($"{path}: {exception.Message.Trim()}");
                break;
            }
        }
        throw NotFound($"{ShimFile}, the native part of PyTorchCS, could not be loaded.");
    }

    /// <summary>Asks the shim what it stands on: another LibTorch than the one found, where the process had loaded that before.</summary>
    /// <remarks>By the export's address, since imports are not bound yet.</remarks>
    private static void CheckVersion(nint shim, string folder)
    {
        var check = (delegate* unmanaged<ulong*, bool, NativeError*>)NativeLibrary.GetExport(shim, "torch_version_check");
        ulong found;
        var error = check(&found, IsAnyVersionAllowed);
        if (error is null)
        {
            return;
        }
        var message = Encoding.UTF8.GetString(error->Message, checked((int)error->MessageLength));
        ((delegate* unmanaged<NativeError*, void>)NativeLibrary.GetExport(shim, "torch_error_free"))(error);
        Attempts.Add($"{folder}: {message}");
        throw NotFound(message);
    }

    private static LibTorchNotFoundException NotFound(string problem)
    {
        var text = new StringBuilder(problem).AppendLine().AppendLine("Looked in:");
        foreach (var attempt in Attempts)
        {
            text.Append("  ").AppendLine(attempt);
        }
        text.Append("Restore the NuGet package ").Append(LibTorchPackage).Append(' ').Append(LibTorchVersion)
            .Append(", or name the folder of LibTorch ").Append(LibTorchVersion).Append(" in the environment variable ").Append(Variable)
            .Append(" or by LibTorchInfo.SetLibraryPath.");
        return new LibTorchNotFoundException(text.ToString());
    }
}

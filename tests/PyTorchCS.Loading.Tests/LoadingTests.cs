using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace PyTorchCS.Loading.Tests;

/// <summary>How loading fails and recovers. It has a process of its own, in which no other test has loaded LibTorch before.</summary>
public sealed class LoadingTests
{
    private const string Variable = "PYTORCHCS_LIBTORCH";

    [Fact]
    public void Load_AfterFailuresThatWereMended_Works()
    {
        var before = Environment.GetEnvironmentVariable(Variable);
        var folder = Directory.CreateTempSubdirectory("pytorchcs-loading");
        try
        {
            MissingFolder_IsNamed(Path.Combine(folder.FullName, "not-there"));
            BrokenFile_IsNamedWithTheLoadersReason(folder.FullName);
            Describe_TellsWhyNothingIsLoaded(folder.FullName);
            OtherVersion_IsNamedAndNotLoaded(folder.FullName);

            Environment.SetEnvironmentVariable(Variable, before);
            Torch.Ones(2, 3).Sum().Item<float>().Should().Be(6);
            LibTorchInfo.LoadedFrom.Should().NotBeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
            folder.Delete(recursive: true);
        }
    }

    private static void MissingFolder_IsNamed(string folder)
    {
        Environment.SetEnvironmentVariable(Variable, folder);

        FluentActions.Invoking(() => Torch.Zeros(2)).Should().Throw<LibTorchNotFoundException>()
            .Which.Message.Should().Contain(folder).And.Contain("libtorch_cpu.so").And.Contain("Restore the NuGet package");
    }

    private static void BrokenFile_IsNamedWithTheLoadersReason(string folder)
    {
        Environment.SetEnvironmentVariable(Variable, folder);
        File.WriteAllText(Path.Combine(folder, "libc10.so"), "this is no library");
        File.WriteAllText(Path.Combine(folder, "libtorch_cpu.so"), "this is no library");

        FluentActions.Invoking(LibTorchInfo.Load).Should().Throw<LibTorchNotFoundException>()
            .Which.Message.Should().Contain(Path.Combine(folder, "libc10.so")).And.Contain("file too short");
    }

    private static void OtherVersion_IsNamedAndNotLoaded(string folder)
    {
        Environment.SetEnvironmentVariable(Variable, folder);
        Compile("int nothing;", Path.Combine(folder, "libc10.so"));
        Compile("unsigned long aoti_torch_abi_version(void) { return 2ul << 56 | 9ul << 48 | 1ul << 40; }", Path.Combine(folder, "libtorch_cpu.so"));

        FluentActions.Invoking(LibTorchInfo.Load).Should().Throw<LibTorchNotFoundException>()
            .Which.Message.Should().Contain("libtorch_cpu.so: LibTorch 2.9.1").And.Contain("PYTORCHCS_ALLOW_ANY_LIBTORCH=1");
        LibTorchInfo.LoadedFrom.Should().BeNull();
        File.ReadAllText("/proc/self/maps").Should().NotContain(folder);
    }

    /// <summary>Makes a library of C, with the compiler that builds the native shim.</summary>
    private static void Compile(string source, string path)
    {
        File.Delete(path);
        var start = new ProcessStartInfo("g++", ["-x", "c", "-", "-shared", "-fPIC", "-o", path]) { RedirectStandardInput = true };
        using var compiler = Process.Start(start)!;
        compiler.StandardInput.Write(source);
        compiler.StandardInput.Close();
        compiler.WaitForExit();
        compiler.ExitCode.Should().Be(0);
    }

    private static void Describe_TellsWhyNothingIsLoaded(string folder) =>
        LibTorchInfo.Describe().Should().Contain("not loaded").And.Contain(folder);
}

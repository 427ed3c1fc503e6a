using System.Diagnostics;
using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace PyTorchCS.Training.Tests.Samples;

/// <summary>Runs the sample as its users do: as a program.</summary>
public sealed class SampleProgramTests : IDisposable
{
    private const int TimeoutMilliseconds = 240_000;
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly string _folder = Directory.CreateTempSubdirectory("sample-").FullName;

    [Fact]
    public async Task Run_SyntheticDigits_WritesCheckpointAndPicturesAndRepeatsItsNumbers()
    {
        (int code, string first) = await RunAsync("--data", "synthetic", "--train-limit", "640", "--epochs", "2", "--threads", "2", "--out", Out("a"));
        (_, string second) = await RunAsync("--data", "synthetic", "--train-limit", "640", "--epochs", "2", "--threads", "2", "--out", Out("b"));

        code.Should().Be(0, first);
        first.Should().Contain("NOT real images").And.MatchRegex(@"test accuracy: 0\.\d{4}");
        double.Parse(Accuracy(first), System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(0.3, "chance is 0.1");
        Accuracy(second).Should().Be(Accuracy(first));
        File.ReadAllBytes(Path.Combine(Out("b"), "model.safetensors")).Should().Equal(File.ReadAllBytes(Path.Combine(Out("a"), "model.safetensors")));
        foreach (string name in new[] { "learning-curve.png", "predictions.png" })
        {
            string path = Path.Combine(Out("a"), name);
            first.Should().Contain(path);
            File.ReadAllBytes(path)[..4].Should().Equal(PngSignature);
        }
    }

    [Fact]
    public async Task Run_CtrlC_SavesAndSaysSo()
    {
        using Process program = Start("--data", "synthetic", "--train-limit", "20000", "--epochs", "50", "--out", Out("c"));
        string line;
        do
        {
            line = await program.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the program ended early");
        }
        while (!line.Contains("images/s", StringComparison.Ordinal));

        using (Process kill = Process.Start("kill", ["-INT", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        string rest = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        program.ExitCode.Should().Be(130);
        rest.Should().Contain("stopped after").And.Contain("checkpoint:");
        SafeTensors.Load(Path.Combine(Out("c"), "model.safetensors")).Count.Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData("--epochs needs a whole number", "--epochs", "none")]
    [InlineData("there is no option '--fast'", "--fast")]
    [InlineData("--device cuda:99: ", "--device", "cuda:99")]
    [InlineData("there is no folder '/no/such/folder'", "--data", "/no/such/folder")]
    public async Task Run_BadOption_EndsWithTwoAndSaysWhy(string message, params string[] arguments)
    {
        (int code, string output) = await RunAsync(arguments);

        code.Should().Be(2);
        output.Should().Contain(message).And.Contain("--help").And.NotContain("   at ");
    }

    [Fact]
    public async Task Run_FolderWithoutData_EndsWithOneAndNamesTheFile()
    {
        (int code, string output) = await RunAsync("--data", _folder);

        code.Should().Be(1);
        output.Should().Contain("train-images-idx3-ubyte.gz").And.NotContain("   at ");
    }

    [Fact]
    public async Task Run_Help_ListsTheOptions()
    {
        (int code, string output) = await RunAsync("--help");

        code.Should().Be(0);
        output.Should().Contain("--train-limit");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Out(string name) => Path.Combine(_folder, name);

    private static string Accuracy(string output) => Regex.Match(output, @"test accuracy: (\S+)").Groups[1].Value;

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using Process program = Start(arguments);
        using CancellationTokenSource timeout = new(TimeoutMilliseconds);
        Task<string> output = program.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> error = program.StandardError.ReadToEndAsync(timeout.Token);
        await program.WaitForExitAsync(timeout.Token);
        return (program.ExitCode, await output + await error);
    }

    private static Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "FashionMnist.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}

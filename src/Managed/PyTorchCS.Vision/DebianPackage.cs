using System.ComponentModel;
using System.Diagnostics;

namespace PyTorchCS.Vision;

/// <summary>Installs a Debian package where apt is there and the rights are.</summary>
public static class DebianPackage
{
    private const string AptGet = "/usr/bin/apt-get";

    /// <summary>Installs a package; apt's own output goes to the console.</summary>
    /// <param name="package">The package's name.</param>
    /// <param name="log">Is told what is done.</param>
    /// <returns>Null when the package was installed, else why not.</returns>
    public static string? Install(string package, Action<string> log)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(AptGet))
        {
            return "this system has no apt-get";
        }

        string[] prefix = [];
        if (!Environment.IsPrivilegedProcess)
        {
            if (Run("sudo", ["-n", "true"]) != 0)
            {
                return "it needs root or a sudo that asks for no password";
            }

            prefix = ["sudo", "-n"];
        }

        log($"installing {package} with apt-get");
        string[] install = [.. prefix, "env", "DEBIAN_FRONTEND=noninteractive", AptGet, "install", "-y", "--no-install-recommends", package];
        if (Run(install[0], install[1..]) == 0)
        {
            return null;
        }

        // A fresh machine has no package lists yet, and an old list may name a version that is gone.
        string[] update = [.. prefix, AptGet, "update"];
        Run(update[0], update[1..]);
        int code = Run(install[0], install[1..]);
        return code == 0 ? null : $"apt-get install {package} ended with exit code {code}";
    }

    /// <summary>The exit code, or -1 where the program cannot be started.</summary>
    private static int Run(string program, string[] arguments)
    {
        try
        {
            // Standard input is closed at once, so that nothing waits for an answer.
            ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true };
            using Process? process = Process.Start(start);
            process?.StandardInput.Close();
            process?.WaitForExit();
            return process?.ExitCode ?? -1;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }
}

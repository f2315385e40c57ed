using System.Diagnostics;

namespace Naftiko.Host.Tests.Exposes.Skills;

/// <summary>The program that people unpack archives with.</summary>
internal static class Unzip
{
    /// <summary>Unpacks an archive into a folder of its own name; the test is skipped where there is no such program.</summary>
    /// <returns>The folder.</returns>
    public static async Task<string> ToFolderAsync(string archive, CancellationToken cancellationToken)
    {
        var folder = Path.ChangeExtension(archive, null);
        Assert.SkipUnless(File.Exists("/usr/bin/unzip"), "unzip is not installed");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/unzip", ["-q", archive, "-d", folder]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C.UTF-8" } })
            ?? throw new InvalidOperationException("unzip did not start.");
        var said = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, said);
        return folder;
    }

    /// <summary>Whether the file may be run.</summary>
    public static bool IsProgram(string file) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
}

using System.ComponentModel;
using System.Diagnostics;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>The real curl, where the machine has one.</summary>
internal static class Curl
{
    /// <summary>Runs curl; the test is skipped where there is none.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("curl", ["--silent", "--show-error", "--noproxy", "*", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException("curl did not start.");
        }
        catch (Win32Exception)
        {
            Assert.Skip("curl is not installed.");
            throw;
        }

        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output;
        }
    }
}

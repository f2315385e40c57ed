using System.Globalization;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Tests.Reloading;

public sealed class ReloadUnderLoadTests
{
    /// <summary>Files change all the time, by the real watcher, while clients call; NAFTIKO_RELOAD_SECONDS makes it longer.</summary>
    [Fact]
    public async Task Watch_FilesChangingContinuously_FailsNoRequest()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("NAFTIKO_RELOAD_SECONDS") ?? "5", CultureInfo.InvariantCulture);
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            f.Write("steady", "here");
            f.Write("changing", "0");
        });
        var reloads = 0;
        using var watcher = new FolderWatcher([folder.Path], changed => reloads += (changed is null ? folder.Server.Reload() : folder.Server.ReloadChanged(changed)).Count, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1), TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(seconds));

        var clients = Enumerable.Range(0, 4).Select(_ => CallAsync(folder, end.Token)).ToList();
        var version = 0;
        while (!end.IsCancellationRequested)
        {
            folder.Write("changing", (++version).ToString(CultureInfo.InvariantCulture));
            folder.Write("passing", "by");
            await Task.Yield();
            File.Delete(Path.Combine(folder.Path, "passing.yaml"));
            await folder.GetAsync("/v1/steady");
        }

        var counts = await Task.WhenAll(clients);
        TestContext.Current.TestOutputHelper?.WriteLine($"{counts.Sum(c => c.Requests)} requests, {counts.Sum(c => c.Failed)} failed, {reloads} reloads, {version} versions");
        Assert.Equal(0, counts.Sum(c => c.Failed));
        Assert.True(reloads > 1, "nothing was reloaded");
        folder.Server.Reload();
        Assert.Equal($$"""{"says":"{{version}}"}""", await folder.GetAsync("/v1/changing"));
    }

    private static async Task<(int Requests, int Failed)> CallAsync(LiveFolder folder, CancellationToken end)
    {
        var (requests, failed) = (0, 0);
        while (!end.IsCancellationRequested)
        {
            var steady = await folder.GetAsync("/v1/steady");
            var changing = await folder.GetAsync("/changing-rest/v1/changing");
            failed += (steady == """{"says":"here"}""" ? 0 : 1) + (changing.StartsWith("""{"says":""", StringComparison.Ordinal) ? 0 : 1);
            requests += 2;
        }

        return (requests, failed);
    }
}

using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Naftiko.Engine.Exposes.Skills;

namespace Naftiko.Host.Exposes.Skills;

/// <summary>Answers with a skill as one ZIP archive: every file of its folder, and a <c>SKILL.md</c> of its front matter where that has none.</summary>
internal static class SkillDownload
{
    private const string Main = "SKILL.md";

    // Archives have no time zones; a file that is made here is always the same.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(HttpContext context, Skill skill)
    {
        var response = context.Response;
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(skill.Spec.Name)}.zip\"";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        // Whatever way an entry of an archive is closed, its last bytes are written synchronously.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var cancellationToken = context.RequestAborted;
        await using var archive = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var files = skill.Files?.List() ?? [];

        // Where case does not count, a second one of another case would take its place.
        if (!files.Any(f => f.Path.Equals(Main, StringComparison.OrdinalIgnoreCase)))
        {
            await using var main = await Entry(archive, Main, isProgram: false).OpenAsync(cancellationToken);
            await main.WriteAsync(Encoding.UTF8.GetBytes(SkillMarkdown.Of(skill)), cancellationToken);
        }

        foreach (var file in files)
        {
            // One that has gone since it was listed is not there any more.
            if (skill.Files?.Open(file.Path) is { } content)
            {
                await using (content)
                {
                    await using var entry = await Entry(archive, file.Path, IsProgram(content)).OpenAsync(cancellationToken);
                    await content.CopyToAsync(entry, cancellationToken);
                }
            }
        }
    }

    /// <summary>An entry with the file mode that Unix systems keep in an archive: scripts of a skill must run where it is unpacked.</summary>
    private static ZipArchiveEntry Entry(ZipArchive archive, string path, bool isProgram)
    {
        const int RegularFile = 0x8000;
        const int ReadableByAll = 0x1A4; // rw-r--r--
        const int RunnableByAll = 0x1ED; // rwxr-xr-x
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = (RegularFile | (isProgram ? RunnableByAll : ReadableByAll)) << 16;
        return entry;
    }

    private static bool IsProgram(FileStream file) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle).HasFlag(UnixFileMode.UserExecute);

    private static string FileName(string skill) => string.Concat(skill.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}

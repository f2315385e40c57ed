using Microsoft.AspNetCore.Http;
using Naftiko.Host.Diagnostics;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Loading;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary>
/// <c>POST /config/validate</c>: checks a file that is sent, or without a body what stands on disk, as <c>validate</c> does. Nothing of it is
/// served. What is sent may name the same files as one that is served.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="file">The file that is checked, or taken to be sent; null: any.</param>
/// <param name="turn">Whose turn it is to read files.</param>
internal sealed class ValidateEndpoint(LiveServer server, string? file, SemaphoreSlim turn)
{
    /// <summary>The name of a file that is sent and is to take no other's place.</summary>
    private const string DraftName = "request.yaml";

    public async Task AnswerAsync(HttpContext context, string[] placeholders)
    {
        var asked = context.Request.Query["path"];
        var path = file ?? (asked is [{ Length: > 0 } given] ? given : null);
        if (path is not null && (server.Status.Find(path) is null || (asked.Count > 0 && asked != path)))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, Problem.InvalidInput, "Unknown path", "No file that this surface speaks of has the path that 'path' asks for.");
            return;
        }

        using var body = await RequestBody.ReadAsync(context.Request, server.Loading.Budget.MaxBytes);
        if (body is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Problem.BodyTooLarge, "Body too large",
                $"Files of more than {server.Loading.Budget.MaxBytes} bytes are not loaded (--max-file-size).");
            return;
        }

        await turn.WaitAsync(context.RequestAborted);
        try
        {
            var loaded = body.Written.IsEmpty ? OnDisk(path) : [CapabilityLoader.LoadDraft(Draft(path), body.Written, server.Loading)];
            var report = Report.Of([.. loaded.SelectMany(f => f.Diagnostics), .. MountCheck.Of(loaded, server.Hosting)], [.. loaded.Select(f => f.File.Path)]);
            await ControlJson.WriteAsync(context, StatusCodes.Status200OK, json =>
            {
                json.WriteNumber("files", report.Files.Count);
                DiagnosticJson.WriteMembers(json, report.Diagnostics);
            });
        }
        finally
        {
            turn.Release();
        }
    }

    private IReadOnlyList<LoadedFile> OnDisk(string? path) =>
        path is not null && server.Status.Find(path) is { } entry ? [CapabilityLoader.Load(entry.Loaded.File, server.Loading)] : CapabilityLoader.Load(server.Loading).Files;

    /// <summary>What is sent is meant to be a capability, wherever it belongs.</summary>
    private ServedFile Draft(string? path)
    {
        if (path is not null && server.Status.Find(path) is { } entry)
        {
            return entry.Loaded.File with { IsNamed = true };
        }

        var root = server.Loading.Paths[0];
        return new ServedFile(Path.Combine(Directory.Exists(root) ? root : Path.GetDirectoryName(root) ?? "", DraftName), "", IsNamed: true);
    }
}

using Microsoft.AspNetCore.Http;
using Naftiko.Host.Diagnostics;
using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>POST /config/reload</c>: looks at the files again, as the watcher does, and says what has changed.</summary>
/// <param name="server">The server.</param>
/// <param name="file">The only file to look at; null: all.</param>
/// <param name="turn">Whose turn it is to read files.</param>
internal sealed class ReloadEndpoint(LiveServer server, string? file, SemaphoreSlim turn)
{
    public async Task AnswerAsync(HttpContext context, string[] placeholders)
    {
        await turn.WaitAsync(context.RequestAborted);
        try
        {
            await AnswerAsync(context, server.Reload(file));
        }
        finally
        {
            turn.Release();
        }
    }

    private Task AnswerAsync(HttpContext context, IReadOnlyList<FileChange> changes)
    {
        List<Diagnostic> diagnostics = [.. changes.SelectMany(c => c.Diagnostics), .. file is null ? server.ListenErrors : []];
        return ControlJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteNumber("generation", server.Status.Generation);
            json.WriteStartArray("changes");
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteString("path", change.Path);
                json.WriteString("change", change.Kind.ToString().ToLowerInvariant());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            DiagnosticJson.WriteMembers(json, diagnostics);
        });
    }
}

using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/scripting</c>: says that there is none yet.</summary>
internal static class ScriptingEndpoint
{
    public static Task AnswerAsync(HttpContext context, string[] placeholders) => Problem.WriteAsync(
        context, StatusCodes.Status501NotImplemented, Problem.NotSupported, "Scripting is not available",
        "This runtime does not run scripts: there is nothing to show or to change, and units with script steps answer an error.");
}

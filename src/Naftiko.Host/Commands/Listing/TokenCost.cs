using System.Text.Json;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Commands.Listing;

/// <summary>
/// What a list of tools costs a model that is given it, in tokens: the bytes of its JSON by four. An estimate, which no tokenizer confirms
/// to the token: English text and JSON have about four bytes to one.
/// </summary>
internal static class TokenCost
{
    private const int BytesPerToken = 4;

    public static int Of(McpExposure exposure, Redactor redactor) =>
        Of(exposure.Tools.Select(t => new ToolBinding(t.Name, t, redactor, isDryRun: false, telemetry: null).List(isModern: true)));

    public static int Of(IEnumerable<Tool> tools)
    {
        var bytes = tools.Sum(tool => (long)JsonSerializer.SerializeToUtf8Bytes(tool, McpJson.Of<Tool>()).Length + 1);
        return (int)((bytes + BytesPerToken - 1) / BytesPerToken);
    }
}

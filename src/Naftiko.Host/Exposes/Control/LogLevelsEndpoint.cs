using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Logging;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/logs</c>: the levels that are logged, by category, and how to change them.</summary>
internal sealed class LogLevelsEndpoint(LiveServer server, string? file, LogLevels levels)
{
    public Task ShowAsync(HttpContext context, string[] placeholders) => ControlJson.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteString("level", LogLevelNames.Of(levels.Level));
        json.WriteStartObject("categories");
        foreach (var (category, level) in levels.Categories)
        {
            json.WriteString(category, LogLevelNames.Of(level));
        }

        json.WriteEndObject();
    });

    public async Task ChangeAsync(HttpContext context, string[] placeholders)
    {
        // A process has one log. What one file of many asks for must not take lines from the others, nor from the operator.
        if (!new ControlView(server.Status, file).IsWhole)
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, Problem.Forbidden, "Not this file's to change",
                "The levels are those of a process that serves other files too; its operator changes them at the port of --control.");
            return;
        }

        var body = await RestBody.ReadAsync(context.Request, isPassedOn: false);
        if (body.Fault is { Status: not 0 } fault)
        {
            await Problem.WriteAsync(context, fault.Status, fault.Status == 415 ? Problem.UnsupportedMediaType : Problem.InvalidInput, "Unusable body", fault.Detail);
        }
        else if (Change(body) is { } refusal)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, Problem.InvalidInput, "Not a change of levels", refusal);
        }
        else
        {
            await ShowAsync(context, placeholders);
        }
    }

    /// <summary>Changes a level; otherwise the text says why not.</summary>
    private string? Change(RestBody body)
    {
        if (body.Json.Kind is not JsonValueKind.Object)
        {
            return """Send an object such as {"category":"Naftiko.Access","level":"warning"}; without a category it is the level for all.""";
        }

        var change = body.Json.Element;
        if (change.EnumerateObject().Select(m => m.Name).FirstOrDefault(name => name is not ("level" or "category")) is { } unknown)
        {
            return $"There is no '{unknown}', only 'category' and 'level'.";
        }

        if (!change.TryGetProperty("level", out var given))
        {
            return "'level' is missing.";
        }

        if (!TryReadLevel(given, out var level))
        {
            return $"'level' must be one of {string.Join(", ", LogLevelNames.All)}; null takes a category's own level away.";
        }

        return Change(change.TryGetProperty("category", out var category) ? category : default, level);
    }

    private string? Change(JsonElement category, LogLevel? level)
    {
        switch (category.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null when level is { } all:
                levels.Set(all);
                return null;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return "The level for all cannot be taken away.";
            case JsonValueKind.String when category.GetString() is { Length: > 0 and <= LogLevels.MaxCategoryLength } name && !name.Contains('*'):
                return levels.TrySet(name, level) ? null : $"{LogLevels.MaxCategories} categories have levels of their own; take one away first.";
            default:
                return $"'category' must be the beginning of a category's name, of up to {LogLevels.MaxCategoryLength} characters.";
        }
    }

    private static bool TryReadLevel(JsonElement given, out LogLevel? level)
    {
        level = null;
        if (given.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (given.ValueKind != JsonValueKind.String || !LogLevelNames.TryParse(given.GetString(), out var named))
        {
            return false;
        }

        level = named;
        return true;
    }
}

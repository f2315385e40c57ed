#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property Nullable=enable

// A stand-in for the part of Sentry's API that the two Sentry capabilities call. Run it with
//
//     dotnet run samples/sentry/upstream.cs
//
// It listens on http://localhost:9600, wants the token of sentry.env, and forgets everything when it stops.

using System.Globalization;
using System.Text.Json;

const string Token = "sample-token";
const string Installation = "5c1f0e2a-93d4-4b7e-8f60-2d9a71be4c35";

var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
var issues = new HashSet<string> { "61002", "61017", "61044" };
var links = new Links(new Link("1", "61002", "tracker", "webshop#112", "https://tracker.example/webshop/112"));

app.Use(async (context, next) =>
{
    var given = context.Request.Headers.Authorization.ToString();
    app.Logger.LogInformation("{Method} {Path}{Query}", context.Request.Method, context.Request.Path, context.Request.QueryString);
    if (given == $"Bearer {Token}")
    {
        await next(context);
        return;
    }

    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    await context.Response.WriteAsJsonAsync(new { detail = given.Length == 0 ? "Authentication credentials were not provided." : "Invalid token" });
});

app.MapGet("/api/0/groups/{issue}/external-issues/", (string issue) =>
    issues.Contains(issue) ? Results.Json(links.Of(issue)) : NotFound());

app.MapPost("/api/0/sentry-app-installations/{uuid}/external-issues/", async (string uuid, HttpRequest request) =>
{
    if (uuid != Installation)
    {
        return NotFound();
    }

    if (await ReadAsync(request) is not { } body)
    {
        return Results.Json(new { detail = "JSON parse error" }, statusCode: 400);
    }

    string[] fields = ["issueId", "webUrl", "project", "identifier"];
    var missing = fields.Where(field => Text(body, field).Length == 0).ToDictionary(field => field, _ => new[] { "This field is required." });
    if (missing.Count > 0)
    {
        return Results.Json(missing, statusCode: 400);
    }

    return issues.Contains(Text(body, "issueId"))
        ? Results.Json(links.Put(Text(body, "issueId"), $"{Text(body, "project")}#{Text(body, "identifier")}", Text(body, "webUrl")))
        : NotFound();
});

app.MapDelete("/api/0/sentry-app-installations/{uuid}/external-issues/{link}/", (string uuid, string link) =>
    uuid == Installation && links.Remove(link) ? Results.NoContent() : NotFound());

app.MapGet("/api/0/organizations/{organization}/sessions/", (string organization, HttpRequest request) =>
    organization is "acme" or "42" ? Sessions.Answer(request.Query) : NotFound());

app.Run("http://localhost:9600");

static IResult NotFound() => Results.Json(new { detail = "The requested resource does not exist" }, statusCode: 404);

static async Task<JsonElement?> ReadAsync(HttpRequest request)
{
    try
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return body.ValueKind == JsonValueKind.Object ? body : null;
    }
    catch (JsonException)
    {
        return null;
    }
}

static string Text(JsonElement body, string name) => body.TryGetProperty(name, out var value)
    ? value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : ""
    : "";

/// <summary>What links a Sentry issue to a ticket elsewhere.</summary>
internal sealed record Link(string Id, string IssueId, string ServiceType, string DisplayName, string WebUrl);

/// <summary>All links. An issue has one at most, as an integration keeps one link to each issue.</summary>
internal sealed class Links(Link first)
{
    private readonly Lock _lock = new();
    private readonly List<Link> _all = [first];
    private int _lastId = 1;

    public Link[] Of(string issue)
    {
        lock (_lock)
        {
            return [.. _all.Where(link => link.IssueId == issue)];
        }
    }

    public Link Put(string issue, string displayName, string webUrl)
    {
        lock (_lock)
        {
            var index = _all.FindIndex(link => link.IssueId == issue);
            var id = index < 0 ? (++_lastId).ToString(CultureInfo.InvariantCulture) : _all[index].Id;
            var link = new Link(id, issue, "tracker", displayName, webUrl);
            if (index < 0)
            {
                _all.Add(link);
            }
            else
            {
                _all[index] = link;
            }

            return link;
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
        {
            return _all.RemoveAll(link => link.Id == id) > 0;
        }
    }
}

/// <summary>Session statistics of two projects. The clock stands still, so that the answers are always the same.</summary>
internal static class Sessions
{
    private static readonly DateTime End = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Projects = ["11", "12"];
    private static readonly string[] Fields = ["sum(session)", "count_unique(user)", "crash_free_rate(session)"];

    public static IResult Answer(IQueryCollection query)
    {
        var fields = query["field"].OfType<string>().ToList();
        if (fields.Count == 0)
        {
            return Fault("Request is missing a \"field\"");
        }

        if (fields.Find(field => !Fields.Contains(field)) is { } unknown)
        {
            return Fault($"Invalid field: \"{unknown}\"");
        }

        if (Period(query["statsPeriod"].FirstOrDefault() ?? "14d") is not { } period)
        {
            return Fault("Invalid statsPeriod");
        }

        var projects = query["project"].OfType<string>().ToList();
        if (projects.Exists(project => !Projects.Contains(project)))
        {
            return Results.Json(new { detail = "You do not have permission to perform this action." }, statusCode: 403);
        }

        var step = period <= TimeSpan.FromDays(1) ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var intervals = Enumerable.Range(0, (int)(period / step)).Select(i => End - period + (i * step)).ToList();
        var production = query["environment"].FirstOrDefault() is null or "" or "production";
        var counted = production ? Projects.Where(project => projects.Count == 0 || projects.Contains(project)) : [];
        return Results.Json(new
        {
            start = End - period,
            end = End,
            query = "",
            intervals,
            groups = counted.Select(project => Group(project, fields, intervals, step)),
        });
    }

    private static object Group(string project, List<string> fields, List<DateTime> intervals, TimeSpan step)
    {
        var series = fields.ToDictionary(field => field, field => intervals.Select(at => Value(project, field, at, step)).ToList());
        return new
        {
            by = new { project = int.Parse(project, CultureInfo.InvariantCulture) },
            totals = series.ToDictionary(field => field.Key, field => field.Key.StartsWith("crash", StringComparison.Ordinal)
                ? Math.Round(field.Value.Average(), 4)
                : field.Value.Sum()),
            series,
        };
    }

    /// <summary>More by day than by night, more on weekdays, and project 11 more than project 12.</summary>
    private static double Value(string project, string field, DateTime from, TimeSpan step)
    {
        var size = project == "11" ? 40 : 15;
        var hours = Enumerable.Range(0, (int)step.TotalHours).Select(hour => from.AddHours(hour));
        var sessions = hours.Sum(at => size + (at.Hour is > 7 and < 20 ? size : 0) + (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : at.Day % 7));
        return field switch
        {
            "count_unique(user)" => Math.Floor(sessions * 0.6),
            "crash_free_rate(session)" => 1 - (from.Day % 4 / 400.0),
            _ => sessions,
        };
    }

    private static TimeSpan? Period(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 90)
        {
            return null;
        }

        return text[^1] switch
        {
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    private static IResult Fault(string detail) => Results.Json(new { detail }, statusCode: 400);
}

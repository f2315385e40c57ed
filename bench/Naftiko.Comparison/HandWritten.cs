using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Naftiko.Comparison;

/// <summary>The same job as <see cref="Ours"/>, written by hand the way a good engineer would: minimal APIs, one HttpClient, generated JSON.</summary>
internal static class HandWritten
{
    private static readonly ConcurrentDictionary<string, bool> Sessions = new(StringComparer.Ordinal);

    public static Task RunAsync(int port, int upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, HandWrittenJson.Default));
        builder.Services.AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{upstream}"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "a-secret-token") },
        });
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapGet("/v1/small/{id}", (string id, string? q, HttpClient client, HttpContext context) => RelayAsync(client, context, $"/small/{Uri.EscapeDataString(id)}", q));
        app.MapGet("/v1/large/{id}", (string id, string? q, HttpClient client, HttpContext context) => RelayAsync(client, context, $"/large/{Uri.EscapeDataString(id)}", q));
        app.MapGet("/v1/array/{id}", (string id, HttpClient client, CancellationToken cancellation) => ShapeAsync(client, id, cancellation));
        app.MapGet("/v1/steps/{id}", (string id, HttpClient client, CancellationToken cancellation) => StepsAsync(client, id, cancellation));
        app.MapGet("/v1/typed/{id}", (string id, string? n, HttpClient client, HttpContext context) => n is null || int.TryParse(n, out _)
            ? RelayAsync(client, context, $"/small/{Uri.EscapeDataString(id)}", null)
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["n"] = ["must be an integer"] }).ExecuteAsync(context));
        app.MapFallback(() => Results.Problem("Nothing answers at this path.", statusCode: 404));
        app.MapPost("/tools/mcp", McpAsync);
        app.MapGet("/_allocated", () => GC.GetTotalAllocatedBytes());
        return app.RunAsync();
    }

    private static async Task<ShapedItem[]> ShapeAsync(HttpClient client, string id, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(new Uri($"/array/{Uri.EscapeDataString(id)}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var items = await JsonSerializer.DeserializeAsync(body, HandWrittenJson.Default.ItemArray, cancellation) ?? [];
        return Array.ConvertAll(items, i => new ShapedItem(i.Id, i.Name, i.Stock?.Here));
    }

    /// <summary>Two calls side by side, and of the list the entry that the object names.</summary>
    private static async Task<StepsAnswer> StepsAsync(HttpClient client, string id, CancellationToken cancellation)
    {
        var path = Uri.EscapeDataString(id);
        var one = client.GetFromJsonAsync(new Uri($"/small/{path}", UriKind.Relative), HandWrittenJson.Default.Small, cancellation);
        var many = client.GetFromJsonAsync(new Uri($"/array/{path}", UriKind.Relative), HandWrittenJson.Default.ItemArray, cancellation);
        var (small, items) = (await one, await many);
        var owned = Array.Find(items ?? [], i => i.Id == small?.Owner?.Id);
        return new StepsAnswer(small?.Id, small?.Status, owned is null ? null : new OwnedItem(owned.Name, owned.Price));
    }

    private static async Task RelayAsync(HttpClient client, HttpContext context, string path, string? q)
    {
        var query = q is null ? "" : $"?q={Uri.EscapeDataString(q)}";
        using var response = await client.GetAsync(new Uri(path + query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>tools/call of one tool, with or without a session, and nothing else of MCP: the least that such an endpoint can do.</summary>
    private static async Task McpAsync(HttpContext context, HttpClient client)
    {
        using var message = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        if (message.RootElement.GetProperty("method").ValueEquals("initialize"))
        {
            var opened = Guid.NewGuid().ToString("N");
            Sessions[opened] = true;
            context.Response.Headers["Mcp-Session-Id"] = opened;
            return;
        }

        if (context.Request.Headers["Mcp-Session-Id"] is [{ } session] && !Sessions.ContainsKey(session))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var id = message.RootElement.GetProperty("id");
        var arguments = message.RootElement.GetProperty("params").GetProperty("arguments");
        var item = arguments.GetProperty("id").GetString() ?? "";
        var answer = await client.GetByteArrayAsync(new Uri($"/small/{Uri.EscapeDataString(item)}", UriKind.Relative), context.RequestAborted);
        var buffer = new ArrayBufferWriter<byte>(answer.Length * 3);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("result");
            writer.WriteStartArray("content");
            writer.WriteStartObject();
            writer.WriteString("type", "text");
            writer.WriteString("text", answer);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WritePropertyName("structuredContent");
            writer.WriteRawValue(answer);
            writer.WriteBoolean("isError", false);
            writer.WriteEndObject();
            writer.WritePropertyName("id");
            id.WriteTo(writer);
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}

internal sealed record Item(int Id, string? Name, double Price, Stock? Stock);

internal sealed record Stock(int Here, int There);

internal sealed record ShapedItem(int Id, string? Name, int? Here);

internal sealed record Small(string? Id, string? Status, Owner? Owner);

internal sealed record Owner(int Id);

internal sealed record OwnedItem(string? Name, double Price);

internal sealed record StepsAnswer(string? Id, string? Status, OwnedItem? Item);

[JsonSerializable(typeof(Item[]))]
[JsonSerializable(typeof(ShapedItem[]))]
[JsonSerializable(typeof(Small))]
[JsonSerializable(typeof(StepsAnswer))]
[JsonSerializable(typeof(long))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class HandWrittenJson : JsonSerializerContext;

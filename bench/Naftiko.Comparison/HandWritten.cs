using System.Buffers;
using System.Net.Http.Headers;
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
        app.MapPost("/mcp", McpAsync);
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

    private static async Task RelayAsync(HttpClient client, HttpContext context, string path, string? q)
    {
        var query = q is null ? "" : $"?q={Uri.EscapeDataString(q)}";
        using var response = await client.GetAsync(new Uri(path + query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>tools/call of one tool, and nothing else of MCP: the least that such an endpoint can do.</summary>
    private static async Task McpAsync(HttpContext context, HttpClient client)
    {
        using var message = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
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

[JsonSerializable(typeof(Item[]))]
[JsonSerializable(typeof(ShapedItem[]))]
[JsonSerializable(typeof(long))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class HandWrittenJson : JsonSerializerContext;

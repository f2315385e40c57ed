using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Naftiko.Comparison;

/// <summary>The API behind everything that is compared: answers from memory.</summary>
internal static class Upstream
{
    public static Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.Run(context =>
        {
            var path = context.Request.Path.Value ?? "";
            var body = path.StartsWith("/large", StringComparison.Ordinal) ? Payloads.Large : path.StartsWith("/array", StringComparison.Ordinal) ? Payloads.Array : Payloads.Small;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        return app.RunAsync();
    }
}

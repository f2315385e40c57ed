using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>Answers with a surface's OpenAPI document. It is written at the first request and kept; only its server differs from mount to mount.</summary>
internal sealed class OpenApiEndpoint(Capability capability, RestExposure exposure)
{
    private readonly Lazy<byte[]> _description = new(() => OpenApiDescription.Write(capability, exposure));

    public Task AnswerAsync(HttpContext context)
    {
        var document = OpenApiDescription.WithServer(_description.Value, MountOf(context));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
    }

    /// <summary>The mount that the request came through: its own path without the last segment. A path is enough: it is relative to where the document stands.</summary>
    private static string MountOf(HttpContext context)
    {
        if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var target))
        {
            return "/";
        }

        var path = target.Path.TrimEnd('/');
        var mount = path[..Math.Max(path.LastIndexOf('/'), 0)].ToString();
        return mount.Length == 0 ? "/" : mount;
    }
}

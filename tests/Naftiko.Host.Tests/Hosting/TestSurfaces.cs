using System.Net;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Tests.Hosting;

/// <summary>Surfaces whose routes answer with their own text and placeholders, and what resolves on a port of them.</summary>
internal static class TestSurfaces
{
    public static readonly Visitor Local = new(IPAddress.Loopback, true);

    /// <param name="name">The namespace, after its folder: <c>a/b/ns</c>.</param>
    /// <param name="routes">Each <c>METHOD /path</c>.</param>
    public static Surface Rest(string name, params string[] routes) => Rest(8080, name, routes);

    public static Surface Rest(int port, string name, params string[] routes) => new()
    {
        Kind = SurfaceKind.Rest,
        Namespace = name[(name.LastIndexOf('/') + 1)..],
        Folder = name.Contains('/') ? name[..name.LastIndexOf('/')] : "",
        Span = SourceSpan.OfFile(name + ".yaml"),
        Port = port,
        Routes = [.. routes.Select(Route)],
    };

    public static Surface With(this Surface surface, SurfaceKind? kind = null, string? address = null, bool hasAuthentication = false, string? mcp = null, string? openApi = null, string? file = null) => new()
    {
        Kind = kind ?? surface.Kind,
        Namespace = surface.Namespace,
        Folder = surface.Folder,
        Span = file is null ? surface.Span : SourceSpan.OfFile(file),
        Port = surface.Port,
        Routes = surface.Routes,
        Address = address,
        HasAuthentication = hasAuthentication,
        Mcp = mcp is null ? null : context => context.Response.WriteAsync(mcp),
        OpenApi = openApi is null ? null : context => context.Response.WriteAsync(openApi),
    };

    public static Route Route(string text)
    {
        var parts = text.Split(' ', 2);
        return new Route(parts[0], PathPattern.Parse(parts[1]), (context, placeholders) =>
        {
            var body = System.Text.Encoding.UTF8.GetBytes($"{text} [{string.Join('|', placeholders)}]");
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
    }

    public static PortTable Port(params Surface[] surfaces) => SnapshotBuilder.Build(surfaces, new HostingOptions()).Ports[8080];

    /// <summary>Who answers what: <c>ns: GET /a/{b} [x]</c>, <c>405 GET</c> or <c>404</c>.</summary>
    public static async Task<string> Ask(this PortTable port, string request, Visitor? visitor = null)
    {
        var parts = request.Split(' ', 2);
        if (Resolve(port, parts[0], parts[1], visitor ?? Local) is not { Handler: { } handler } found)
        {
            var allowed = Resolve(port, parts[0], parts[1], visitor ?? Local).Allowed;
            return allowed is null ? "404" : $"405 {string.Join(',', allowed)}";
        }

        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        await handler(context, found.Placeholders);
        return $"{found.Owner?.Surface.Namespace}: {System.Text.Encoding.UTF8.GetString(body.ToArray())}";
    }

    private static Resolution Resolve(PortTable port, string method, string rawTarget, Visitor visitor)
    {
        Assert.True(RequestTarget.TryParse(rawTarget, out var target));
        return port.Resolve(method, target, visitor);
    }
}

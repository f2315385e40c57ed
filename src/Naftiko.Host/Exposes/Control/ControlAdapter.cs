using System.Text;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Control;

/// <summary>Makes a surface of a control exposure.</summary>
internal static class ControlAdapter
{
    private static readonly byte[] Up = Encoding.UTF8.GetBytes("""{"status":"UP"}""");

    public static Surface Map(ControlExposure exposure, string folder) => new()
    {
        Kind = SurfaceKind.Control,
        Namespace = exposure.Namespace,
        Folder = folder,
        Span = exposure.Span,
        Port = exposure.Port,
        Address = exposure.Address,
        Routes = exposure.Management.HasHealth ? [new Route("GET", PathPattern.Parse("/health/live"), Live) { IsOpen = true }] : [],
    };

    private static RouteHandler Live { get; } = (context, _) =>
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Up.Length;
        return context.Response.Body.WriteAsync(Up, context.RequestAborted).AsTask();
    };
}

using Microsoft.AspNetCore.Http;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Rest.OpenApi;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Makes a surface of a REST exposure: a route per operation, each a closure over its flow, and those that are relayed.</summary>
internal static class RestAdapter
{
    public static Surface Map(Capability capability, RestExposure exposure, string folder, bool isDryRun, SurfaceTelemetry? telemetry) => new()
    {
        Kind = SurfaceKind.Rest,
        Namespace = exposure.Namespace,
        Folder = folder,
        Span = exposure.Span,
        Port = exposure.Port,
        Address = exposure.Address,
        Routes =
        [
            .. exposure.Operations.Select(o => MapOperation(capability, exposure, o, isDryRun, telemetry)),
            .. exposure.Forwards.SelectMany(f => Forwarder.Map(f, capability.Redactor, isDryRun, telemetry)),
        ],
        OpenApi = new OpenApiEndpoint(capability, exposure).AnswerAsync,
    };

    private static Route MapOperation(Capability capability, RestExposure exposure, RestOperation operation, bool isDryRun, SurfaceTelemetry? telemetry)
    {
        var pattern = PathPattern.Parse(operation.Path);
        var inputs = new RestInputs(operation, pattern, exposure.Guard, telemetry);
        return new Route(operation.Method, pattern, AnswerAsync) { Span = operation.Span };

        async Task AnswerAsync(HttpContext context, string[] placeholders)
        {
            if (await inputs.ReadAsync(context, placeholders, isDryRun) is { } run)
            {
                await RestResults.WriteAsync(context, operation, await operation.Flow.RunAsync(run, context.RequestAborted), capability.Redactor);
            }
        }
    }
}

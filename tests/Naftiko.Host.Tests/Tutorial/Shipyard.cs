using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Tests.Tutorial;

/// <summary>
/// The backend that the tutorial is about, in our own words and data: a registry of ships, crew, cargo and voyages in JSON, and an older dockyard in
/// XML. It lets in who has the tutorial's credentials, and keeps what it was asked.
/// </summary>
internal sealed class Shipyard : IAsyncDisposable
{
    private const string Json = "application/json";

    private readonly WebApplication _app;

    private Shipyard(WebApplication app) => _app = app;

    /// <summary>Whether the registry wants its token and version; the tutorial's first steps have none.</summary>
    public bool WantsCredentials { get; set; }

    /// <summary>Method and target of each request, and the body of each that has one.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public string Registry => $"{Address}/registry";

    public string Dockyard => $"{Address}/dockyard";

    private string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // listening

    public static async Task<Shipyard> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var shipyard = new Shipyard(app);
        app.Run(shipyard.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return shipyard;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Asked.Enqueue($"{request.Method} {request.Path}{request.QueryString}{(body.Length > 0 ? " " + body : "")}");
        var isRegistry = request.Path.StartsWithSegments("/registry");
        var (status, type, answer) = IsLetIn(request, isRegistry) ? Answer(request, body) : (401, Json, """{"error":"who are you?"}""");
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private bool IsLetIn(HttpRequest request, bool isRegistry) => isRegistry
        ? !WantsCredentials || (request.Headers.Authorization == "Bearer dummy-token" && request.Headers["Registry-Version"] == "1.0.0-alpha2")
        : request.Headers["X-Dock-Key"] == "dummy-dockyard-key";

    private static (int Status, string Type, string Body) Answer(HttpRequest request, string body) => $"{request.Method} {request.Path}" switch
    {
        "GET /registry/ships" when request.Query["status"] == "laid_up" => (200, Json, $"[{Gull}]"),
        "GET /registry/ships" when request.Query.Count == 0 => (200, Json, $"[{Heron},{Gull}]"),
        "GET /registry/ships/9000001" => (200, Json, Heron),
        "GET /registry/crew" => (200, Json, """[{"crewId":"C3","fullName":"Cy Sund","role":"cook","age":50},{"crewId":"C1","fullName":"Ada Berg","role":"captain"},{"crewId":"C2","fullName":"Bo Lind","role":"mate"}]"""),
        "GET /registry/cargo" => (200, Json, """[{"cargoId":"K1","type":"container","description":"tea","weight":12.5,"hazardous":false},{"cargoId":"K2","type":"drum","description":"solvent","weight":0.8,"hazardous":true}]"""),
        "POST /registry/voyages" => (201, Json, $$"""{"voyageId":"V1","status":"planned",{{body.Trim()[1..]}}"""),
        "GET /registry/voyages/V1" => (200, Json, """{"voyageId":"V1","status":"planned","shipImo":"9000001","departurePort":"Bergen","arrivalPort":"Leith","crewIds":["C2","C1","C9"],"cargoIds":["K2","K1"]}"""),
        "GET /dockyard/vessels" when request.Query["status"] == "scrapped" => (200, "application/xml", $"<vessels>{Tern}</vessels>"),
        "GET /dockyard/vessels" when request.Query.Count == 0 => (200, "application/xml", $"<vessels>{Tern}{Skua}</vessels>"),
        _ => (404, Json, """{"error":"no such thing"}"""),
    };

    private const string Heron = """{"imo_number":"9000001","vessel_name":"Heron","vessel_type":"cargo","flag_code":"NO","operational_status":"active","year_built":2011,"gross_tonnage":8100,"dimensions":{"length_overall":120.5,"beam":18},"assignedCrew":["C1","C3"]}""";
    private const string Gull = """{"imo_number":"9000002","vessel_name":"Gull","vessel_type":"tanker","flag_code":"SE","operational_status":"laid_up","assignedCrew":[]}""";
    private const string Tern = "<vessel><vesselCode>T1</vesselCode><vesselName>Tern</vesselName><category>tug</category><flagState>DK</flagState><operationalStatus>scrapped</operationalStatus></vessel>";
    private const string Skua = "<vessel><vesselCode>S1</vesselCode><vesselName>Skua</vesselName><category>barge</category><flagState>FI</flagState><operationalStatus>active</operationalStatus></vessel>";
}

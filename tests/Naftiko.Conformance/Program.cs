using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naftiko.Conformance;
using Naftiko.Host.Exposes.Mcp;

if (args is ["--stdio"])
{
    var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
    Console.SetOut(Console.Error);
    // Whatever speaks on the console must not get between the messages.
    Console.WriteLine("Serving over stdio.");
    using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddConsole());
    using var fixtures = new ConformanceServer(loggers);
    await using var stdio = new McpStdio(fixtures.Definition, input, output, loggers);
    await stdio.RunAsync(CancellationToken.None);
    return;
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
using var server = new ConformanceServer(app.Services.GetRequiredService<ILoggerFactory>());
app.Lifetime.ApplicationStopping.Register(server.Endpoint.Dispose);
app.Run(context => LoopbackOnly.Allows(context.Request) ? server.Endpoint.HandleAsync(context) : LoopbackOnly.RefuseAsync(context));
await app.StartAsync();
// run.mjs reads the address from here.
Console.WriteLine(app.Urls.Single() + "/mcp");
await app.WaitForShutdownAsync();

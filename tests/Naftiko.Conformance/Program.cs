using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naftiko.Conformance;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
using var server = new ConformanceServer(app.Services.GetRequiredService<ILoggerFactory>());
app.Lifetime.ApplicationStopping.Register(server.Endpoint.Dispose);
app.Run(context => LoopbackOnly.Allows(context.Request) ? server.Endpoint.HandleAsync(context) : LoopbackOnly.RefuseAsync(context));
await app.StartAsync();
// run.sh reads the address from here.
Console.WriteLine(app.Urls.Single() + "/mcp");
await app.WaitForShutdownAsync();

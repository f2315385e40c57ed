using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Engine.Flows;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>A small server: what its tools do is told by their names.</summary>
internal sealed class SampleServer
{
    public const string Echo = "echo";
    public const string Wait = "wait";
    public const string Progress = "progress";
    public const string Fail = "fail";
    public const string Ask = "ask";
    public const string Where = "where";
    public const string Late = "late";
    public const string Region = "region";

    private readonly string[] _tools;

    public SampleServer(params string[] extraTools) => _tools = [Echo, Wait, Progress, Fail, Ask, Where, Region, .. extraTools];

    /// <summary>Set outside of the endpoint, read by the tool <see cref="Where"/>.</summary>
    public static AsyncLocal<string?> Ambient { get; } = new();

    /// <summary>Done when the tool <see cref="Wait"/> has been reached.</summary>
    public TaskCompletionSource WaitStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the tool <see cref="Wait"/> has been cancelled.</summary>
    public TaskCompletionSource WaitCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the tool <see cref="Late"/> go on, which does not mind being cancelled.</summary>
    public TaskCompletionSource LateGoesOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the tool <see cref="Late"/> has reported progress, failed when it could not.</summary>
    public TaskCompletionSource LateReported { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many calls took the short way.</summary>
    public int DirectCalls { get; private set; }

    public McpDefinition Definition(bool direct = false) => new(Options(), direct ? RunDirect : null, _tools.Select(ToolOf));

    private McpServerOptions Options() => new()
    {
        ServerInfo = new Implementation { Name = "sample", Version = "1.2.3" },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (request, _) =>
            {
                var (tools, next) = McpPages.Of(_tools, request.Params?.Cursor, 5);
                return ValueTask.FromResult(new ListToolsResult { Tools = [.. tools.Select(ToolOf)], NextCursor = next });
            },
            CallToolHandler = CallAsync,
            ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult { Resources = [] }),
            ReadResourceHandler = (_, _) => throw new McpProtocolException("Resource not found.", McpErrorCode.ResourceNotFound),
            SubscribeToResourcesHandler = (_, _) => ValueTask.FromResult(new EmptyResult()),
        },
    };

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        switch (request.Params?.Name)
        {
            case Echo:
                return Text(request.Params.Arguments!["text"].GetString()!);
            case Wait:
                await WaitAsync(cancellationToken);
                return Text("never");
            case Progress:
                var progress = new ProgressNotificationValue { Progress = 1 };
                await request.Server.NotifyProgressAsync(request.Params.ProgressToken!.Value, progress, cancellationToken: cancellationToken);
                return Text("done");
            case Late:
                WaitStarted.SetResult();
                await LateGoesOn.Task;
                await ReportLateAsync(request.Server);
                return Text("late");
            case Fail:
                throw new InvalidOperationException("secret detail");
            case Ask:
                var answer = await request.Server.ElicitAsync(new ElicitRequestParams { Message = "?", RequestedSchema = new() }, cancellationToken);
                return Text(answer.Action);
            case Where:
                return Text($"{Ambient.Value} {request.User?.Identity?.Name}");
            case { } name when _tools.Contains(name):
                return Text(name);
            default:
                throw new McpProtocolException("Unknown tool.", McpErrorCode.InvalidParams);
        }
    }

    private ToolRun? RunDirect(DirectCall call, CancellationToken cancellationToken)
    {
        switch (call.Tool)
        {
            case Echo:
                DirectCalls++;
                var text = call.Arguments.GetProperty("text").GetString();
                return ToolRun.Done(result =>
                {
                    result.WriteStartArray("content");
                    result.WriteStartObject();
                    result.WriteString("type", "text");
                    result.WriteString("text", text);
                    result.WriteEndObject();
                    result.WriteEndArray();
                });
            case Wait:
                return new ToolRun(WaitAsync(), (_, _, _) => { });
            case Fail:
                return ToolRun.Done(result =>
                {
                    result.WriteStartArray("content");
                    throw new InvalidOperationException("secret detail");
                });
            default:
                return null;
        }

        async ValueTask<Outcome> WaitAsync()
        {
            await this.WaitAsync(cancellationToken);
            return default;
        }
    }

    private async Task ReportLateAsync(McpServer server)
    {
        try
        {
            await server.NotifyProgressAsync(new ProgressToken("p"), new ProgressNotificationValue { Progress = 1 }, cancellationToken: CancellationToken.None);
            LateReported.SetResult();
        }
        catch (Exception fault)
        {
            LateReported.SetException(fault);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        WaitStarted.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            WaitCancelled.SetResult();
        }
    }

    private static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static Tool ToolOf(string name)
    {
        var schema = name == Region
            ? """{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}"""
            : """{"type":"object","properties":{"text":{"type":"string"}}}""";
        using var document = JsonDocument.Parse(schema);
        return new Tool { Name = name, InputSchema = document.RootElement.Clone() };
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>The open <c>subscriptions/listen</c> requests of 2026-07-28, the only way there to hear of changed lists.</summary>
internal sealed class McpSubscriptions(Func<McpDefinition> current) : IDisposable
{
    private readonly ConcurrentDictionary<Subscription, bool> _open = new();
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The handler of <c>subscriptions/listen</c>: acknowledges, then reports changes until the client leaves.</summary>
    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var granted = Granted(request.Params?.Notifications, current().Lists);
        var subscription = new Subscription(granted);
        _open.TryAdd(subscription, true);
        try
        {
            await SendAsync(request, NotificationMethods.SubscriptionsAcknowledgedNotification, Acknowledgement(granted), cancellationToken);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
            while (true)
            {
                await subscription.Signal.Reader.ReadAsync(either.Token);
                foreach (var method in Methods(subscription.Take()))
                {
                    await SendAsync(request, method, [], cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new EmptyResult();
        }
        finally
        {
            _open.TryRemove(subscription, out _);
        }
    }

    /// <summary>Tells every subscription about the lists it asked for. Several changes in a row may become one notification.</summary>
    public void Notify(McpLists changed)
    {
        foreach (var subscription in _open.Keys)
        {
            subscription.Add(changed);
        }
    }

    /// <summary>Answers all open requests, so that their connections end.</summary>
    public void Dispose() => _ended.Cancel();

    /// <summary>The notification of each changed list.</summary>
    public static IEnumerable<string> Methods(McpLists lists)
    {
        if (lists.HasFlag(McpLists.Tools))
        {
            yield return NotificationMethods.ToolListChangedNotification;
        }

        if (lists.HasFlag(McpLists.Prompts))
        {
            yield return NotificationMethods.PromptListChangedNotification;
        }

        if (lists.HasFlag(McpLists.Resources))
        {
            yield return NotificationMethods.ResourceListChangedNotification;
        }
    }

    private static McpLists Granted(SubscriptionsListenNotifications? asked, McpLists offered)
    {
        var lists = McpLists.None;
        lists |= asked?.ToolsListChanged is true ? McpLists.Tools : 0;
        lists |= asked?.PromptsListChanged is true ? McpLists.Prompts : 0;
        lists |= asked?.ResourcesListChanged is true ? McpLists.Resources : 0;
        return lists & offered;
    }

    private static JsonObject Acknowledgement(McpLists granted)
    {
        var acknowledged = new SubscriptionsAcknowledgedNotificationParams
        {
            Notifications = new SubscriptionsListenNotifications
            {
                ToolsListChanged = granted.HasFlag(McpLists.Tools) ? true : null,
                PromptsListChanged = granted.HasFlag(McpLists.Prompts) ? true : null,
                ResourcesListChanged = granted.HasFlag(McpLists.Resources) ? true : null,
            },
        };
        return JsonSerializer.SerializeToNode(acknowledged, McpJson.Of<SubscriptionsAcknowledgedNotificationParams>())!.AsObject();
    }

    private static Task SendAsync(
        RequestContext<SubscriptionsListenRequestParams> request, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        // A subscription is named by the id that its client gave the request (SEP-2575).
        var id = request.JsonRpcRequest.Context?.RelatedTransport is McpExchange exchange ? exchange.Id : request.JsonRpcRequest.Id;
        parameters["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = id.Id is long number ? JsonValue.Create(number) : JsonValue.Create(id.ToString()) };
        return request.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
    }

    /// <summary>One open request: what it wants, and what it has not been told yet.</summary>
    private sealed class Subscription(McpLists granted)
    {
        private int _pending;

        public Channel<bool> Signal { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Add(McpLists changed)
        {
            if ((changed & granted) is not McpLists.None and var news)
            {
                Interlocked.Or(ref _pending, (int)news);
                Signal.Writer.TryWrite(true);
            }
        }

        public McpLists Take() => (McpLists)Interlocked.Exchange(ref _pending, 0);
    }
}

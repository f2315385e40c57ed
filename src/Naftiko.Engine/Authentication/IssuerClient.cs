using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Authentication;

/// <summary>Speaks with authorization servers, by the same rules and limits as with any upstream.</summary>
/// <param name="client">Sends.</param>
/// <param name="origins">Where requests may go.</param>
public sealed class IssuerClient(UpstreamClient client, OriginRules origins)
{
    /// <summary>Metadata, key sets and token answers are a few KiB.</summary>
    private const long MaxAnswerBytes = 1024 * 1024;

    /// <summary>Reads a document.</summary>
    public Task<IssuerAnswer> GetAsync(string address, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, address, null, null, cancellationToken);

    /// <summary>Sends a form, in which and beside which secrets may be.</summary>
    /// <param name="address">The endpoint.</param>
    /// <param name="form">The fields.</param>
    /// <param name="client">How the client shows who it is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IssuerAnswer> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> form, ClientIdentity client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return SendAsync(HttpMethod.Post, address, new FormUrlEncodedContent(form.Concat(client.Fields)), client.Authorization, cancellationToken);
    }

    private async Task<IssuerAnswer> SendAsync(HttpMethod method, string address, HttpContent? content, string? authorization, CancellationToken cancellationToken)
    {
        if (!origins.TryAdmit(address, out var target, out var refused))
        {
            content?.Dispose();
            return new IssuerAnswer(0, default, refused);
        }

        using var request = new HttpRequestMessage(method, target) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var result = await client.SendAsync(request, cancellationToken);
        if (!result.TryGetResponse(out var response, out var failure))
        {
            return new IssuerAnswer(0, default, failure);
        }

        using (response)
        {
            return await ReadAsync(target, response);
        }
    }

    private static async Task<IssuerAnswer> ReadAsync(Uri target, UpstreamResponse response)
    {
        var status = (int)response.Status;
        var read = await response.ReadAllAsync(MaxAnswerBytes);
        if (!read.TryGetBody(out var body, out var failure))
        {
            return new IssuerAnswer(status, default, failure);
        }

        using (body)
        {
            try
            {
                var json = JsonElement.Parse(body.Memory.Span);
                if (json.ValueKind == JsonValueKind.Object)
                {
                    return new IssuerAnswer(status, json, null);
                }
            }
            catch (JsonException)
            {
                // What it says instead is nobody's business: it may repeat what was sent.
            }
        }

        return new IssuerAnswer(status, default, status == 200
            ? new Failure(FailureKind.UpstreamMalformed, $"{UpstreamFailures.Origin(target)} did not answer with a JSON object.") { UpstreamStatus = status }
            : null);
    }
}

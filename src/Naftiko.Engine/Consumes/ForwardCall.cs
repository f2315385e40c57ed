using System.Text;
using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Consumes;

/// <summary>Relays requests to a consumed API: the caller's path, query, body and trusted headers, and what the API's own file adds.</summary>
public sealed class ForwardCall
{
    private readonly UpstreamClient _client;
    private readonly OriginRules _origins;
    private readonly IReadOnlyList<UriPart> _baseUri;
    private readonly IReadOnlyList<CredentialPart> _added;
    private readonly Failure? _refusal;
    private UpstreamName? _name; // made when first observed

    internal ForwardCall(UpstreamClient client, OriginRules origins, IReadOnlyList<UriPart> baseUri, IReadOnlyList<CredentialPart> added, Failure? refusal)
    {
        _client = client;
        _origins = origins;
        _baseUri = baseUri;
        _added = added;
        _refusal = refusal;
    }

    /// <summary>The caller's headers that pass.</summary>
    public required IReadOnlyList<string> TrustedHeaders { get; init; }

    /// <summary>The query key of the surface's own credential, which never passes; null for none.</summary>
    public required string? HiddenQuery { get; init; }

    internal bool HasCredential { get; init; }

    /// <summary>The credential that requests get when they are sent; null when it is known at load, or there is none.</summary>
    internal Credential? Credential { get; init; }

    /// <summary>Takes the credential, as it is now, out of what the upstream says about its errors.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> body) => Credential is null ? body : Credential.Redactor.Redact(body);

    /// <summary>Sends a request on and gives the upstream's answer, whatever its status; a refusal of our own credential is a failure.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<UpstreamResult> SendAsync(ForwardRequest given, CancellationToken cancellationToken)
    {
        using var request = Render(given, isDryRun: false, out var failure);
        if (request?.RequestUri is not { } target)
        {
            return new UpstreamResult(failure!); // no request always comes with its reason
        }

        if (_origins.Check(target) is { } refused)
        {
            return new UpstreamResult(refused);
        }

        var result = Credential is null ? await _client.SendAsync(request, cancellationToken) : await Credential.SendAsync(_client, request, cancellationToken);
        if (!result.TryGetResponse(out var response, out _))
        {
            // A body that could not be read is the caller's affair: this server may have refused it.
            (request.Content as PassedContent)?.Fault?.Throw();
            return result;
        }

        if (!HasCredential || (int)response.Status is not (401 or 407) || PassesAuthorization(given))
        {
            return result;
        }

        using (response)
        {
            return new UpstreamResult(
                new Failure(FailureKind.UpstreamCredential, $"the upstream refused the configured credential with status {(int)response.Status}") { UpstreamStatus = (int)response.Status });
        }
    }

    /// <summary>Describes the request that would be sent on.</summary>
    public async ValueTask<Outcome> DescribeAsync(ForwardRequest given, CancellationToken cancellationToken)
    {
        using var request = Render(given, isDryRun: true, out var failure);
        return request is null ? failure! : await DryRun.DescribeAsync(request, cancellationToken);
    }

    private UpstreamRequest? Render(ForwardRequest given, bool isDryRun, out Failure? failure)
    {
        ArgumentNullException.ThrowIfNull(given);
        var run = new Invocation([]) { IsDryRun = isDryRun };
        if (_refusal is not null && !isDryRun)
        {
            run.Fail(_refusal);
        }

        if (ForwardPath.Fault(given.Path) is { } fault)
        {
            run.Fail(fault);
        }

        var uri = run.Failure is null ? Uri(given, run) : null;
        var request = uri is null ? null : new UpstreamRequest(HttpMethod.Parse(given.Method), uri)
        {
            Content = given.Body is null ? null : new PassedContent(given.Body),
            Telemetry = given.Telemetry,
            Name = given.Telemetry is null ? null : _name ??= UpstreamName.Of(_baseUri, null),
        };
        if (request is not null)
        {
            AddHeaders(request, given, run);
        }

        failure = run.Failure;
        if (failure is null)
        {
            return request;
        }

        request?.Dispose();
        return null;
    }

    private Uri? Uri(ForwardRequest given, Invocation run)
    {
        if (new UriTemplate(_baseUri, "", []).Render(run) is not { } root)
        {
            return null;
        }

        // Without a path the base URI is meant as the file writes it.
        var text = new StringBuilder(given.Path.Length == 0 ? root.OriginalString : root.OriginalString.TrimEnd('/'));
        if (given.Path.Length > 0)
        {
            text.Append('/').Append(given.Path is "/" ? "" : given.Path);
        }

        AppendQuery(text, given.Query, run);
        if (!UpstreamUri.TryCreate(text.ToString(), out var uri))
        {
            run.Fail(new Failure(FailureKind.InvalidInput, "the path or the query has characters that must be percent-encoded"));
        }

        return uri;
    }

    /// <summary>The caller's query as it came, without the keys that are not the caller's to choose, and these.</summary>
    private void AppendQuery(StringBuilder text, string query, Invocation run)
    {
        var separator = '?';
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = System.Uri.UnescapeDataString((equals < 0 ? pair : pair[..equals]).Replace('+', ' '));
            if (name == HiddenQuery || _added.Any(a => a.Place == InputPlace.Query && a.Name == name))
            {
                continue;
            }

            text.Append(separator).Append(pair);
            separator = '&';
        }

        foreach (var parameter in _added)
        {
            if (parameter.Place == InputPlace.Query && parameter.Value.Evaluate(run) is { IsAbsent: false, IsNull: false } value)
            {
                text.Append(separator).Append(System.Uri.EscapeDataString(parameter.Name)).Append('=').Append(System.Uri.EscapeDataString(value.AsText()));
                separator = '&';
            }
        }
    }

    /// <summary>Trusted headers of the caller win over the file's: the file's author has listed them.</summary>
    private void AddHeaders(HttpRequestMessage request, ForwardRequest given, Invocation run)
    {
        foreach (var name in TrustedHeaders)
        {
            foreach (var value in given.Header(name))
            {
                Add(request, name, value ?? "", run);
            }
        }

        foreach (var header in _added)
        {
            if (header.Place == InputPlace.Header && !Has(request, header.Name) && header.Value.Evaluate(run) is { IsAbsent: false, IsNull: false } value)
            {
                Add(request, header.Name, value.AsText(), run);
            }
        }

        // The upstream may refuse the body before it is sent: what it says then is the answer.
        request.Headers.ExpectContinue = given is { ExpectsContinue: true, Body: not null } ? true : null;
        AddCookies(request, run);
    }

    private void AddCookies(HttpRequestMessage request, Invocation run)
    {
        var cookies = string.Join("; ", _added.Where(a => a.Place == InputPlace.Cookie).Select(a => $"{a.Name}={System.Uri.EscapeDataString(a.Value.Evaluate(run).AsText())}"));
        if (cookies.Length == 0)
        {
            return;
        }

        var own = request.Headers.NonValidated.TryGetValues("Cookie", out var given) ? $"{string.Join("; ", given)}; " : "";
        request.Headers.Remove("Cookie");
        Add(request, "Cookie", own + cookies, run);
    }

    private static void Add(HttpRequestMessage request, string name, string value, Invocation run)
    {
        if (!HeaderValues.TryValidate(value))
        {
            run.Fail(new Failure(FailureKind.InvalidInput, $"the value of the header '{name}' has control characters")
            {
                Faults = [new InputFault(name, "must not contain line breaks or other control characters")],
            });
            return;
        }

        if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content && !content.Headers.Contains(name))
        {
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool Has(HttpRequestMessage request, string name) => request.Headers.NonValidated.Contains(name) || request.Content?.Headers.NonValidated.Contains(name) == true;

    private bool PassesAuthorization(ForwardRequest given) =>
        TrustedHeaders.Contains("Authorization", StringComparer.OrdinalIgnoreCase) && given.Header("Authorization").Count > 0;
}

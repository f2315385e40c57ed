using System.Globalization;
using System.Text;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>User and password by Digest (RFC 7616): the first request learns the challenge, later ones answer it in advance.</summary>
internal sealed class DigestCredential(string user, string password, string name) : Credential
{
    private readonly Redactor _redactor = Redactor.Of([KeyValuePair.Create($"password of {name}", password)]);
    private volatile DigestSession? _session;

    public override Redactor Redactor => _redactor;

    private protected override async ValueTask<Failure?> ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_session is { } session)
        {
            Set(request, await AnswerAsync(session, request, cancellationToken));
        }

        return null;
    }

    private protected override async ValueTask<bool> ReplaceAsync(HttpRequestMessage request, UpstreamResponse refusal, CancellationToken cancellationToken)
    {
        var used = request.Headers.NonValidated.TryGetValues(Header, out var sent) ? AuthChallenge.Parse(sent.ToString()) : [];
        if (DigestSession.Choose(refusal.HeaderValues("WWW-Authenticate")) is not { } session)
        {
            return false;
        }

        // The same nonce again and not stale: it is user or password that is wrong (RFC 7616 section 3.3).
        if (used is [var before] && before["nonce"] == session.Nonce && !session.IsStale)
        {
            return false;
        }

        _session = session;
        Set(request, await AnswerAsync(session, request, cancellationToken));
        return true;
    }

    /// <summary>The nonce that the server wants next saves the next request a refusal (RFC 7616 section 3.5).</summary>
    private protected override void Learn(UpstreamResponse answer)
    {
        if (_session is { } session
            && answer.Header("Authentication-Info") is { } info
            && AuthChallenge.Parse($"Digest {info}") is [var given, ..]
            && given["nextnonce"] is { Length: > 0 } nonce)
        {
            _session = session.Next(nonce);
        }
    }

    private async ValueTask<string> AnswerAsync(DigestSession session, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var algorithm = session.Algorithm;
        var uri = request.RequestUri is { } target ? target.PathAndQuery : "/";
        var count = session.NextCount().ToString("x8", CultureInfo.InvariantCulture);
        var cnonce = session.Binding?.ClientNonce ?? DigestSession.NewClientNonce();
        var secret = algorithm.Secret(user, session.Realm, password);
        secret = session.Binding is { } bound ? algorithm.Hash($"{secret}:{bound.Nonce}:{bound.ClientNonce}") : secret;
        var action = $"{request.Method.Method}:{uri}";
        if (session.Qop == DigestSession.WithBody)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            action = $"{action}:{algorithm.Hash(body)}";
        }

        var qop = session.Qop is null ? null : $"{count}:{cnonce}:{session.Qop}";
        var value = new StringBuilder("Digest ").Append(UserName(session))
            .Append(", realm=").Append(Quoted(session.Realm)).Append(", nonce=").Append(Quoted(session.Nonce)).Append(", uri=").Append(Quoted(uri))
            .Append(", response=\"").Append(algorithm.Response(secret, session.Nonce, qop, action)).Append('"');
        _ = session.AlgorithmText is null ? value : value.Append(", algorithm=").Append(session.AlgorithmText);
        _ = session.Opaque is null ? value : value.Append(", opaque=").Append(Quoted(session.Opaque));
        _ = session.Qop is null ? value : value.Append(", qop=").Append(session.Qop).Append(", nc=").Append(count).Append(", cnonce=\"").Append(cnonce).Append('"');
        return value.ToString();
    }

    /// <summary>The name hashed where the server wants it so (RFC 7616 section 3.4.4), else encoded where it is not ASCII (section 3.4).</summary>
    private string UserName(DigestSession session)
    {
        if (session.HidesUser)
        {
            return $"username=\"{session.Algorithm.Hash($"{user}:{session.Realm}")}\", userhash=true";
        }

        return user.All(c => c is >= ' ' and < '\x7f') ? $"username={Quoted(user)}" : $"username*=UTF-8''{Uri.EscapeDataString(user)}";
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

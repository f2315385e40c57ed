using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles outbound <c>authentication</c> in its published spellings (published dialect, section 4).</summary>
internal sealed class CredentialCompiler
{
    private static readonly string[] Supported = ["bearer", "basic", "digest", "apikey", "oauth2", "none"];

    private readonly FileContext _file;
    private readonly AuthenticationSpec _authentication;
    private readonly AuthenticationSettings _settings;

    private CredentialCompiler(FileContext file, AuthenticationSpec authentication)
    {
        _file = file;
        _authentication = authentication;
        _settings = new AuthenticationSettings(file, authentication);
    }

    /// <summary>What the block adds to a request. The calls of one API share one credential, and with it one token.</summary>
    /// <param name="file">The file.</param>
    /// <param name="authentication">The block; null for none.</param>
    /// <param name="api">The namespace of the API, for messages.</param>
    public static CompiledCredential Compile(FileContext file, AuthenticationSpec? authentication, string api)
    {
        if (authentication is null)
        {
            return new CompiledCredential([]);
        }

        return file.Credentials.TryGetValue(authentication, out var known)
            ? known
            : file.Credentials[authentication] = new CredentialCompiler(file, authentication).Compile(api);
    }

    private CompiledCredential Compile(string api)
    {
        switch (_authentication.Type)
        {
            case "none":
                return new CompiledCredential([]);
            case "bearer":
                return new CompiledCredential([Authorization(Prefixed("Bearer ", Value("token", "value", "key")))]);
            case "basic":
                return new CompiledCredential([Authorization(new BasicExpression(Value("username", "user"), Value("password")))]);
            case "apikey" or "api-key" or "api_key" or "header" or "query":
                return new CompiledCredential(ApiKey());
            case "digest":
                return AtSending($"Digest {{{{credentials of {api}}}}}", Digest(api));
            case "oauth2":
                return AtSending($"Bearer {{{{oauth2 token of {api}}}}}", TokenGrantCompiler.Compile(_file, _authentication, api));
            default:
                return new CompiledCredential([], Refusal: Refuse());
        }
    }

    private static CredentialPart Authorization(Expression value) => new(InputPlace.Header, "Authorization", value);

    private static CompiledCredential AtSending(string shown, Credential credential) => new([Authorization(new PendingExpression(shown))], credential);

    private Credential Digest(string api)
    {
        var run = new Invocation([]);
        var (user, password) = (Value("username", "user").Evaluate(run).AsText(), Value("password").Evaluate(run).AsText());
        return run.Failure is { } failure ? new MissingCredential(failure) : new DigestCredential(user, password, api);
    }

    private Failure Refuse()
    {
        var kind = _authentication.Type.Length > 0 ? $"'{_authentication.Type}'" : "without a type";
        _file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, _authentication.Span,
            $"authentication {kind} is not supported; calls of this API answer an error and send nothing", Nearest.Hint(_authentication.Type, Supported));
        return new Failure(FailureKind.NotSupported, $"authentication {kind} of the upstream is not supported; nothing was sent");
    }

    private List<CredentialPart> ApiKey()
    {
        var settings = _authentication.Settings;
        if ((settings["headers"] ?? settings["parameters"]) is { } several)
        {
            var place = settings["headers"] is null || _authentication.Type == "query" ? Placement() : InputPlace.Header;
            return [.. Several(several).Select(s => new CredentialPart(place, s.Name, _settings.Compile(s.Value)))];
        }

        // With `header` or `name` that is the name and key, value or token the secret; else `key` is the name and `value` the secret.
        var name = Text(settings, "header") ?? Text(settings, "name");
        return name is not null
            ? [new CredentialPart(Placement(), name, Value("value", "token", "key"))]
            : [new CredentialPart(Placement(), Text(settings, "key") ?? "Authorization", Value("value", "token"))];
    }

    private InputPlace Placement() =>
        (Text(_authentication.Settings, "placement") ?? Text(_authentication.Settings, "in") ?? _authentication.Type).ToLowerInvariant() switch
        {
            "query" => InputPlace.Query,
            "cookie" => InputPlace.Cookie,
            "path" => InputPlace.Path,
            "body" => InputPlace.BodyField,
            _ => InputPlace.Header,
        };

    /// <summary>A map of name → value, or a list of <c>{key|name, value}</c>.</summary>
    private static IEnumerable<(string Name, Node? Value)> Several(Node node) => node switch
    {
        MappingNode map => map.Entries.Select(e => (e.Key.Text, (Node?)e.Value)),
        SequenceNode list => list.Items.OfType<MappingNode>().Select(m => (Text(m, "key") ?? Text(m, "name") ?? "", m["value"])),
        _ => [],
    };

    /// <summary>When nothing is written, the call must say what is missing rather than go out without it.</summary>
    private Expression Value(params ReadOnlySpan<string> keys) =>
        _settings.Find(keys) ?? new BindExpression($"{keys[0]} of the upstream's authentication", null);

    private static TemplateExpression Prefixed(string prefix, Expression value) =>
        new([TemplateSlot.Text(prefix), new TemplateSlot(value, TextEscape.None)]);

    private static string? Text(MappingNode node, string key) => node[key] is ScalarNode { IsNull: false } scalar ? scalar.Text : null;
}

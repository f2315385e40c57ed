using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Compiles outbound <c>authentication</c> in its published spellings (published dialect, section 4).</summary>
internal sealed class CredentialCompiler
{
    private static readonly string[] Supported = ["bearer", "basic", "digest", "apikey", "oauth2", "oauth1", "aws-sig-v4", "none"];

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
                return new CompiledCredential([Authorization(Prefixed("Bearer ", _settings.Required("token", "value", "key")))]);
            case "basic":
                return new CompiledCredential([Authorization(new BasicExpression(_settings.Required("username", "user"), _settings.Required("password")))]);
            case "apikey" or "api-key" or "api_key" or "header" or "query":
                return ApiKey(api);
            case "digest":
                return AtSending($"Digest {{{{credentials of {api}}}}}", Digest(api));
            case "oauth2":
                return AtSending($"Bearer {{{{oauth2 token of {api}}}}}", new TokenGrantCompiler(_file, _authentication, api).Compile());
            case "oauth1" or "oauth1.0" or "oauth1.0a" or "oauth1a":
                return AtSending($"OAuth {{{{signature of {api}}}}}", new SignatureCompiler(_file, _authentication, api).OAuth1());
            case "aws-sig-v4" or "aws-sigv4" or "aws-signature-v4" or "awssigv4" or "sigv4" or "aws4-hmac-sha256":
                return Aws(api);
            default:
                return new CompiledCredential([], Refusal: Refuse());
        }
    }

    private static CredentialPart Authorization(Expression value) => new(InputPlace.Header, "Authorization", value);

    private static CompiledCredential AtSending(string shown, Credential credential) => new([Authorization(new PendingExpression(shown))], credential);

    /// <summary>The headers that the signature brings with it are filled as well: nobody is asked for them.</summary>
    private CompiledCredential Aws(string api)
    {
        var signed = AtSending($"AWS4-HMAC-SHA256 {{{{signature of {api}}}}}", new SignatureCompiler(_file, _authentication, api).Aws());
        return signed with
        {
            Parts =
            [
                .. signed.Parts,
                new CredentialPart(InputPlace.Header, "X-Amz-Date", new PendingExpression($"{{{{time of the signature of {api}}}}}")),
                new CredentialPart(InputPlace.Header, "X-Amz-Security-Token", new PendingExpression($"{{{{session token of {api}, if it has one}}}}")),
            ],
        };
    }

    private Credential Digest(string api)
    {
        var run = new Invocation([]);
        var (user, password) = (_settings.Required("username", "user").Evaluate(run).AsText(), _settings.Required("password").Evaluate(run).AsText());
        return run.Failure is { } failure ? new MissingCredential(failure) : new DigestCredential(user, password, api);
    }

    private Failure Refuse()
    {
        var kind = _authentication.Type.Length > 0 ? $"'{_authentication.Type}'" : "without a type";
        _file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, _authentication.Span,
            $"authentication {kind} is not supported; calls of this API answer an error and send nothing",
            _authentication.Type == "hmac" ? "each vendor has an HMAC scheme of its own, and the file does not say how requests are signed" : Nearest.Hint(_authentication.Type, Supported));
        return new Failure(FailureKind.NotSupported, $"authentication {kind} of the upstream is not supported; nothing was sent");
    }

    private CompiledCredential ApiKey(string api)
    {
        var compiler = new ApiKeyCompiler(_authentication.Type, _settings);
        var parts = compiler.Compile();
        return compiler.Fault is { } fault ? Faulty(api, fault.Key, fault.Message, fault.Known)
            : _settings.Unresolved is { } unresolved ? new CompiledCredential([], Refusal: unresolved)
            : new CompiledCredential(parts);
    }

    /// <summary>A block that says something impossible: reported, and its calls send nothing.</summary>
    private CompiledCredential Faulty(string api, string key, string message, IReadOnlyList<string> known)
    {
        var written = _settings.Node(key);
        _file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, written?.Span ?? _authentication.Span,
            $"the authentication of '{api}' {message}; its calls answer an error and send nothing", Nearest.Hint((written as ScalarNode)?.Text ?? "", known));
        return new CompiledCredential([], Refusal: new Failure(FailureKind.NotConfigured, $"the authentication of '{api}' {message}; nothing was sent"));
    }

    private static TemplateExpression Prefixed(string prefix, Expression value) =>
        new([TemplateSlot.Text(prefix), new TemplateSlot(value, TextEscape.None)]);
}

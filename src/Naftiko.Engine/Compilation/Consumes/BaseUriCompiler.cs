using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Expressions;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// Compiles the base URI of a consumed API. Who receives the credential is the operator's choice: scheme, host and port come from the file,
/// from binds and from overrides, never from the caller.
/// </summary>
internal sealed class BaseUriCompiler(FileContext file, ConsumesHttpSpec api, IReadOnlyList<CredentialPart> credential)
{
    /// <summary>The parts of the base URI.</summary>
    /// <param name="placeholder">Compiles a placeholder of its path.</param>
    /// <param name="refusal">Why no call can be made, where that is known at load.</param>
    public List<UriPart> Compile(Func<HolePart, UriPart> placeholder, out Failure? refusal)
    {
        refusal = null;
        if (Override is { Length: > 0 } chosen)
        {
            return [UriPart.Constant(chosen.TrimEnd('/'))];
        }

        refusal = ThroughTunnel();
        var text = api.BaseUri.Value.Trim();
        if (text.Length == 0)
        {
            refusal = new Failure(FailureKind.NotConfigured, $"'{api.Namespace}' has no base URI; {Advice}; nothing was sent");
            file.Diagnostics.Add(ReferenceDiagnostics.UnusableBaseUri, api.Span, $"'{api.Namespace}' has no base URI; its calls answer an error", Advice);
            return [];
        }

        if (!Template.TryParse(text, isPath: true, out var template, out var error))
        {
            refusal = new Failure(FailureKind.NotConfigured, $"the base URI of '{api.Namespace}' cannot be read; nothing was sent");
            file.Diagnostics.Add(ExpressionDiagnostics.BadTemplate, api.BaseUri.Span, error);
            return [];
        }

        return Parts(template, placeholder);
    }

    /// <summary>The operator's whole base URI: of the command line, else of the environment, else of the settings file.</summary>
    private string? Override => file.Options.BaseUris.GetValueOrDefault(api.Namespace)
        ?? file.Variables.FindOwn(OverrideVariable)
        ?? file.Options.SettledBaseUris.GetValueOrDefault(api.Namespace);

    private string Advice => $"set it with --base-uri {api.Namespace}=URI or {OverrideVariable}";

    /// <summary>The environment variable that overrides the whole base URI.</summary>
    private string OverrideVariable => "NAFTIKO_BASEURI_" + ScreamingSnake(api.Namespace);

    /// <summary>An API behind a tunnel is not where its base URI says: only the file, or an override, can allow to call that directly.</summary>
    private Failure? ThroughTunnel()
    {
        if (api.Tunnel is not { } tunnel)
        {
            return null;
        }

        if (tunnel.IsDirectAllowed)
        {
            file.Diagnostics.Add(StructureDiagnostics.NotServed, tunnel.Span, $"tunnels are not supported; '{api.Namespace}' is called directly, as 'fallback: direct' allows");
            return null;
        }

        file.Diagnostics.Add(StructureDiagnostics.NotServed, tunnel.Span, $"tunnels are not supported; calls of '{api.Namespace}' answer an error", Advice);
        return new Failure(FailureKind.NotSupported, $"'{api.Namespace}' is to be reached through a tunnel, which is not supported; {Advice}; nothing was sent");
    }

    private List<UriPart> Parts(Template template, Func<HolePart, UriPart> placeholder)
    {
        var parts = new List<UriPart>();
        var isPath = false;
        var before = "";
        foreach (var part in template.Parts)
        {
            switch (part)
            {
                case TextPart text:
                    parts.Add(UriPart.Constant(text.Text));
                    before += text.Text;
                    var authority = before.IndexOf("://", StringComparison.Ordinal);
                    isPath |= authority >= 0 ? before.IndexOf('/', authority + 3) >= 0 : before.Contains('/');
                    break;
                case HolePart hole when isPath:
                    parts.Add(placeholder(hole));
                    break;
                case HolePart hole:
                    parts.Add(Authority(hole, isWhole: parts.Count == 0));
                    before += "x";
                    break;
            }
        }

        WarnAboutUnusable(parts);
        if (parts is [.., { Hole: null } last])
        {
            parts[^1] = UriPart.Constant(last.Text.TrimEnd('/'));
        }

        return parts;
    }

    private UriPart Authority(HolePart hole, bool isWhole)
    {
        var encoding = isWhole ? UriEncoding.Whole : UriEncoding.HostLabel;
        var specific = $"{ScreamingSnake(api.Namespace)}_{ScreamingSnake(hole.Name)}";
        var value = file.Variables.FindGiven(hole.Name, api.BaseUri.Span)
            ?? file.Variables.FindGiven(specific, api.BaseUri.Span)
            ?? credential.FirstOrDefault(c => c.Place == InputPlace.Path && c.Name == hole.Name)?.Value;
        if (value is null)
        {
            var advice = $"set {specific}, or the whole base URI with --base-uri {api.Namespace}=URI or {OverrideVariable}";
            file.Diagnostics.Add(ReferenceDiagnostics.UnusableBaseUri, api.BaseUri.Span, $"'{hole.Name}' in the base URI has no value; calls answer an error", advice);
            value = new BindExpression(hole.Name, null, advice);
        }

        return UriPart.Placeholder(hole.Name, value, encoding);
    }

    /// <summary>What begins with a placeholder may get its scheme from there; all else must have one, and a host that can be meant.</summary>
    private void WarnAboutUnusable(List<UriPart> parts)
    {
        var text = api.BaseUri.Value.Trim();
        if (!HasScheme(text) && parts is [{ Hole: null }, ..])
        {
            var isHost = char.IsAsciiLetterOrDigit(text[0]) && !text.Contains("://", StringComparison.Ordinal);
            file.Diagnostics.Add(ReferenceDiagnostics.UnusableBaseUri, api.BaseUri.Span,
                $"the base URI '{text}' does not begin with http:// or https://; calls answer an error", isHost ? $"write 'https://{text}'" : Advice);
        }
        else if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && file.Options.Origins.Check(uri) is { } reason)
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnusableBaseUri, api.BaseUri.Span, $"{reason.Detail} Its calls answer an error", Advice);
        }
    }

    private static bool HasScheme(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name as environment variables are spelled: upper case, everything but letters and digits an underscore.</summary>
    private static string ScreamingSnake(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}

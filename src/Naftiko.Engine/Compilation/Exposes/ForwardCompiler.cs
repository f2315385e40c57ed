using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles <c>forward</c>: what the consumed API adds to each request. It sees binds only, the caller's values never stand in for one.</summary>
internal sealed class ForwardCompiler(FileContext file)
{
    public IReadOnlyList<RestForward> Compile(ExposesRestSpec surface, Guard? guard)
    {
        var forwards = new List<RestForward>();
        foreach (var resource in surface.Resources)
        {
            if (resource.Forward is not { } forward)
            {
                continue;
            }

            if (file.File.Consumes.FirstOrDefault(c => c.Namespace == forward.TargetNamespace.Value) is not { } api)
            {
                file.Diagnostics.Add(ReferenceDiagnostics.UnknownTarget, forward.TargetNamespace.Span, $"'{forward.TargetNamespace.Value}' is no consumed API; nothing is forwarded",
                    Nearest.Hint(forward.TargetNamespace.Value, file.File.Consumes.Select(c => c.Namespace)));
                continue;
            }

            LostPaths.ReportUnplaced(file, CredentialCompiler.Compile(file, api.Authentication, api.Namespace).Parts, api.BaseUri.Value, "", forward.Span);
            forwards.Add(new RestForward(Path(resource.Path), Call(api, forward, guard), forward.Span));
        }

        return forwards;
    }

    /// <summary>The path; its last placeholder stands for the rest of a request's path where none is called <c>path</c>.</summary>
    private string Path(SpannedText written)
    {
        var path = OperationPath.Join(written.Value, null);
        if (!Template.TryParse(path, isPath: true, out var template, out _))
        {
            return path;
        }

        var holes = template.Parts.OfType<HolePart>().ToList();
        var named = holes.Find(h => h.Name.Equals("path", StringComparison.OrdinalIgnoreCase));
        var last = template.Parts is [.., TextPart { Text: [.., '/'] }, HolePart hole] ? hole : null;
        foreach (var lost in holes.Where(h => h != (named ?? last)))
        {
            file.Diagnostics.Add(ReferenceDiagnostics.UnforwardedPlaceholder, written.Span, $"what stands at '{lost.Source}' is not forwarded", "'{path}' at the end stands for the rest of the path");
        }

        return named is null && last is not null ? $"{path[..^last.Source.Length]}{{+{last.Name}}}" : path;
    }

    private ForwardCall Call(ConsumesHttpSpec api, ForwardSpec forward, Guard? guard)
    {
        var credential = CredentialCompiler.Compile(file, api.Authentication, api.Namespace);
        var baseUri = new BaseUriCompiler(file, api, credential.Parts).Compile(hole => Placeholder(hole, api, credential.Parts), out var unusable);
        var added = api.Inputs.Where(i => i.Value is not null).Select(Input)
            .Concat(credential.Parts)
            .Where(p => p.Place is InputPlace.Header or InputPlace.Query or InputPlace.Cookie)
            .ToList();
        return new ForwardCall(file.ClientOf(api), file.Options.Origins, baseUri, added, credential.Refusal ?? Unaddable(credential, api, forward) ?? unusable)
        {
            TrustedHeaders = [.. Trusted(forward, guard)],
            HiddenQuery = guard?.Query,
            HasCredential = credential.Parts.Count > 0 || credential.AtSending is not null,
            Credential = credential.AtSending,
        };
    }

    /// <summary>A forwarded body is the caller's, and passes unread: a credential cannot be put into it.</summary>
    private Failure? Unaddable(CompiledCredential credential, ConsumesHttpSpec api, ForwardSpec forward)
    {
        if (credential.Parts.All(p => p.Place != InputPlace.BodyField))
        {
            return null;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, forward.Span, $"the credential of '{api.Namespace}' belongs into the body, which is forwarded unread; forwarding answers an error");
        return new Failure(FailureKind.NotSupported, $"the credential of '{api.Namespace}' belongs into the body, which is forwarded unread; nothing was sent");
    }

    /// <summary>The headers that pass: none of the connection's, and not the one that the surface's own guard takes.</summary>
    private IEnumerable<string> Trusted(ForwardSpec forward, Guard? guard)
    {
        foreach (var header in forward.TrustedHeaders)
        {
            if (HopByHop.Contains(header.Value))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.RefusedHeader, header.Span, $"the header '{header.Value}' belongs to the connection; it is not forwarded");
            }
            else if (!header.Value.Equals(guard?.Header, StringComparison.OrdinalIgnoreCase))
            {
                yield return header.Value;
            }
        }
    }

    private CredentialPart Input(InputParameterSpec input) => new(
        input.In switch
        {
            "header" => InputPlace.Header,
            "cookie" => InputPlace.Cookie,
            "path" => InputPlace.Path,
            null or "query" => InputPlace.Query,
            _ => InputPlace.BodyField,
        },
        input.Name,
        Value(input.Value));

    private UriPart Placeholder(HolePart hole, ConsumesHttpSpec api, IReadOnlyList<CredentialPart> credential)
    {
        var value = api.Inputs.FirstOrDefault(i => i.Value is not null && i.In is "path" or null && NameRule.IsSame(i.Name, hole.Name)) is { } input
            ? Value(input.Value)
            : credential.FirstOrDefault(c => c.Place == InputPlace.Path && NameRule.IsSame(c.Name, hole.Name))?.Value ?? Variable(hole.Name, api.BaseUri.Span);
        return UriPart.Placeholder(hole.Name, value, UriEncoding.Segment);
    }

    private Expression Value(Node? node)
    {
        if (node is ScalarNode scalar && (file.Variables.FindLiteral(scalar.Text, scalar.Span) ?? file.Variables.FindQualified(scalar.Text, scalar.Span)) is { } bind)
        {
            return bind;
        }

        return node is null ? new ConstantExpression(Values.Value.Absent) : new TemplateCompiler((hole, span, _) => Variable(hole.Name, span), file.Diagnostics).Compile(node);
    }

    private BindExpression Variable(string name, SourceSpan span) => file.Variables.Find(name, span) ?? new BindExpression(name, null);
}

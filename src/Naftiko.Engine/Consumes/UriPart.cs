using System.Text;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Consumes;

/// <summary>A part of a URL's scheme, authority and path: constant text, or a placeholder with its encoding.</summary>
internal sealed class UriPart
{
    private readonly UriEncoding _encoding;

    private UriPart(string text, string name, Expression? hole, UriEncoding encoding)
    {
        Text = text;
        Name = name;
        Hole = hole;
        _encoding = encoding;
    }

    public string Text { get; }

    /// <summary>The placeholder's name, for messages.</summary>
    public string Name { get; }

    public Expression? Hole { get; }

    public bool IsConstant => Hole is null || Hole.IsConstant;

    /// <summary>Whether the value stands in a path segment, which it must not make empty or a dot segment.</summary>
    public bool IsSegment => _encoding == UriEncoding.Segment;

    public static UriPart Constant(string text) => new(text, "", null, default);

    public static UriPart Placeholder(string name, Expression value, UriEncoding encoding) => new("", name, value, encoding);

    public static Failure BadSegment(string name) => new(FailureKind.InvalidInput, $"the value of '{name}' cannot stand in a path")
    {
        Faults = [new InputFault(name, "must not be empty, '.' or '..', as it stands in the path")],
    };

    public void AppendHole(StringBuilder text, Invocation run)
    {
        var value = Hole!.Evaluate(run); // callers ask for Hole first
        if (value.IsAbsent || value.IsNull)
        {
            run.Fail(new Failure(FailureKind.InvalidInput, $"'{Name}' is missing") { Faults = [new InputFault(Name, "is required: it is part of the path")] });
            return;
        }

        var content = value.AsText();
        switch (_encoding)
        {
            case UriEncoding.Whole:
                text.Append(content.TrimEnd('/'));
                break;
            case UriEncoding.HostLabel:
                AppendHost(text, content, run);
                break;
            case UriEncoding.Slashes:
                AppendSlashes(text, content, run);
                break;
            default:
                text.Append(Uri.EscapeDataString(content));
                break;
        }
    }

    private void AppendHost(StringBuilder text, string content, Invocation run)
    {
        if (run.IsDryRun)
        {
            text.Append(DryRun.InHost(content));
            return;
        }

        if (!IsHost(content))
        {
            run.Fail(new Failure(FailureKind.NotConfigured, $"the value of '{Name}' is no host name; nothing was sent"));
            return;
        }

        text.Append(content);
    }

    private void AppendSlashes(StringBuilder text, string content, Invocation run)
    {
        var isFirst = true;
        foreach (var part in content.TrimStart('/').Split('/'))
        {
            if (part is "" or "." or "..")
            {
                run.Fail(BadSegment(Name));
                return;
            }

            text.Append(isFirst ? "" : "/").Append(Uri.EscapeDataString(part));
            isFirst = false;
        }
    }

    /// <summary>Labels, dots, a port or an IPv6 literal: nothing that ends the authority or brings user information.</summary>
    private static bool IsHost(string content) =>
        content.Length is > 0 and <= 253 && content.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':' or '[' or ']');
}

using System.Text;
using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes;

/// <summary>The URL of a call: constant text, placeholders and query parameters, rendered in one pass.</summary>
/// <param name="parts">Base URI and path, in order.</param>
/// <param name="constantQuery">A query string that the file's path carries, without <c>?</c>; kept as it is.</param>
/// <param name="query">The query parameters, in order.</param>
internal sealed class UriTemplate(IReadOnlyList<UriPart> parts, string constantQuery, IReadOnlyList<QueryParameter> query)
{
    private readonly bool _isConstant = query.All(q => q.Value.IsConstant) && parts.All(p => p.IsConstant);
    [ThreadStatic]
    private static StringBuilder? _builder;

    private Uri? _constant;

    /// <summary>Base URI and path, in order.</summary>
    public IReadOnlyList<UriPart> Parts => parts;

    /// <summary>The URL of this run, or null when a value makes it impossible; the reason is then the run's failure.</summary>
    public Uri? Render(Invocation run)
    {
        if (_constant is not null && !run.IsDryRun)
        {
            return _constant;
        }

        // One builder per thread: rendering never waits, so no other request can be in the middle of it.
        var text = _builder ??= new StringBuilder(256);
        text.Clear();
        RenderPath(text, run);
        RenderQuery(text, run);
        if (run.Failure is not null)
        {
            return null;
        }

        var url = text.ToString();
        if (!Transport.UpstreamUri.TryCreate(url, out var uri))
        {
            run.Fail(new Failure(FailureKind.NotConfigured, "the base URI and path of this operation do not make a URL"));
            return null;
        }

        if (_isConstant && !run.IsDryRun)
        {
            _constant = uri;
        }

        return uri;
    }

    private void RenderPath(StringBuilder text, Invocation run)
    {
        var segmentStart = 0;
        UriPart? inSegment = null;
        foreach (var part in parts)
        {
            if (part.Hole is not null)
            {
                part.AppendHole(text, run);
                inSegment = part.IsSegment ? part : inSegment;
                continue;
            }

            var slash = part.Text.IndexOf('/');
            if (inSegment is not null && slash >= 0)
            {
                CheckSegment(text, segmentStart, part.Text.AsSpan(0, slash), inSegment, run);
                inSegment = null;
            }

            text.Append(part.Text);
            var last = part.Text.LastIndexOf('/');
            segmentStart = last >= 0 ? text.Length - (part.Text.Length - last - 1) : segmentStart;
        }

        if (inSegment is not null)
        {
            CheckSegment(text, segmentStart, [], inSegment, run);
        }
    }

    /// <summary>A value that makes a whole segment empty, <c>.</c> or <c>..</c> would reach another resource (semantics, section 3).</summary>
    private static void CheckSegment(StringBuilder text, int start, ReadOnlySpan<char> rest, UriPart hole, Invocation run)
    {
        var length = text.Length - start + rest.Length;
        if (length > 2 || run.Failure is not null)
        {
            return;
        }

        var segment = text.ToString(start, text.Length - start) + rest.ToString();
        if (segment is "" or "." or "..")
        {
            run.Fail(UriPart.BadSegment(hole.Name));
        }
    }

    private void RenderQuery(StringBuilder text, Invocation run)
    {
        var separator = '?';
        if (constantQuery.Length > 0)
        {
            text.Append('?').Append(constantQuery);
            separator = '&';
        }

        foreach (var parameter in query)
        {
            if (parameter.Value.IsLeftOut(run))
            {
                continue;
            }

            var value = parameter.Value.Evaluate(run);
            if (value.Kind == JsonValueKind.Array)
            {
                foreach (var item in value.Element.EnumerateArray())
                {
                    Append(Value.FromElement(item));
                }
            }
            else if (!value.IsAbsent && !value.IsNull)
            {
                Append(value);
            }

            void Append(Value single)
            {
                text.Append(separator).Append(parameter.EncodedName).Append('=').Append(Uri.EscapeDataString(single.AsText()));
                separator = '&';
            }
        }
    }
}

using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Document;
using Naftiko.Spec.Expressions;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Compiles the path of a consumed operation; a placeholder that occurs twice has one value.</summary>
internal sealed class PathCompiler(OperationScope scope)
{
    private readonly Dictionary<string, Expression> _values = new(StringComparer.Ordinal);

    /// <summary>Whether the path has a place for the parameter.</summary>
    public bool HasPlace(string parameter) => _values.ContainsKey(parameter) || _values.Keys.Any(k => NameRule.IsSame(k, parameter));

    public IEnumerable<UriPart> Compile(SpannedText path)
    {
        if (scope.Templates.Parse(path.Value, path.Span, isPath: true) is not { } template)
        {
            yield break;
        }

        foreach (var part in template.Parts)
        {
            yield return part is TextPart text ? UriPart.Constant(CollapseSlashes(text.Text)) : Placeholder((HolePart)part, path);
        }
    }

    /// <summary>A placeholder of the path or of the base URI's path.</summary>
    public UriPart Placeholder(HolePart hole, SpannedText source)
    {
        if (!_values.TryGetValue(hole.Name, out var value))
        {
            value = scope.Placeholder(hole, source.Span);
            _values.Add(hole.Name, value);
        }

        var keepsSlashes = hole.Notation == HoleNotation.Reserved || hole.Name is "path" or "filepath" or "file_path" or "wildcard";
        return UriPart.Placeholder(hole.Name, value, keepsSlashes ? UriEncoding.Slashes : UriEncoding.Segment);
    }

    private static string CollapseSlashes(string text)
    {
        while (text.Contains("//", StringComparison.Ordinal))
        {
            text = text.Replace("//", "/", StringComparison.Ordinal);
        }

        return EncodeLiterals(text);
    }

    /// <summary>What a file writes literally but a URL cannot hold (RFC 3986 section 3.3): blanks and everything beyond ASCII.</summary>
    private static string EncodeLiterals(string text) =>
        text.All(c => c is > ' ' and < '\x7f' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '|'))
            ? text
            : string.Concat(text.EnumerateRunes().Select(r => r.Value is > ' ' and < 0x7f && !"\"<>\\^`|".Contains((char)r.Value) ? r.ToString() : Uri.EscapeDataString(r.ToString())));
}

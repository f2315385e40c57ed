using System.Text;
using System.Text.RegularExpressions;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>
/// The URI of a resource, or a template of URIs (RFC 6570): literals, <c>{variables}</c> that stop at a slash, <c>{+variables}</c> that do not, and
/// at the end a query <c>{?a,b}</c>, whose variables may be left out.
/// </summary>
public sealed class ResourceUri
{
    private readonly Regex? _pattern;
    private readonly int[] _slots;
    private readonly int _pathVariables;

    /// <param name="parts">Literal texts and variables, in order.</param>
    /// <param name="query">The variables of the query at the end.</param>
    internal ResourceUri(IReadOnlyList<ResourceUriPart> parts, IReadOnlyList<string> query)
    {
        var variables = parts.Where(p => p.Kind != ResourceUriPartKind.Literal).Select(p => p.Text).ToList();
        List<string> distinct = [.. variables.Distinct(StringComparer.Ordinal)];
        _pathVariables = distinct.Count;
        Variables = [.. distinct, .. query.Except(distinct)];
        _slots = [.. variables.Select(v => distinct.IndexOf(v))];
        Text = string.Concat(parts.Select(Listed)) + (query.Count > 0 ? $"{{?{string.Join(',', query.Select(ListedName))}}}" : "");
        if (Variables.Count == 0)
        {
            return;
        }

        // Without backtracking no URI of a caller takes more than time in proportion to its length.
        var pattern = new StringBuilder("^");
        foreach (var (text, kind) in parts)
        {
            pattern.Append(kind switch
            {
                ResourceUriPartKind.Literal => Regex.Escape(text),
                ResourceUriPartKind.Reserved => "(.+)",
                _ => "([^/]+)",
            });
        }

        _pattern = new Regex(pattern.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>As listed: a variable's name has letters, digits, <c>_</c> and <c>.</c> only (RFC 6570 section 2.3).</summary>
    public string Text { get; }

    /// <summary>The variables as the file names them, in order, without repeats.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Those of the query, which may be left out.</summary>
    public IEnumerable<string> QueryVariables => Variables.Skip(_pathVariables);

    public bool IsTemplate => _pattern is not null;

    /// <summary>The decoded values of the variables, null for those that are left out; null when the URI is not one of these.</summary>
    public string?[]? Match(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (_pattern is null)
        {
            return uri == Text ? [] : null;
        }

        var values = new string?[Variables.Count];
        var mark = _pathVariables < Variables.Count ? uri.IndexOf('?') : -1;
        if (mark >= 0 && !TakeQuery(uri[(mark + 1)..], values))
        {
            return null;
        }

        if (_pattern.Match(mark < 0 ? uri : uri[..mark]) is not { Success: true } match)
        {
            return null;
        }

        for (var i = 0; i < _slots.Length; i++)
        {
            var value = Uri.UnescapeDataString(match.Groups[i + 1].Value);
            if (values[_slots[i]] is { } earlier && earlier != value)
            {
                return null;
            }

            values[_slots[i]] = value;
        }

        return values;
    }

    /// <summary>The variable of that name, as the file or as the list names it; null when there is none.</summary>
    public string? FindVariable(string name) => Variables.FirstOrDefault(v => v == name || ListedName(v) == name);

    /// <summary>Takes the values of the query's variables; false when it has others, or one twice.</summary>
    private bool TakeQuery(string query, string?[] values)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
            var slot = Variables.ToList().FindIndex(_pathVariables, v => v == name || ListedName(v) == name);
            if (slot < 0 || values[slot] is not null)
            {
                return false;
            }

            values[slot] = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
        }

        return true;
    }

    private static string Listed(ResourceUriPart part) => part.Kind switch
    {
        ResourceUriPartKind.Literal => part.Text,
        ResourceUriPartKind.Reserved => $"{{+{ListedName(part.Text)}}}",
        _ => $"{{{ListedName(part.Text)}}}",
    };

    private static string ListedName(string variable) => string.Concat(variable.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '_'));
}

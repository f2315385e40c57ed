using System.Text;
using System.Text.RegularExpressions;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>The URI of a resource, or a template of level 1 (RFC 6570 section 1.2): literals and <c>{variables}</c> that stop at a slash.</summary>
public sealed class ResourceUri
{
    private readonly Regex? _pattern;
    private readonly int[] _slots;

    /// <param name="parts">Literal texts and variables, in order.</param>
    internal ResourceUri(IReadOnlyList<(string Text, bool IsVariable)> parts)
    {
        var variables = parts.Where(p => p.IsVariable).Select(p => p.Text).ToList();
        Variables = [.. variables.Distinct(StringComparer.Ordinal)];
        _slots = [.. variables.Select(v => Variables.ToList().IndexOf(v))];
        Text = string.Concat(parts.Select(p => p.IsVariable ? $"{{{ListedName(p.Text)}}}" : p.Text));
        if (_slots.Length == 0)
        {
            return;
        }

        // Without backtracking no URI of a caller takes more than time in proportion to its length.
        var pattern = new StringBuilder("^");
        foreach (var (text, isVariable) in parts)
        {
            pattern.Append(isVariable ? "([^/]+)" : Regex.Escape(text));
        }

        _pattern = new Regex(pattern.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>As listed: a variable's name has letters, digits, <c>_</c> and <c>.</c> only (RFC 6570 section 2.3).</summary>
    public string Text { get; }

    /// <summary>The variables as the file names them, in order, without repeats.</summary>
    public IReadOnlyList<string> Variables { get; }

    public bool IsTemplate => _pattern is not null;

    /// <summary>The decoded values of the variables; null when the URI is not one of these.</summary>
    public string[]? Match(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (_pattern is null)
        {
            return uri == Text ? [] : null;
        }

        if (_pattern.Match(uri) is not { Success: true } match)
        {
            return null;
        }

        var values = new string[Variables.Count];
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

    private static string ListedName(string variable) => string.Concat(variable.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '_'));
}

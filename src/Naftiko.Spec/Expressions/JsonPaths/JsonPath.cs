using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>
/// A JSONPath (RFC 9535), parsed once and immutable. Outside strict mode it may also be written in the lenient forms of
/// published capability files, see <see cref="TryParse"/>.
/// </summary>
public sealed class JsonPath
{
    private readonly Query _query;
    private readonly Aggregate _aggregate;

    internal JsonPath(string text, Query query, Aggregate aggregate)
    {
        Text = text;
        _query = query;
        _aggregate = aggregate;
        LastName = query.LastName;
    }

    /// <summary>The path as written. A <see cref="Tail"/> keeps the text of the whole path, for messages.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether the path selects one value at most: a singular query (RFC 9535 section 2.3.5.1), with or without a function,
    /// or a sum, min, max or avg of any query. <c>length()</c> after a query for many nodes yields a length for each.
    /// </summary>
    public bool IsSingular => _query.IsSingular || _aggregate is not (Aggregate.None or Aggregate.Length);

    /// <summary>Whether the path is the whole document: <c>$</c> or <c>$.</c>.</summary>
    public bool IsRoot => _query.First is null && _aggregate == Aggregate.None;

    /// <summary>The member that the path enters first; null if its first step is not exactly one name.</summary>
    public string? FirstName => _query.First is { IsDescendant: false, SingleSelector: NameSelector selector } ? selector.Name : null;

    /// <summary>The last name written outside filters, for naming what the path selects; null if there is none.</summary>
    public string? LastName { get; }

    /// <summary>
    /// Parses a path. The lenient forms are: <c>$.</c> for <c>$</c>; no leading <c>$</c> (<c>id</c>, <c>a.b[0]</c>, <c>[0]</c>);
    /// spaces around the path; names such as <c>$.a-b</c>, <c>$.@id</c>, <c>$.$ref</c>, <c>$.my key</c>; a last step of
    /// <c>.length() .sum() .min() .max() .avg()</c>, also written <c>$.sum($.items[*].v)</c>; and <c>.length</c> of an array.
    /// Any other path means the same in both modes.
    /// </summary>
    /// <param name="text">The path as written.</param>
    /// <param name="isStrict">Whether only RFC 9535 is accepted.</param>
    /// <param name="path">The path, if there is no error.</param>
    /// <param name="error">The first error otherwise.</param>
    public static bool TryParse(string text, bool isStrict, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out JsonPathError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            path = new JsonPathParser(new PathCursor(text, isStrict)).ParsePath();
            error = null;
            return true;
        }
        catch (JsonPathSyntaxException exception)
        {
            path = null;
            error = new JsonPathError(exception.Message, exception.Offset);
            return false;
        }
    }

    /// <summary>The path after <see cref="FirstName"/>, to be applied to that member's value; <c>$</c> in its filters is then that value.</summary>
    /// <exception cref="InvalidOperationException">The path has no first name.</exception>
    public JsonPath Tail()
    {
        if (FirstName is null)
        {
            throw new InvalidOperationException("The path has no first name.");
        }

        return new JsonPath(Text, new Query(_query.First?.Next, isRelative: false), _aggregate);
    }

    /// <summary>Reads the one value of a singular path, or the first value of any other; false if nothing is selected.</summary>
    public bool TrySelectOne(JsonElement root, out JsonElement value)
    {
        if (_aggregate == Aggregate.None)
        {
            return _query.TrySelectFirst(root, root, out value);
        }

        // Only a function pays for a list: it looks at values that are arrays themselves.
        var results = new List<JsonElement>();
        Select(root, results);
        value = results.Count > 0 ? results[0] : default;
        return results.Count > 0;
    }

    /// <summary>Adds every selected value to <paramref name="results"/>, in the order of RFC 9535.</summary>
    public void Select(JsonElement root, List<JsonElement> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (_aggregate == Aggregate.None)
        {
            _query.Select(root, root, results);
            return;
        }

        var matches = new List<JsonElement>();
        _query.Select(root, root, matches);
        Aggregation.Apply(_aggregate, matches, results);
    }

    public override string ToString() => Text;
}

namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>
/// Finds tools by words: an inverted index over name, description and argument names, ranked by BM25 with the name counting most. Immutable;
/// a search touches only the entries of the words asked for.
/// </summary>
internal sealed class ToolIndex
{
    // BM25's usual constants (Robertson & Zaragoza, 2009).
    private const double K1 = 1.2;
    private const double B = 0.75;

    private const float NameWeight = 4;
    private const float ArgumentWeight = 1.5f;
    private const float DescriptionWeight = 1;

    private readonly IReadOnlyList<ToolBinding> _tools;
    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly string[] _words;
    private readonly float[] _lengths;
    private readonly double _averageLength;

    public ToolIndex(IReadOnlyList<ToolBinding> tools)
    {
        _tools = tools;
        _lengths = new float[tools.Count];
        for (var i = 0; i < tools.Count; i++)
        {
            Add(i, tools[i]);
        }

        _averageLength = tools.Count == 0 ? 1 : Math.Max(1, _lengths.Average());
        _words = [.. _postings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The best tools for the words, best first.</summary>
    /// <param name="query">Words, in any form; the last one may be unfinished.</param>
    /// <param name="limit">The most tools.</param>
    public IReadOnlyList<ToolBinding> Search(string query, int limit)
    {
        var scores = new Dictionary<int, double>();
        foreach (var word in Words.Of(query).Distinct(StringComparer.Ordinal))
        {
            AddScores(word, 1, scores);
            if (!_postings.ContainsKey(word))
            {
                // What begins like it is worth less than the word itself.
                foreach (var longer in BeginningWith(word))
                {
                    AddScores(longer, 0.5, scores);
                }
            }
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(limit).Select(s => _tools[s.Key])];
    }

    private void Add(int index, ToolBinding tool)
    {
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        Count(tool.Name, NameWeight);
        Count(tool.Tool.Title ?? "", NameWeight);
        Count(tool.Tool.Description ?? "", DescriptionWeight);
        foreach (var input in tool.Tool.Flow.Inputs.Inputs)
        {
            Count(input.Name, ArgumentWeight);
        }

        foreach (var (word, weight) in weights)
        {
            if (!_postings.TryGetValue(word, out var postings))
            {
                _postings.Add(word, postings = []);
            }

            postings.Add(new Posting(index, weight));
        }

        void Count(string text, float weight)
        {
            foreach (var word in Words.Of(text))
            {
                weights[word] = weights.GetValueOrDefault(word) + weight;
                _lengths[index]++;
            }
        }
    }

    private void AddScores(string word, double factor, Dictionary<int, double> scores)
    {
        if (!_postings.TryGetValue(word, out var postings))
        {
            return;
        }

        var rarity = Math.Log(1 + ((_tools.Count - postings.Count + 0.5) / (postings.Count + 0.5)));
        foreach (var (tool, weight) in postings)
        {
            var norm = K1 * (1 - B + (B * _lengths[tool] / _averageLength));
            scores[tool] = scores.GetValueOrDefault(tool) + (factor * rarity * weight * (K1 + 1) / (weight + norm));
        }
    }

    private IEnumerable<string> BeginningWith(string prefix)
    {
        if (prefix.Length < 3)
        {
            yield break;
        }

        var at = Array.BinarySearch(_words, prefix, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < _words.Length && _words[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return _words[i];
        }
    }

    private readonly record struct Posting(int Tool, float Weight);
}

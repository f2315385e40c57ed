using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>
/// Finds tools by words: an inverted index over name, description, argument names and where a tool comes from, ranked by BM25 with the name
/// counting most. Immutable; a search touches only the entries of the words asked for.
/// </summary>
internal sealed class ToolIndex
{
    // BM25's usual constants (Robertson & Zaragoza, 2009).
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    private const float NameWeight = 4;
    private const float ArgumentWeight = 1.5f;
    private const float DescriptionWeight = 1;
    private const float OriginWeight = 1;

    private const float LikeWeight = 0.4f;
    private const float BeginningWeight = 0.5f;
    private const int MostBeginnings = 50;
    private const int MostWords = 64;

    private readonly IReadOnlyList<ToolBinding> _tools;
    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly string[] _words;
    private readonly float[] _lengths;
    private readonly float _averageLength;

    public ToolIndex(IReadOnlyList<ToolBinding> tools)
    {
        _tools = tools;
        _lengths = new float[tools.Count];
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var i = 0; i < tools.Count; i++)
        {
            Add(i, tools[i], weights);
        }

        _averageLength = tools.Count == 0 ? 1 : Math.Max(1, _lengths.Average());
        _words = [.. _postings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The best tools for the words, best first.</summary>
    /// <param name="query">Words, in any form; the last one may be unfinished. What comes after the 64th is not looked at.</param>
    /// <param name="limit">The most tools.</param>
    public FoundTools Search(string query, int limit)
    {
        var words = Words.Split(query).DistinctBy(Words.Stem, StringComparer.Ordinal).Take(MostWords).ToList();
        var unknown = new List<string>();
        var hits = ArrayPool<Hits>.Shared.Rent(_tools.Count);
        Array.Clear(hits, 0, _tools.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (!AddScores(words[i], i, isLast: i == words.Count - 1, hits))
            {
                unknown.Add(words[i]);
            }
        }

        var found = new FoundTools(Best(hits.AsSpan(0, _tools.Count), words.Count, limit), unknown);
        ArrayPool<Hits>.Shared.Return(hits);
        return found;
    }

    private void Add(int index, ToolBinding tool, Dictionary<string, float> weights)
    {
        weights.Clear();
        Count(tool.Name, NameWeight);
        Count(tool.Tool.Title ?? "", NameWeight);
        Count(tool.Tool.Description ?? "", DescriptionWeight);
        Count(tool.Origin, OriginWeight);
        foreach (var input in tool.Tool.Flow.Inputs.Inputs)
        {
            Count(input.Name, ArgumentWeight);
        }

        foreach (var (word, weight) in weights)
        {
            var postings = CollectionsMarshal.GetValueRefOrAddDefault(_postings, word, out _) ??= [];
            postings.Add(new Posting(index, weight));
        }

        void Count(string text, float weight)
        {
            foreach (var word in Words.Of(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(weights, word, out _) += weight;
                _lengths[index]++;
            }
        }
    }

    /// <summary>Adds what a word of the query is worth. False when no tool has it, or one like it.</summary>
    private bool AddScores(string written, int place, bool isLast, Hits[] hits)
    {
        var word = Words.Stem(written);
        var isKnown = AddScores(word, 1, place, hits);
        foreach (var like in Words.Like(word))
        {
            isKnown |= AddScores(like, LikeWeight, place, hits);
        }

        if (!isKnown && isLast)
        {
            foreach (var longer in BeginningWith(written))
            {
                isKnown |= AddScores(longer, BeginningWeight, place, hits);
            }
        }

        return isKnown;
    }

    private bool AddScores(string word, float factor, int place, Hits[] hits)
    {
        if (!_postings.TryGetValue(word, out var postings))
        {
            return false;
        }

        var rarity = factor * MathF.Log(1 + ((_tools.Count - postings.Count + 0.5f) / (postings.Count + 0.5f)));
        foreach (var (tool, weight) in CollectionsMarshal.AsSpan(postings))
        {
            var norm = K1 * (1 - B + (B * _lengths[tool] / _averageLength));
            ref var hit = ref hits[tool];
            hit.Score += rarity * weight * (K1 + 1) / (weight + norm);
            hit.Words |= 1UL << place;
        }

        return true;
    }

    private IEnumerable<string> BeginningWith(string prefix)
    {
        if (prefix.Length < 3)
        {
            yield break;
        }

        var at = Array.BinarySearch(_words, prefix, StringComparer.Ordinal);
        var from = at < 0 ? ~at : at;
        for (var i = from; i < Math.Min(_words.Length, from + MostBeginnings) && _words[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return _words[i];
        }
    }

    /// <summary>The highest scores, of which half counts only as far as a tool has the words; of equal ones the first in the list.</summary>
    private List<ToolBinding> Best(ReadOnlySpan<Hits> hits, int words, int limit)
    {
        var best = new PriorityQueue<int, (float Score, int Order)>(limit + 1);
        var least = 0f;
        for (var i = 0; i < hits.Length; i++)
        {
            var score = hits[i].Score * (1 + (BitOperations.PopCount(hits[i].Words) / (float)words));
            if (score > least)
            {
                best.Enqueue(i, (score, -i));
                if (best.Count > limit)
                {
                    best.Dequeue();
                    best.TryPeek(out _, out var last);
                    least = last.Score;
                }
            }
        }

        var found = new List<ToolBinding>(best.Count);
        while (best.TryDequeue(out var tool, out _))
        {
            found.Add(_tools[tool]);
        }

        found.Reverse();
        return found;
    }

    private readonly record struct Posting(int Tool, float Weight);

    /// <summary>What a search has found of a tool: its score, and a bit for each word of the query that it has.</summary>
    private record struct Hits(float Score, ulong Words);
}

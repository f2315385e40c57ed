using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>
/// Gathers one mapping's entries on a list that all mappings of a file share as a stack, so that each ends as one array of the right length.
/// Own keys win over merged ones, earlier merged mappings over later ones (yaml.org/type/merge); merged entries stand where the merge key stood.
/// </summary>
internal struct MappingBuilder(List<MappingEntry> entries)
{
    /// <summary>Up to here a scan is faster than hashing.</summary>
    private const int ScanLimit = 16;

    private readonly int _start = entries.Count;
    private Dictionary<string, ScalarNode>? _keys;
    private List<MappingNode>? _merged;
    private int _mergeAt;

    /// <summary>Adds an entry, unless its key stands already: then <paramref name="earlier"/> is that key.</summary>
    public bool TryAdd(ScalarNode key, Node value, [NotNullWhen(false)] out ScalarNode? earlier)
    {
        if (TryFind(key.Text, out earlier))
        {
            return false;
        }

        entries.Add(new MappingEntry(key, value));
        _keys?.Add(key.Text, key);
        return true;
    }

    public void Merge(MappingNode mapping)
    {
        _mergeAt = _merged is null ? entries.Count - _start : _mergeAt;
        (_merged ??= []).Add(mapping);
    }

    /// <summary>The entries; takes them off the shared list.</summary>
    public MappingEntry[] Build()
    {
        var ownCount = entries.Count - _start;
        foreach (var mapping in _merged ?? [])
        {
            foreach (var entry in mapping.Entries)
            {
                _ = TryAdd(entry.Key, entry.Value, out _);
            }
        }

        var all = CollectionsMarshal.AsSpan(entries)[_start..];
        var ordered = all.ToArray();
        if (_merged is not null)
        {
            all[ownCount..].CopyTo(ordered.AsSpan(_mergeAt));
            all[_mergeAt..ownCount].CopyTo(ordered.AsSpan(_mergeAt + all.Length - ownCount));
        }

        entries.RemoveRange(_start, entries.Count - _start);
        return ordered;
    }

    private bool TryFind(string key, [NotNullWhen(true)] out ScalarNode? found)
    {
        var own = CollectionsMarshal.AsSpan(entries)[_start..];
        if (own.Length >= ScanLimit)
        {
            _keys ??= IndexOf(own);
            return _keys.TryGetValue(key, out found);
        }

        foreach (var entry in own)
        {
            if (entry.Key.Text == key)
            {
                found = entry.Key;
                return true;
            }
        }

        found = null;
        return false;
    }

    private static Dictionary<string, ScalarNode> IndexOf(ReadOnlySpan<MappingEntry> entries)
    {
        var keys = new Dictionary<string, ScalarNode>(entries.Length * 2, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            keys.Add(entry.Key.Text, entry.Key);
        }

        return keys;
    }
}

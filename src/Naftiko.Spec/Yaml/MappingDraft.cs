using System.Globalization;

namespace Naftiko.Spec.Yaml;

/// <summary>A mapping being put together for <see cref="YamlWriter"/>; what is null is left out. Its nodes have no place in a source.</summary>
internal sealed class MappingDraft
{
    private readonly List<MappingEntry> _entries = [];

    public MappingDraft Add(string key, Node? value)
    {
        if (value is not null)
        {
            _entries.Add(new MappingEntry(Text(key), value));
        }

        return this;
    }

    public MappingDraft Add(string key, string? value) => Add(key, value is null ? null : Text(value));

    public MappingDraft Add(string key, int value) => Add(key, new ScalarNode(default, value.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer, isPlain: true));

    /// <summary>A claim that is only worth writing when it is true.</summary>
    public MappingDraft AddIf(string key, bool value) => value ? Add(key, new ScalarNode(default, "true", ScalarKind.Boolean, isPlain: true)) : this;

    /// <summary>A list; nothing when it is empty.</summary>
    public MappingDraft Add(string key, IReadOnlyList<Node> items) => items.Count == 0 ? this : Add(key, new SequenceNode(default, items));

    public MappingNode Build() => new(default, _entries);

    public static ScalarNode Text(string text) => new(default, text, ScalarKind.Text, isPlain: false);
}

using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>Members by dotted name, on the way to nested objects.</summary>
internal sealed class MappingTree
{
    private readonly List<KeyValuePair<string, object>> _members = [];

    /// <summary>Adds a member; false when it takes the place of another one, or of what that holds.</summary>
    public bool Add(ReadOnlySpan<string> path, Expression value)
    {
        var name = path[0];
        var known = _members.FindIndex(m => m.Key == name);
        if (path.Length > 1 && known >= 0 && _members[known].Value is MappingTree inner)
        {
            return inner.Add(path[1..], value);
        }

        if (known >= 0)
        {
            _members.RemoveAt(known);
        }

        var added = new MappingTree();
        _members.Add(KeyValuePair.Create<string, object>(name, path.Length == 1 ? value : added));
        return (path.Length == 1 || added.Add(path[1..], value)) && known < 0;
    }

    public ObjectExpression Build() =>
        new([.. _members.Select(m => KeyValuePair.Create(m.Key, m.Value as Expression ?? ((MappingTree)m.Value).Build()))]);
}

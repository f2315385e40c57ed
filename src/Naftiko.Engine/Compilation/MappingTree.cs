using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Compilation;

/// <summary>Members by dotted name, on the way to nested objects.</summary>
internal sealed class MappingTree
{
    private readonly List<KeyValuePair<string, object>> _members = [];

    public void Add(ReadOnlySpan<string> path, Expression value)
    {
        var name = path[0];
        if (path.Length == 1)
        {
            _members.RemoveAll(m => m.Key == name);
            _members.Add(KeyValuePair.Create<string, object>(name, value));
            return;
        }

        if (_members.Find(m => m.Key == name).Value is not MappingTree inner)
        {
            inner = new MappingTree();
            _members.Add(KeyValuePair.Create<string, object>(name, inner));
        }

        inner.Add(path[1..], value);
    }

    public ObjectExpression Build() =>
        new([.. _members.Select(m => KeyValuePair.Create(m.Key, m.Value as Expression ?? ((MappingTree)m.Value).Build()))]);
}

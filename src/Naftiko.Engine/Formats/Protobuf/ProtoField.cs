namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>A field of a message. Its type is linked once, after all files are read.</summary>
internal sealed class ProtoField
{
    private ProtoType? _type;

    public required int Number { get; init; }

    /// <summary>The name in JSON: <c>json_name</c>, else the field's own in lowerCamelCase.</summary>
    public required string JsonName { get; init; }

    /// <summary>The type's name as written.</summary>
    public required string TypeName { get; init; }

    /// <summary>Where the type's name stands in its file.</summary>
    public required int Offset { get; init; }

    public bool IsRepeated { get; init; }

    /// <summary>Whether it is a group (proto2): a message between two tags instead of behind a length.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The key's type of a map; null for other fields. The map's values have <see cref="Type"/>.</summary>
    public ProtoScalar? MapKey { get; init; }

    /// <summary>The number of the oneof that it belongs to within its message; −1 for none.</summary>
    public int Oneof { get; init; } = -1;

    public ProtoType Type => _type ?? throw new InvalidOperationException("The field is not linked.");

    /// <summary>Gives the field its type.</summary>
    public void Link(ProtoType type) => _type = type;

    /// <summary>Whether a value of this wire type can be one of this field; others are treated as unknown fields are.</summary>
    public bool Takes(WireType wire)
    {
        if (MapKey is not null)
        {
            return wire == WireType.Length;
        }

        return wire == (IsGroup ? WireType.StartGroup : Type.WireType) || IsPacked(wire);
    }

    /// <summary>Whether a value of this wire type is a packed list: several numbers behind one length, whatever the file says.</summary>
    public bool IsPacked(WireType wire) => IsRepeated && wire == WireType.Length && Type.WireType != WireType.Length;

    /// <summary>The JSON name of a field by its name (protobuf JSON mapping): underscores go, what follows them is a capital.</summary>
    public static string ToJsonName(string name)
    {
        var parts = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        var camel = string.Concat(parts.Select((p, i) => i == 0 && name[0] != '_' ? p : char.ToUpperInvariant(p[0]) + p[1..]));
        return camel;
    }
}

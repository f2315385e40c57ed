using System.Text;
using System.Text.Json;
using System.Xml;

namespace Naftiko.Engine.Formats;

/// <summary>
/// An XML element as it becomes JSON: members in the order of their first appearance, several of one name an array. Text that stands beside
/// attributes or child elements is the member <c>""</c>; all of an element's blank text beside them is dropped.
/// </summary>
internal sealed class XmlTree
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Namespaces = "http://www.w3.org/2000/xmlns/";

    private static readonly XmlTree Empty = new("");
    private static readonly XmlTree Nil = new(null);

    private readonly string? _text;
    private OrderedDictionary<string, List<XmlTree>>? _members;

    /// <param name="text">The text; null for nil. It does not count once there are members.</param>
    private XmlTree(string? text) => _text = text;

    /// <summary>Reads the document; its root stands for the whole.</summary>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static XmlTree Read(XmlReader reader)
    {
        reader.MoveToContent();
        var root = ReadElement(reader);
        while (reader.Read())
        {
            // What follows the root must be well-formed too.
        }

        if (root._members is not null || root == Empty)
        {
            return root;
        }

        // The root's own text has no name but the one of text beside attributes.
        var document = new XmlTree("");
        document.Add("", root);
        return document;
    }

    /// <summary>Writes the root: always an object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteMembers(writer);
        writer.WriteEndObject();
    }

    private static XmlTree ReadElement(XmlReader reader)
    {
        if (reader.Depth >= Conversion.MaxDepth)
        {
            throw MalformedBodyException.TooDeep;
        }

        var isEmpty = reader.IsEmptyElement;
        var element = new XmlTree("");
        var isNil = element.ReadAttributes(reader);
        var text = isEmpty ? "" : element.ReadContent(reader);
        isNil &= string.IsNullOrWhiteSpace(text);
        if (element._members is null)
        {
            return isNil ? Nil : text.Length == 0 ? Empty : new XmlTree(text);
        }

        if (isNil)
        {
            element.Add("", Nil);
        }
        else
        {
            element.AddText(text);
        }

        return element;
    }

    /// <summary>Makes members of the attributes; true for <c>xsi:nil</c>.</summary>
    private bool ReadAttributes(XmlReader reader)
    {
        var isNil = false;
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == SchemaInstance && reader.LocalName == "nil")
            {
                isNil = reader.Value.Trim() is "true" or "1";
            }
            else if (reader.NamespaceURI != Namespaces)
            {
                Add(reader.LocalName, new XmlTree(reader.Value));
            }
        }

        reader.MoveToElement();
        return isNil;
    }

    /// <summary>Makes members of the child elements and of the text before each; gives the text behind the last one.</summary>
    private string ReadContent(XmlReader reader)
    {
        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                text.Append(reader.Value); // text, CDATA and blanks: the settings pass nothing else
                continue;
            }

            AddText(text.ToString());
            text.Clear();
            var name = reader.LocalName;
            Add(name, ReadElement(reader));
        }

        return text.ToString();
    }

    private void AddText(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Add("", new XmlTree(text));
        }
    }

    private void Add(string name, XmlTree value)
    {
        _members ??= [];
        if (!_members.TryGetValue(name, out var same))
        {
            _members.Add(name, same = new List<XmlTree>(1));
        }

        same.Add(value);
    }

    private void WriteValue(Utf8JsonWriter writer)
    {
        if (_members is null)
        {
            writer.WriteStringValue(_text);
            return;
        }

        Write(writer);
    }

    private void WriteMembers(Utf8JsonWriter writer)
    {
        if (_members is null)
        {
            return;
        }

        foreach (var (name, values) in _members)
        {
            writer.WritePropertyName(name);
            if (values is [var single])
            {
                single.WriteValue(writer);
                continue;
            }

            writer.WriteStartArray();
            foreach (var value in values)
            {
                value.WriteValue(writer);
            }

            writer.WriteEndArray();
        }
    }
}

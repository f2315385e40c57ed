using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>A JSON body: a tree of the file with expressions in it, and members that are added when given.</summary>
/// <param name="root">The tree.</param>
/// <param name="more">Members beside those of a root object: body inputs that the tree does not name.</param>
/// <param name="isOptional">Whether there is no body at all when everything in it was left out.</param>
/// <param name="mediaType">The media type.</param>
internal sealed class JsonBody(Expression root, IReadOnlyList<KeyValuePair<string, Expression>> more, bool isOptional, string mediaType) : BodyTemplate
{
    public override HttpContent? Render(Invocation run)
    {
        if (isOptional && root.IsLeftOut(run) && more.All(m => m.Value.IsLeftOut(run)))
        {
            return null;
        }

        var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            Write(run, writer);
        }

        return new PooledContent(buffer, mediaType);
    }

    private void Write(Invocation run, Utf8JsonWriter writer)
    {
        switch (root)
        {
            case ObjectExpression members when more.Count > 0:
                new ObjectExpression([.. members.Members, .. more]).Write(run, writer);
                break;
            case ObjectExpression members:
                members.Write(run, writer);
                break;
            case ArrayExpression items:
                items.Write(run, writer);
                break;
            default:
                WriteValue(root.Evaluate(run), run, writer);
                break;
        }
    }

    /// <summary>A body that is one expression: an object takes the added members in.</summary>
    private void WriteValue(Value value, Invocation run, Utf8JsonWriter writer)
    {
        if (value.IsAbsent)
        {
            new ObjectExpression(more).Write(run, writer);
            return;
        }

        if (more.Count == 0 || value.Kind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in value.Element.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        foreach (var (name, expression) in more)
        {
            if (!expression.IsLeftOut(run))
            {
                writer.WritePropertyName(name);
                JsonBuilder.Write(expression, run, writer);
            }
        }

        writer.WriteEndObject();
    }
}

using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Outputs;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Flows;

/// <summary>Writes answers in the shape of a unit's outputs.</summary>
internal static class ShapedAnswer
{
    /// <summary>The answer of <paramref name="shape"/> over <paramref name="context"/>.</summary>
    /// <param name="shape">The shape; null: the context as it is.</param>
    /// <param name="context">What the shape reads; undefined when there is no body.</param>
    /// <param name="run">The run.</param>
    /// <param name="status">The status to answer with.</param>
    /// <param name="upstream">Whose headers are relayed; null for none.</param>
    /// <param name="source">The upstream's body that <paramref name="context"/> is; null when it is something else.</param>
    public static Answer Create(Shape? shape, JsonElement context, Invocation run, int status, UpstreamResponse? upstream, UpstreamJson? source = null)
    {
        var buffer = new PooledBuffer();
        var misfits = Write(shape, context, run, buffer, isStrict: false, source);
        if (misfits == 0)
        {
            return new Answer(status, AnswerKind.Json, "application/json", buffer.Written, buffer, upstream);
        }

        run.Telemetry?.CountMisfits(misfits);
        using var conforming = new PooledBuffer();
        Write(shape, context, run, conforming, isStrict: true, source);
        return new Answer(status, AnswerKind.Json, "application/json", buffer.Written, buffer, upstream) { Conforming = conforming.Written.ToArray() };
    }

    private static int Write(Shape? shape, JsonElement context, Invocation run, PooledBuffer buffer, bool isStrict, UpstreamJson? source)
    {
        using var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions);
        var writing = new ShapeRun(writer, run, isStrict, source);
        if (shape is not null)
        {
            shape.Write(context, writing);
        }
        else
        {
            Value.FromElement(context).WriteTo(writer);
        }

        writer.Flush();
        return writing.Misfits;
    }
}

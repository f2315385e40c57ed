using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>A compiled output: reads an upstream's answer and writes the part of it that the file asks for.</summary>
internal abstract class Shape
{
    /// <summary>Writes the output; always exactly one JSON value, null for what is not there.</summary>
    /// <param name="context">What paths are relative to; undefined when there is no body.</param>
    /// <param name="run">The writing.</param>
    public abstract void Write(JsonElement context, ShapeRun run);

    /// <summary>Evaluates what does not depend on an upstream, so that a variable without a value fails the run before anything is sent.</summary>
    public virtual void Probe(Invocation run)
    {
    }

    /// <summary>Writes the JSON Schema of the output, as MCP lists it: types may be null, nothing is required, more is allowed.</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer);

    /// <summary>The schema where the output is a whole answer that must be an object.</summary>
    public virtual void WriteObjectSchema(Utf8JsonWriter writer) => WriteSchema(writer);
}

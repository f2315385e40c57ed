using System.Runtime.InteropServices;
using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>One writing of an output: where to, for which run, and how values that do not fit their type are treated.</summary>
/// <param name="writer">Takes the JSON.</param>
/// <param name="run">The run, for templates in outputs.</param>
/// <param name="isStrict">Whether a value that does not fit its type is written as null: what a published schema promises.</param>
/// <param name="source">The upstream's body that is shaped; null when it is something else.</param>
internal sealed class ShapeRun(Utf8JsonWriter writer, Invocation run, bool isStrict, UpstreamJson? source = null)
{
    public Utf8JsonWriter Writer => writer;

    public Invocation Invocation => run;

    public bool IsStrict => isStrict;

    /// <summary>Whether the values are from XML, where only the schema tells a list of one from a single element.</summary>
    public bool IsXml => source?.IsXml == true;

    /// <summary>How many values did not fit their type.</summary>
    public int Misfits { get; set; }

    /// <summary>The upstream's text as it was before it became JSON, where <paramref name="context"/> is the whole of it; else null.</summary>
    public string? Unconverted(JsonElement context) =>
        source is not null && context.ValueKind != JsonValueKind.Undefined && JsonMarshal.GetRawUtf8Value(context) == JsonMarshal.GetRawUtf8Value(source.Root)
            ? source.Unconverted
            : null;
}

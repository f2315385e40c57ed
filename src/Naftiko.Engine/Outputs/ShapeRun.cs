using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>One writing of an output: where to, for which run, and how values that do not fit their type are treated.</summary>
/// <param name="writer">Takes the JSON.</param>
/// <param name="run">The run, for templates in outputs.</param>
/// <param name="isStrict">Whether a value that does not fit its type is written as null: what a published schema promises.</param>
internal sealed class ShapeRun(Utf8JsonWriter writer, Invocation run, bool isStrict)
{
    public Utf8JsonWriter Writer => writer;

    public Invocation Invocation => run;

    public bool IsStrict => isStrict;

    /// <summary>How many values did not fit their type.</summary>
    public int Misfits { get; set; }
}

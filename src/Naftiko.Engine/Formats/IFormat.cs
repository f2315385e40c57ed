using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>A format of upstream answers other than JSON, and how it becomes JSON (semantics, section 7). Immutable; a schema is part of it.</summary>
internal interface IFormat
{
    /// <summary>The name for messages.</summary>
    string Name { get; }

    /// <summary>Whether the body is text, so that it can be had unconverted as one string.</summary>
    bool IsText { get; }

    /// <summary>What a whole body of this format is answered as: <see cref="AnswerKind.Json"/> is converted, the others are passed on as they came.</summary>
    AnswerKind WholeKind { get; }

    /// <summary>Writes the body as exactly one JSON value.</summary>
    /// <param name="body">The body; not empty.</param>
    /// <param name="charset">The charset parameter of its Content-Type, or null.</param>
    /// <param name="writer">Takes the JSON; its capacity may be limited.</param>
    /// <exception cref="MalformedBodyException">The body is not of this format, or beyond a limit.</exception>
    void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer);
}

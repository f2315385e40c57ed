using System.Text.Json;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Formats;

/// <summary>
/// The first YAML document, its scalars typed by the YAML 1.2 core schema. What a capability file may not have, an upstream's answer may not
/// either: duplicate keys, unknown aliases.
/// </summary>
internal sealed class YamlFormat : IFormat
{
    private static readonly YamlBudget Budget = new() { MaxBytes = int.MaxValue, MaxDepth = Conversion.MaxDepth, MaxNodes = 4_000_000, MaxReports = 1 };

    public string Name => "YAML";

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer) => Write(BodyText.Decode(body, charset), 0, writer);

    /// <summary>Writes a YAML text as JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="linesBefore">The lines of the body before it, for messages.</param>
    /// <param name="writer">Takes the JSON.</param>
    internal static void Write(string text, int linesBefore, Utf8JsonWriter writer)
    {
        var diagnostics = new DiagnosticBag();
        var root = YamlParser.Parse(new SourceText("", text), Budget, diagnostics);
        if (root is null || diagnostics.HasErrors)
        {
            var fault = diagnostics.First(d => d.Severity == Severity.Error);
            throw new MalformedBodyException($"{fault.Descriptor.Title} (line {fault.Span.Line + linesBefore}, column {fault.Span.Column})");
        }

        WriteNode(root, writer);
    }

    private static void WriteNode(Node node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key.Text);
                    WriteNode(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    WriteNode(item, writer);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                ScalarValues.Read(scalar).WriteTo(writer);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

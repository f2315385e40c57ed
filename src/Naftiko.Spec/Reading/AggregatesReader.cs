using Naftiko.Spec.Document.Aggregates;

namespace Naftiko.Spec.Reading;

/// <summary>Reads <c>aggregates</c>.</summary>
internal static class AggregatesReader
{
    public static IReadOnlyList<AggregateSpec> Read(MappingReader parent)
    {
        var aggregates = new List<AggregateSpec>();
        foreach (var entry in parent.Entries("aggregates"))
        {
            var reader = new MappingReader(entry.Node, "an aggregate", parent.Diagnostics);
            reader.Ignore("label", "display", "description", "tags");
            aggregates.Add(new AggregateSpec
            {
                Namespace = reader.Text("namespace") ?? entry.Key ?? "",
                Span = entry.Span,
                Flows = Flows(reader),
            });
            reader.ReportUnknown();
        }

        return aggregates;
    }

    private static List<FlowSpec> Flows(MappingReader parent)
    {
        var flows = new List<FlowSpec>();
        foreach (var entry in parent.Entries("flows", "functions"))
        {
            var reader = new MappingReader(entry.Node, "a flow", parent.Diagnostics);
            flows.Add(new FlowSpec(UnitReader.Read(reader, entry), Semantics(reader), reader.Text("outputMediaType")) { HasFaults = reader.HasFaults });
            reader.ReportUnknown();
        }

        return flows;
    }

    private static SemanticsSpec? Semantics(MappingReader parent)
    {
        if (parent.Mapping("semantics") is not { } node)
        {
            return null;
        }

        var reader = new MappingReader(node, "'semantics'", parent.Diagnostics);
        var semantics = new SemanticsSpec(reader.Flag("safe"), reader.Flag("idempotent"), reader.Flag("cacheable"));
        reader.ReportUnknown();
        return semantics;
    }
}

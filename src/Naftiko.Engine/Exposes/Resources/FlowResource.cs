using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Exposes.Resources;

/// <summary>A resource that is the answer of a flow; the variables of its URI are the flow's inputs.</summary>
public sealed class FlowResource(Flow flow) : McpResource
{
    public override InputSet Inputs => flow.Inputs;

    public override IEnumerable<ResourceEntry> List() => Uri.IsTemplate ? [] : [new ResourceEntry(Uri.Text, MimeType, null)];

    public override bool IsAt(string uri) => Uri.Match(uri) is not null;

    public override async ValueTask<Outcome?> ReadAsync(string uri, bool isDryRun, SurfaceTelemetry? telemetry, CancellationToken cancellationToken)
    {
        if (Uri.Match(uri) is not { } given)
        {
            return null;
        }

        var values = new Value[flow.Inputs.Count];
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is { } value && flow.Inputs.Find(Uri.Variables[i]) is { } input)
            {
                values[input.Slot] = Value.FromText(value);
            }
        }

        var run = new Invocation(values) { IsDryRun = isDryRun, Telemetry = telemetry };
        flow.Inputs.Check(run);
        return await flow.RunAsync(run, cancellationToken);
    }
}

using System.CommandLine;
using Naftiko.Host.Diagnostics;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko explain</c>: what a diagnostic means, with an example and its cure.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandOutput output)
    {
        var id = new Argument<string>("ID") { Description = "Id of a diagnostic, such as NFK3001" };
        var command = new Command("explain", "Say what a diagnostic means, with an example and its cure") { id };
        command.SetAction(line => Explain(line.GetRequiredValue(id), output));
        return command;
    }

    private static int Explain(string id, CommandOutput output)
    {
        var found = DiagnosticCatalogue.All.FirstOrDefault(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var hint = Nearest.Hint(id, DiagnosticCatalogue.All.Select(d => d.Id)) is { } near ? $" ({near})" : "";
            output.Error.WriteLine($"there is no diagnostic '{id}'{hint}");
            return ExitCodes.Usage;
        }

        output.Out.WriteLine($"{found.Id}: {found.Title} ({DiagnosticJson.NameOf(found.Severity)})\n\n{DiagnosticCatalogue.HelpOf(found)}");
        return ExitCodes.Success;
    }
}

using System.CommandLine;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;
using Naftiko.Host.Commands.Calling;
using Naftiko.Host.Commands.Options;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko call</c>: runs one tool or REST operation as the servers would, and prints its answer.</summary>
internal sealed class CallCommand(string? file, string name, CallArguments arguments, bool isDryRun, LoadSettings settings, CommandOutput output)
{
    public static Command Create(CommandOutput output)
    {
        var names = LoadingOptions.NotOptions(new("NAME")
        {
            Description = $"The unit: name or namespace.name, after its FILE (default: looked for in ./{CommandLine.DefaultFolder})",
            HelpName = "[FILE] NAME",
            Arity = new ArgumentArity(1, 2),
        });
        var args = LoadingOptions.Texts("--arg", "NAME=VALUE", "An input; NAME=@FILE reads the value from a file. Repeatable");
        var json = new Option<string>("--args-json") { Description = "Inputs as a JSON object", HelpName = "JSON" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the upstream request instead of sending it" };
        var loading = new LoadingOptions(new LimitOptions(), hasUpstreams: true);
        var command = new Command("call", "Run one tool or operation") { names, args, json, dryRun };
        foreach (var option in loading.All)
        {
            command.Add(option);
        }

        command.SetAction((result, cancellationToken) =>
        {
            var given = result.GetValue(names) ?? [];
            var (path, unit) = given is [var first, var second] ? (first, second) : File.Exists(given[0]) ? (given[0], "") : (null, given[0]);
            var inputs = new CallArguments(result.GetValue(args) ?? [], result.GetValue(json));
            return new CallCommand(path, unit, inputs, result.GetValue(dryRun), loading.Bind(result), output).RunAsync(cancellationToken);
        });
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (file is null && !Directory.Exists(CommandLine.DefaultFolder))
        {
            await output.Error.WriteLineAsync($"give FILE before NAME: there is no folder ./{CommandLine.DefaultFolder} to look in");
            return ExitCodes.Usage;
        }

        using var client = new UpstreamClient(settings.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var loaded = CapabilityLoader.Load(settings.ToLoadOptions([file ?? CommandLine.DefaultFolder], client, new OriginRules(), faults));
        if (faults.HasErrors || loaded.Diagnostics.Count > 0)
        {
            DiagnosticPrinter.Print(output.Error, faults.Concat(loaded.Diagnostics));
            return ExitCodes.Usage;
        }

        var errors = loaded.All.Where(d => d.Severity == Severity.Error).ToList();
        if (settings.IsStrict && errors.Count > 0)
        {
            DiagnosticPrinter.Print(output.Error, errors);
            return ExitCodes.Failed;
        }

        if (new CallableUnits(loaded).Find(name, output.Error) is not { } unit)
        {
            // A unit that is wrong is not there: say what is wrong where only this file was asked for.
            DiagnosticPrinter.Print(output.Error, file is null ? [] : errors);
            return ExitCodes.Usage;
        }

        if (!arguments.TryRead(output.Error, out var given))
        {
            return ExitCodes.Usage;
        }

        return await RunAsync(unit, given, cancellationToken);
    }

    private async Task<int> RunAsync(CallableUnit unit, GivenInputs given, CancellationToken cancellationToken)
    {
        var inputs = unit.Flow.Inputs;
        var run = new Invocation(given.Fill(inputs, out var faults)) { IsDryRun = isDryRun, CanStream = true };
        inputs.Check(run, faults);
        var outcome = await unit.Flow.RunAsync(run, cancellationToken);
        var printer = new OutcomePrinter(output, unit.Capability.Redactor);
        if (outcome.Failure is { } failure)
        {
            printer.Print(failure);
            return ExitCodes.Failed;
        }

        using var answer = outcome.Answer;
        return answer is null || await printer.PrintAsync(answer, cancellationToken) ? ExitCodes.Success : ExitCodes.Failed;
    }
}

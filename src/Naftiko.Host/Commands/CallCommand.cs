using System.CommandLine;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;
using Naftiko.Host.Commands.Calling;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko call</c>: runs one tool or REST operation as the servers would, and prints its answer.</summary>
internal sealed class CallCommand(string? file, string name, CallArguments arguments, ServeSettings settings, CommandOutput output)
{
    public static Command Create(CommandOutput output)
    {
        var names = PathsSetting.NotOptions(new("NAME")
        {
            Description = $"The unit: name or namespace.name, after its FILE (default: looked for in ./{CommandLine.DefaultFolder})",
            HelpName = "[FILE] NAME",
            Arity = new ArgumentArity(1, 2),
        });
        var args = new Option<string[]>("--arg")
        {
            Description = "An input; NAME=@FILE reads the value from a file. Repeatable",
            HelpName = "NAME=VALUE",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<string>("--args-json") { Description = "Inputs as a JSON object", HelpName = "JSON" };
        var settings = new OperatorSettings();
        var command = new Command("call", "Run one tool or operation") { names, args, json };
        settings.AddTo(command, [settings.Run.DryRun, .. settings.Loading.All, .. settings.Upstream.All]);
        command.SetAction((line, cancellationToken) =>
        {
            var given = line.GetValue(names) ?? [];
            var (path, unit) = given is [var first, var second] ? (first, second) : File.Exists(given[0]) ? (given[0], "") : (null, given[0]);
            if (settings.Resolve(line, path is null ? [] : [path], output) is not { } values)
            {
                return Task.FromResult(ExitCodes.Usage);
            }

            var inputs = new CallArguments(line.GetValue(args) ?? [], line.GetValue(json));
            var serving = settings.BindServing(values);
            return new CallCommand(path, unit, inputs, path is null ? serving : serving with { Paths = [path] }, output).RunAsync(cancellationToken);
        });
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (file is null && !settings.Paths.Any(Path.Exists))
        {
            await output.Error.WriteLineAsync($"give FILE before NAME: there is no folder ./{settings.Paths[0]} to look in");
            return ExitCodes.Usage;
        }

        using var client = new UpstreamClient(settings.Loading.Upstream, TimeProvider.System);
        var faults = new DiagnosticBag();
        var loaded = CapabilityLoader.Load(settings.Loading.ToLoadOptions(settings.Paths, client, new OriginRules(), faults));

        // Warnings too: a base URI for nothing would let the call go to the real API.
        if (faults.HasErrors || loaded.Diagnostics.Count > 0)
        {
            DiagnosticPrinter.ToError(output).Print(faults.Concat(loaded.Diagnostics));
            return ExitCodes.Usage;
        }

        var errors = loaded.All.Where(d => d.Severity == Severity.Error).ToList();
        if (settings.Loading.IsStrict && errors.Count > 0)
        {
            DiagnosticPrinter.ToError(output).Print(errors);
            return ExitCodes.Failed;
        }

        if (new CallableUnits(loaded).Find(name, output.Error) is not { } unit)
        {
            // A unit that is wrong is not there: say what is wrong where only this file was asked for.
            DiagnosticPrinter.ToError(output).Print(file is null ? [] : errors);
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
        var run = new Invocation(given.Fill(inputs, out var faults)) { IsDryRun = settings.IsDryRun, CanStream = true };
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

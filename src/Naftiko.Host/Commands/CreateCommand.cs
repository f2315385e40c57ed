using System.CommandLine;
using System.Text.RegularExpressions;
using Naftiko.Host.Commands.Creating;
using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Commands.Settings;

namespace Naftiko.Host.Commands;

/// <summary><c>naftiko create</c>: a capability file to begin with.</summary>
internal sealed partial class CreateCommand(CommandOutput output)
{
    private const int DefaultPort = 8080;

    public static Command Create(CommandOutput output)
    {
        var name = new Argument<string?>("NAME") { Description = "Name of the capability: letters, digits, '.', '_' and '-' (asked for on a terminal)", Arity = ArgumentArity.ZeroOrOne };
        var baseUri = new Option<string?>("--base-uri") { Description = "API to call (default: none, a greeting is served)", HelpName = "URI" };
        var port = new Option<string?>("--port") { Description = $"Port of its REST and MCP surfaces (default {DefaultPort})", HelpName = "PORT" };
        var target = new Option<string?>("--output", "-o") { Description = "File to write (default: ./NAME.yaml); one that exists is kept", HelpName = "FILE" };
        var command = new Command("create", "Write a first capability file") { name, baseUri, port, target };
        command.SetAction(line => new CreateCommand(output).Run(line.GetValue(name), line.GetValue(baseUri), line.GetValue(port), line.GetValue(target)));
        return command;
    }

    private int Run(string? name, string? baseUri, string? port, string? target)
    {
        if (name is null)
        {
            if (!output.CanAsk)
            {
                output.Error.WriteLine("give the NAME of the capability: naftiko create NAME");
                return ExitCodes.Usage;
            }

            name = Ask("Name: ");
            baseUri ??= Ask("Base URI of an API to call (none: a greeting): ");
            port ??= Ask($"Port ({DefaultPort}): ");
        }

        if (!NamePattern().IsMatch(name))
        {
            output.Error.WriteLine($"'{name}' is no name: letters, digits, '.', '_' and '-' only, beginning with a letter");
            return ExitCodes.Usage;
        }

        var api = string.IsNullOrEmpty(baseUri) ? (Parsed<KeyValuePair<string, string>>?)null : SettingParsers.BaseUri(name, baseUri);
        var used = string.IsNullOrEmpty(port) ? DefaultPort : SettingParsers.Port(port);
        if ((api?.Fault ?? used.Fault) is { } fault)
        {
            output.Error.WriteLine(fault);
            return ExitCodes.Usage;
        }

        return Write(target ?? $"{name}.yaml", CapabilityTemplate.Fill(name, api?.Value.Value, used.Value));
    }

    private string Ask(string question)
    {
        output.Out.Write(question);
        output.Out.Flush();
        return output.ReadLine()?.Trim() ?? "";
    }

    private int Write(string path, string text)
    {
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.Write(text);
        }
        catch (IOException) when (File.Exists(path))
        {
            output.Error.WriteLine($"'{path}' exists and is kept; choose another file with -o");
            return ExitCodes.Usage;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            output.Error.WriteLine($"'{path}' cannot be written");
            return ExitCodes.Usage;
        }

        output.Out.WriteLine($"created {path}\n\nServe it:\n  {ShellText.Naftiko("serve", [path])}");
        return ExitCodes.Success;
    }

    /// <summary>A name that is a namespace (semantics: <c>[A-Za-z0-9._-]+</c>) and a file.</summary>
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex NamePattern();
}

using System.CommandLine;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Something that the operator decides, declared once: it is an option of the command line, a key of the settings file and a row of docs/settings.md.</summary>
/// <param name="name">The option without its dashes: <c>port-map</c>.</param>
/// <param name="meaning">A line of help, without a full stop.</param>
internal abstract class Setting(string name, string meaning)
{
    public string Name => name;

    public string Meaning => meaning;

    /// <summary>The key in the settings file: the name in camel case.</summary>
    public string Key { get; } = string.Concat(name.Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>How it is written on the command line: <c>--port-map 8080=18080</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>What is written for it in the file: <c>a duration</c>, <c>a list of texts</c>.</summary>
    public abstract string Form { get; }

    /// <summary>What holds when nobody decides, as it would be written; null where that is nothing.</summary>
    public abstract string? Default { get; }

    /// <summary>Offers it on a command's line.</summary>
    public abstract void AddTo(Command command);

    /// <summary>What the settings file says; null after the fault was reported.</summary>
    public abstract object? Read(Node node, SettingsReader file);

    /// <summary>Whether the line has the option, of which the parser may have made up a value.</summary>
    protected static bool IsGiven(ParseResult line, Option option) => line.GetResult(option) is { Implicit: false };
}

/// <summary>A setting with values of one type.</summary>
/// <param name="name">The option without its dashes.</param>
/// <param name="meaning">A line of help.</param>
/// <param name="fallback">What holds when nobody decides.</param>
internal abstract class Setting<T>(string name, string meaning, T fallback) : Setting(name, meaning)
{
    public T Fallback => fallback;

    /// <summary>What the command line says; false when it says nothing.</summary>
    public abstract bool TryGet(ParseResult line, out T value);

    /// <summary>What holds when both the command line and the file say something.</summary>
    public virtual T Join(T line, T file) => line;
}

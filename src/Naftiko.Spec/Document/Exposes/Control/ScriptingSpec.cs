namespace Naftiko.Spec.Document.Exposes.Control;

/// <summary>What a control surface says about script steps (<c>management.scripting</c>). Scripts are not run yet; their steps take their defaults from here.</summary>
public sealed record ScriptingSpec
{
    /// <summary>Null when the file does not say.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>The folder of scripts whose step names none.</summary>
    public SpannedText? DefaultLocation { get; init; }

    /// <summary>The language of scripts whose step names none.</summary>
    public SpannedText? DefaultLanguage { get; init; }

    /// <summary>How long a script may run.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many statements it may run.</summary>
    public int StatementLimit { get; init; } = 100_000;

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<SpannedText> AllowedLanguages { get; init; } = [];
}

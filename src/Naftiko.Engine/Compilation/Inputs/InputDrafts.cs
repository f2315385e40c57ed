using System.Text.RegularExpressions;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>The inputs of a unit being compiled: declared first, then inferred in the order of published dialect section 2.</summary>
internal sealed class InputDrafts
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    private readonly List<InputDraft> _drafts = [];
    private readonly UnitKind _kind;
    private readonly DiagnosticBag _diagnostics;

    public InputDrafts(UnitKind kind, IEnumerable<InputParameterSpec> declared, DiagnosticBag diagnostics)
    {
        _kind = kind;
        _diagnostics = diagnostics;
        foreach (var input in declared)
        {
            if (_drafts.Exists(d => d.Name == input.Name))
            {
                diagnostics.Add(ReferenceDiagnostics.DuplicateName, input.Span, $"the input '{input.Name}' is declared twice; the first counts");
                continue;
            }

            _drafts.Add(new InputDraft(_drafts.Count, input.Name, input));
        }
    }

    public bool HasDeclared => _drafts.Exists(d => d.Declared is not null);

    public IEnumerable<InputDraft> Declared => _drafts.Where(d => d.Declared is not null);

    public bool Any(string name) => _drafts.Exists(d => d.Name == name);

    /// <summary>The declared input of that name, exactly or (for paths and references) by the name rule.</summary>
    public InputDraft? FindDeclared(string name, bool byRule) =>
        byRule ? NameRule.Find(Declared, d => d.Name, name) : Declared.FirstOrDefault(d => d.Name == name);

    /// <summary>The input that a reference names; inferred when there is none yet.</summary>
    public InputDraft Refer(string name, InputPlace? place)
    {
        var draft = FindDeclared(name, byRule: true) ?? _drafts.Find(d => d.Name == name) ?? Infer(name);
        draft.ReferencePlace ??= place;
        return draft;
    }

    /// <summary>An input that nobody declared; one of that name that exists already is the same.</summary>
    public InputDraft Infer(string name)
    {
        if (_drafts.Find(d => d.Name == name) is { } existing)
        {
            return existing;
        }

        var draft = new InputDraft(_drafts.Count, name, null);
        _drafts.Add(draft);
        return draft;
    }

    /// <summary>Notes that a value is a whole body which is text: where it is an input, its type is that.</summary>
    public void TakeText(Expression value)
    {
        if (_drafts.Find(d => d.Expression == value) is { } draft)
        {
            draft.IsTextBody = true;
        }
    }

    /// <summary>The compiled inputs.</summary>
    /// <param name="placeholders">The placeholders of the exposed path.</param>
    /// <param name="compileValue">Compiles a default of the file.</param>
    public InputSet Build(IReadOnlyList<string> placeholders, Func<Node, Expression> compileValue)
    {
        var places = AssignPlaceholders(placeholders);
        return _drafts.Count == 0 ? InputSet.None : new InputSet([.. _drafts.Select(d => Build(d, places, compileValue))]);
    }

    /// <summary>The exposed path's placeholders and the inputs they carry: by name, and the last of each when one of each is left.</summary>
    private Dictionary<InputDraft, string> AssignPlaceholders(IReadOnlyList<string> placeholders)
    {
        var assigned = new Dictionary<InputDraft, string>();
        var left = new List<string>();
        foreach (var placeholder in placeholders)
        {
            if (NameRule.Find(_drafts.Where(d => !assigned.ContainsKey(d) && MayBeInPath(d)), d => d.Name, placeholder) is { } draft)
            {
                assigned.Add(draft, placeholder);
            }
            else
            {
                left.Add(placeholder);
            }
        }

        var open = _drafts.Where(d => d.FeedsPath && !assigned.ContainsKey(d) && MayBeInPath(d)).ToList();
        if (left is [var lastPlaceholder] && open is [var lastInput])
        {
            assigned.Add(lastInput, lastPlaceholder);
        }

        return assigned;
    }

    private static bool MayBeInPath(InputDraft draft) =>
        draft.Declared?.In is null or "path" && draft.ReferencePlace is null or InputPlace.Path;

    private Input Build(InputDraft draft, Dictionary<InputDraft, string> places, Func<Node, Expression> compileValue)
    {
        var isInPath = places.TryGetValue(draft, out var placeholder);
        var isWholeBody = draft.FedPlace == InputPlace.Body;
        return new Input
        {
            Slot = draft.Slot,
            Name = draft.Name,
            Type = !isWholeBody ? TypeOf(draft) : draft.IsTextBody ? "string" : null,
            ItemsType = draft.Declared?.ItemsType ?? draft.Fed?.ItemsType,
            Description = DescriptionOf(draft),
            IsRequired = IsRequired(draft),
            Allowed = [.. (draft.Declared?.Enum is { Count: > 0 } values ? values : draft.Fed?.Enum ?? []).Select(v => v.Text)],
            Pattern = PatternOf(draft),
            Default = (draft.Declared?.Default ?? draft.Declared?.Value) is { } node ? compileValue(node) : null,
            IsWholeBody = isWholeBody,
            Place = isInPath ? InputPlace.Path : IsBodyItself(draft) ? InputPlace.Body : PlaceOf(draft),
            PlaceName = placeholder ?? draft.Name,
            KeepsNull = draft.FeedsBody,
        };
    }

    /// <summary><c>rest.body</c> that feeds no parameter is the request's body, where nothing else is read from it.</summary>
    private bool IsBodyItself(InputDraft draft) =>
        draft is { Name: "body", Declared: null, ReferencePlace: null, FedPlace: null } && !_drafts.Exists(d => d.FedPlace is InputPlace.Body or InputPlace.BodyField);

    private static string? TypeOf(InputDraft draft)
    {
        var type = draft.Declared?.Type ?? draft.Fed?.Type ?? (draft.FeedsPath ? "string" : null);
        return type is "string" or "integer" or "number" or "boolean" or "object" or "array" ? type : type is null or "any" ? null : "string";
    }

    private static string? DescriptionOf(InputDraft draft)
    {
        var description = draft.Declared?.Description ?? draft.Fed?.Description;
        return draft.OverridesCredential ? $"{description?.TrimEnd('.') ?? draft.Name}. Overrides the configured credential." : description;
    }

    private bool IsRequired(InputDraft draft)
    {
        if (draft.Declared is not { } declared)
        {
            return !draft.OverridesCredential && (draft.FeedsPath || draft.IsNeeded || draft.Fed?.Required == true);
        }

        if (declared.Default is not null || declared.Value is not null)
        {
            return false;
        }

        if (declared.Required is { } said)
        {
            return said;
        }

        if (draft.FeedsPath)
        {
            return true;
        }

        return _kind switch
        {
            UnitKind.Rest => false,
            UnitKind.Mcp when draft.Fed is { } fed && (fed.Type ?? (object?)fed.Required) is not null => fed.Required == true,
            _ => !Declared.Any(d => d.Declared?.Required == true),
        };
    }

    private static InputPlace PlaceOf(InputDraft draft) => draft.Declared?.In switch
    {
        "query" => InputPlace.Query,
        "header" => InputPlace.Header,
        "cookie" => InputPlace.Cookie,
        "body" => draft.FedPlace == InputPlace.Body || draft.Name == "body" ? InputPlace.Body : InputPlace.BodyField,
        "path" => InputPlace.Path,
        _ when draft.FedPlace == InputPlace.Body => InputPlace.Body,
        _ when draft.ReferencePlace is { } place => place,
        _ => draft.FedPlace switch
        {
            InputPlace.Path => InputPlace.Query,
            { } place => place,
            null => InputPlace.QueryOrBodyField,
        },
    };

    private Regex? PatternOf(InputDraft draft)
    {
        if (draft.Declared is not { Pattern: { } pattern } declared)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (ArgumentException)
        {
            _diagnostics.Add(ExpressionDiagnostics.BadPattern, declared.Span, $"the pattern of '{declared.Name}' is no regular expression; it is not checked");
            return null;
        }
    }
}

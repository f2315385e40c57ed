using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>What <c>inputParameters[].mapping</c> says an exposed input feeds (published dialect, section 5).</summary>
internal static class InputMappings
{
    private static readonly (string Prefix, InputPlace Place)[] Places =
    [
        ("pathParameters.", InputPlace.Path), ("path.", InputPlace.Path), ("queryParameters.", InputPlace.Query), ("query.", InputPlace.Query),
        ("header.", InputPlace.Header), ("headers.", InputPlace.Header), ("body.", InputPlace.BodyField),
    ];

    public static IEnumerable<WithEntry> Entries(UnitContext unit, ConsumedOperation operation)
    {
        foreach (var draft in unit.Inputs.Declared)
        {
            if (draft.Declared?.Mapping is not { } mapping)
            {
                continue;
            }

            var text = mapping.Value.StartsWith("$.", StringComparison.Ordinal) ? mapping.Value[2..] : mapping.Value;
            var (prefix, place) = Array.Find(Places, p => text.StartsWith(p.Prefix, StringComparison.Ordinal));
            yield return new WithEntry(prefix is null ? text : text[prefix.Length..], draft.Expression, mapping.Span)
            {
                Draft = draft,
                Place = prefix is null ? Declared(draft.Declared.In) ?? (operation.PrefersQuery ? InputPlace.Query : InputPlace.BodyField) : place,
            };
        }
    }

    private static InputPlace? Declared(string? place) => place switch
    {
        "query" => InputPlace.Query,
        "header" => InputPlace.Header,
        "cookie" => InputPlace.Cookie,
        "body" => InputPlace.BodyField,
        _ => null,
    };
}

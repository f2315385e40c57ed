using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>The entries of <c>with</c> that nothing of an operation takes. They are sent all the same: the author means them to arrive.</summary>
internal sealed class StrayEntries(ConsumedOperation operation, IReadOnlyList<WithEntry> entries, DiagnosticBag diagnostics)
{
    /// <summary>Takes those that become fields of the body, where the method has one.</summary>
    public IEnumerable<KeyValuePair<string, Expression>> TakeFields()
    {
        if (operation.PrefersQuery)
        {
            yield break;
        }

        foreach (var entry in entries.Where(IsField))
        {
            entry.IsUsed = true;
            Feed(entry, InputPlace.BodyField);
            if (entry.Place is null)
            {
                Warn(entry, "sent as a field of the body");
            }

            yield return KeyValuePair.Create(entry.Key, entry.Value);
        }
    }

    /// <summary>Takes the rest, each with the place where it goes.</summary>
    /// <param name="isBodyClosed">Whether the body has no room for fields.</param>
    public IEnumerable<(WithEntry Entry, InputPlace Place)> TakeRest(bool isBodyClosed)
    {
        foreach (var entry in entries.Where(e => !e.IsUsed))
        {
            var place = entry.Place ?? (operation.PrefersQuery || isBodyClosed ? InputPlace.Query : InputPlace.BodyField);
            Feed(entry, place);
            if (entry.Place is null)
            {
                Warn(entry, place == InputPlace.Query ? "sent as a query parameter" : "sent as a field of the body");
            }

            yield return (entry, place);
        }
    }

    private bool IsField(WithEntry entry) =>
        !entry.IsUsed && entry.Place is null or InputPlace.BodyField
        && !operation.Parameters.Any(p => NameRule.IsSame(p.Name, entry.Key) || p.Value is ScalarNode { Text: var text } && text.Contains(entry.Key, StringComparison.Ordinal));

    private static void Feed(WithEntry entry, InputPlace place)
    {
        if (entry.Place is null)
        {
            entry.Draft?.FeedStray(place);
        }
        else
        {
            entry.Draft?.Feed(place, null);
        }
    }

    private void Warn(WithEntry entry, string what) =>
        diagnostics.Add(ReferenceDiagnostics.StrayWith, entry.Span, $"the operation has no parameter '{entry.Key}'; it is {what}",
            Nearest.Hint(entry.Key, operation.Parameters.Select(p => p.Name)));
}

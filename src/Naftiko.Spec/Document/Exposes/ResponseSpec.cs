using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An answer that a REST operation declares, in <c>responses</c> or <c>responseBinary</c>.</summary>
/// <param name="Status">The status as written, for example <c>201</c> or <c>4XX</c>.</param>
/// <param name="Description">For people and OpenAPI.</param>
/// <param name="MediaType">The first media type of its content; null when none is declared.</param>
/// <param name="IsBinary">Whether the body is bytes rather than something with a shape.</param>
/// <param name="Span">The place.</param>
public sealed record ResponseSpec(string Status, string? Description, string? MediaType, bool IsBinary, SourceSpan Span)
{
    /// <summary>The status as a number; null for a range such as <c>4XX</c>.</summary>
    public int? Code => int.TryParse(Status, System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : null;
}

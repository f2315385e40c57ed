using System.Globalization;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An answer that a REST operation declares, in <c>responses</c> or <c>responseBinary</c>.</summary>
/// <param name="Status">The status as written, for example <c>201</c> or <c>4XX</c>.</param>
/// <param name="Description">For people and OpenAPI.</param>
/// <param name="Contents">The media types of its body; none when the file declares none.</param>
/// <param name="Span">The place.</param>
public sealed record ResponseSpec(string Status, string? Description, IReadOnlyList<ResponseContentSpec> Contents, SourceSpan Span)
{
    /// <summary>The status as a number; null for a range such as <c>4XX</c>.</summary>
    public int? Code => int.TryParse(Status, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>Whether it is one that a call has succeeded with.</summary>
    public bool IsSuccess => Status[0] == '2';
}

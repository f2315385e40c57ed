using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Binds;

/// <summary>An entry of <c>binds</c>: variables and where their values come from.</summary>
/// <param name="Namespace">What <c>{{ns.VAR}}</c> calls it; null when the file gives none.</param>
/// <param name="Location">Where the values are; null: the environment.</param>
/// <param name="Keys">The variables.</param>
/// <param name="Span">The place.</param>
public sealed record BindSpec(string? Namespace, SpannedText? Location, IReadOnlyList<BindKeySpec> Keys, SourceSpan Span);

/// <summary>One variable of a bind.</summary>
/// <param name="Variable">The name in templates.</param>
/// <param name="SourceKey">The name at the source.</param>
/// <param name="Span">The place.</param>
public sealed record BindKeySpec(string Variable, string SourceKey, SourceSpan Span);

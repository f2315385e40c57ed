using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>The <c>forward</c> block of a resource: every method is relayed to a consumed API.</summary>
/// <param name="TargetNamespace">The consumed API.</param>
/// <param name="TrustedHeaders">The caller's headers that pass.</param>
/// <param name="Span">The block.</param>
public sealed record ForwardSpec(SpannedText TargetNamespace, IReadOnlyList<SpannedText> TrustedHeaders, SourceSpan Span);

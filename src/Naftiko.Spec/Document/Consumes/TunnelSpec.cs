using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>The overlay network through which an API is to be reached. None is supported: calls are refused unless the file allows the direct way.</summary>
/// <param name="Type">The kind, for example <c>ziti</c>.</param>
/// <param name="Identity">What authenticates to the overlay; a bind in careful files.</param>
/// <param name="IsDirectAllowed"><c>fallback: direct</c>.</param>
/// <param name="Span">The place.</param>
public sealed record TunnelSpec(string? Type, SpannedText? Identity, bool IsDirectAllowed, SourceSpan Span);

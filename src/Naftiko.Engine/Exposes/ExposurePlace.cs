using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>What surfaces of all kinds have in common: where they are, and who is let in.</summary>
/// <param name="Namespace">Part of its URLs.</param>
/// <param name="Span">Where the block stands.</param>
/// <param name="Port">The port asked for, or the kind's own.</param>
/// <param name="Address">The address asked for; null: the default.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Guard">Who is let in; null: everybody.</param>
public sealed record ExposurePlace(string Namespace, SourceSpan Span, int Port, string? Address, string? Description, Guard? Guard);

using Naftiko.Engine.Consumes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>A path of a REST surface whose requests are relayed to a consumed API, whatever their method.</summary>
/// <param name="Path">The path below the mount, with its placeholders, as the file writes it.</param>
/// <param name="Call">Sends them on.</param>
/// <param name="Span">Where it stands.</param>
public sealed record RestForward(string Path, ForwardCall Call, SourceSpan Span);

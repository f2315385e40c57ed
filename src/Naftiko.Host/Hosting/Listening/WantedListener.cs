using System.Net;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>One socket that a snapshot wants to be open, and who asked for it.</summary>
/// <param name="EndPoint">The address and port.</param>
/// <param name="IsOptional">Whether the machine may lack the address: ::1 beside 127.0.0.1.</param>
/// <param name="Span">The first surface that asked.</param>
/// <param name="Files">All files that asked.</param>
internal sealed record WantedListener(IPEndPoint EndPoint, bool IsOptional, SourceSpan Span, IReadOnlyList<string> Files);

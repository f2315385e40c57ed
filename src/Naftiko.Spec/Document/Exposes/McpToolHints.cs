namespace Naftiko.Spec.Document.Exposes;

/// <summary>The tool annotations of MCP; null where the file does not say.</summary>
public sealed record McpToolHints(bool? ReadOnly = null, bool? Destructive = null, bool? Idempotent = null, bool? OpenWorld = null);

using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Logging;

/// <summary>Something that was logged.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Category">What logged it.</param>
/// <param name="Message">What happened.</param>
/// <param name="File">The capability file that it concerns; null: none, or nobody knows.</param>
/// <param name="Fault">The kind of exception that was logged with it. Its text is in the log of the process only.</param>
internal sealed record LogEntry(DateTimeOffset Time, LogLevel Level, string Category, string Message, string? File, string? Fault);

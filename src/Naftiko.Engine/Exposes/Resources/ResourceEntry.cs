namespace Naftiko.Engine.Exposes.Resources;

/// <summary>One entry of a list of resources.</summary>
/// <param name="Uri">What to read it by.</param>
/// <param name="MimeType">Its media type; null where only reading it tells.</param>
/// <param name="Size">Its size in bytes; null where only reading it tells.</param>
public readonly record struct ResourceEntry(string Uri, string? MimeType, long? Size);

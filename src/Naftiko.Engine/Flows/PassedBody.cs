namespace Naftiko.Engine.Flows;

/// <summary>A caller's request body on its way to the upstream, unread.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Length">Their number, where the caller said it.</param>
/// <param name="ContentType">The Content-Type as the caller gave it.</param>
public sealed record PassedBody(Stream Content, long? Length, string? ContentType)
{
    /// <summary>The Content-Encoding as the caller gave it: without it the bytes say nothing.</summary>
    public string? ContentEncoding { get; init; }
}

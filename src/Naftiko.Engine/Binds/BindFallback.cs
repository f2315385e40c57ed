namespace Naftiko.Engine.Binds;

/// <summary>The value of a name that no bind declares, and the warning that belongs to its use (<c>NFK5006</c>).</summary>
/// <param name="Value">The environment variable of that name.</param>
/// <param name="Advice">The warning's text.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record BindFallback(BindValue Value, string Advice, string Hint);

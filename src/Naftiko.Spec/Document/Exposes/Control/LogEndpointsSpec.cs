namespace Naftiko.Spec.Document.Exposes.Control;

/// <summary>The log endpoints of a control surface.</summary>
/// <param name="HasLevels"><c>/logs</c>: levels are shown and changed.</param>
/// <param name="HasStream"><c>/logs/stream</c>: lines are sent as they are written.</param>
/// <param name="MaxSubscribers">How many may read that stream at a time.</param>
public sealed record LogEndpointsSpec(bool HasLevels, bool HasStream, int MaxSubscribers = LogEndpointsSpec.DefaultSubscribers)
{
    public const int DefaultSubscribers = 5;

    public const int MostSubscribers = 20;

    /// <summary><c>logs: false</c>, and what holds without <c>logs</c>.</summary>
    public static readonly LogEndpointsSpec None = new(HasLevels: false, HasStream: false);

    /// <summary><c>logs: true</c>.</summary>
    public static readonly LogEndpointsSpec All = new(HasLevels: true, HasStream: true);
}

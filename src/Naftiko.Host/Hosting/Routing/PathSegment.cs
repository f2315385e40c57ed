namespace Naftiko.Host.Hosting.Routing;

/// <summary>What one segment of a path pattern accepts.</summary>
internal abstract class PathSegment;

/// <summary>Exactly this text, once the request's segment is percent-decoded.</summary>
internal sealed class LiteralSegment(string text) : PathSegment
{
    public string Text { get; } = text;
}

/// <summary>Any segment that is not empty.</summary>
internal sealed class ParameterSegment : PathSegment
{
    public static readonly ParameterSegment Instance = new();
}

/// <summary>One segment or more, up to the end of the path.</summary>
internal sealed class RestSegment : PathSegment
{
    public static readonly RestSegment Instance = new();
}

/// <summary>A stretch of a request's path.</summary>
internal readonly record struct Slice(int Start, int Length);

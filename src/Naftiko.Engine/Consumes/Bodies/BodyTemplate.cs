using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>The body of an upstream request, compiled.</summary>
internal abstract class BodyTemplate
{
    /// <summary>The body of this run; null when there is none to send.</summary>
    public abstract HttpContent? Render(Invocation run);
}

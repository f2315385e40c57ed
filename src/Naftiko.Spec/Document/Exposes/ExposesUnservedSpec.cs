using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>A surface of a kind that is read but not served.</summary>
/// <param name="Kind">control.</param>
public sealed record ExposesUnservedSpec(string Kind) : ExposesSpec
{
    /// <summary>The defaults that a control surface sets for script steps.</summary>
    public MappingNode? Scripting { get; init; }
}

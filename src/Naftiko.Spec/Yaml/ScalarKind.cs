namespace Naftiko.Spec.Yaml;

/// <summary>The type of a scalar by the YAML 1.2 core schema (section 10.3): <c>NO</c>, <c>on</c> and dates are text.</summary>
public enum ScalarKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
}

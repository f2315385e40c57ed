namespace Naftiko.Spec.Expressions;

/// <summary>The notations of a place for a value.</summary>
public enum HoleNotation
{
    /// <summary><c>{{x}}</c>, <c>{{{x}}}</c> or <c>{{&amp;x}}</c>.</summary>
    Mustache,

    /// <summary><c>{x}</c>, in paths, URIs and prompts.</summary>
    Brace,

    /// <summary><c>{+x}</c> (RFC 6570 reserved expansion): slashes are kept.</summary>
    Reserved,

    /// <summary><c>${x}</c>.</summary>
    Dollar,
}

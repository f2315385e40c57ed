namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>How a template uses a place: decides whether it can do without a value.</summary>
internal enum HoleUse
{
    /// <summary>It is the whole text: without a value there is nothing to send.</summary>
    Whole,

    /// <summary>It stands in longer text.</summary>
    InText,

    /// <summary>It opens a section: without a value the section is left out.</summary>
    Section,

    /// <summary>It stands inside a section, and may be a member of the element there.</summary>
    InSection,
}

namespace Naftiko.Engine.Inputs;

/// <summary>Where a REST request carries an input (published dialect, section 3).</summary>
public enum InputPlace
{
    Path,
    Query,
    Header,
    Cookie,

    /// <summary>A member of the JSON body.</summary>
    BodyField,

    /// <summary>The whole body.</summary>
    Body,

    /// <summary>The query string or else a member of the JSON body: nothing says which.</summary>
    QueryOrBodyField,
}

namespace Naftiko.Engine.Flows;

/// <summary>What an answer's body is.</summary>
public enum AnswerKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>JSON in UTF-8, checked.</summary>
    Json,

    /// <summary>Text of a media type that is not JSON.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A body too large to hold back: relayed as it arrives.</summary>
    Stream,
}

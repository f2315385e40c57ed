using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>One operation of a REST surface.</summary>
public sealed record ExposedOperationSpec : UnitSpec
{
    [SetsRequiredMembers]
    public ExposedOperationSpec(UnitSpec unit, string method, SpannedText? path)
        : base(unit)
    {
        Method = method;
        Path = path;
    }

    /// <summary>The HTTP method, upper case; GET when the file does not say.</summary>
    public string Method { get; }

    /// <summary>The operation's own path; joins the resource's as a consumed operation's does.</summary>
    public SpannedText? Path { get; }

    /// <summary><c>responses</c>, or what <c>responseBinary</c> is short for.</summary>
    public IReadOnlyList<ResponseSpec> Responses { get; init; } = [];
}

using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using YamlDotNet.Core;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>The tags of the core schema (YAML 1.2 sections 10.1 to 10.3); all others mean nothing here and are ignored with a warning.</summary>
internal static class YamlTags
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>Gives a scalar the type that its tag asks for. False when there are more errors than are listed.</summary>
    public static bool TryApply(TagName tag, string text, SourceSpan span, ref ScalarKind kind, YamlReports reports)
    {
        if (tag.IsNonSpecific)
        {
            kind = ScalarKind.Text;
            return true;
        }

        var plain = CoreSchema.KindOf(text);
        ScalarKind? wanted = NameOf(tag) switch
        {
            "str" => ScalarKind.Text,
            "null" => ScalarKind.Null,
            "bool" => ScalarKind.Boolean,
            "int" => ScalarKind.Integer,
            "float" => ScalarKind.Float,
            _ => null,
        };

        if (wanted is null)
        {
            return Refuse(tag, "a scalar", NameOf(tag) is "map" or "seq", span, reports);
        }

        var fits = wanted == ScalarKind.Text || plain == wanted || (wanted == ScalarKind.Float && plain == ScalarKind.Integer);
        if (!fits)
        {
            reports.Add(YamlDiagnostics.TagMismatch, span, $"the value is not what its tag '!!{NameOf(tag)}' says");
            return !reports.IsFull;
        }

        kind = wanted.Value;
        return true;
    }

    /// <summary>Checks a container's tag. False when there are more errors than are listed.</summary>
    public static bool Check(TagName tag, bool isMapping, SourceSpan span, YamlReports reports)
    {
        if (tag.IsNonSpecific || NameOf(tag) == (isMapping ? "map" : "seq"))
        {
            return true;
        }

        var isCore = NameOf(tag) is "map" or "seq" or "str" or "null" or "bool" or "int" or "float";
        return Refuse(tag, isMapping ? "a mapping" : "a list", isCore, span, reports);
    }

    private static bool Refuse(TagName tag, string what, bool isCore, SourceSpan span, YamlReports reports)
    {
        if (isCore)
        {
            reports.Add(YamlDiagnostics.TagMismatch, span, $"{what} cannot have the tag '!!{NameOf(tag)}'");
        }
        else
        {
            reports.Add(YamlDiagnostics.UnknownTag, span, "the tag is not of the YAML core schema and is ignored");
        }

        return !reports.IsFull;
    }

    /// <summary>The short name of a tag of yaml.org, null for others.</summary>
    private static string? NameOf(TagName tag) =>
        tag.Value.StartsWith(Prefix, StringComparison.Ordinal) ? tag.Value[Prefix.Length..] : null;
}

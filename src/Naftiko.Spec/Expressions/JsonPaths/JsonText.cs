using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>
/// Reads names and strings of documents from outside. A JSON text may hold "\ud800", which is no Unicode (RFC 8259 section 8.2);
/// <see cref="JsonElement"/> throws when it must decode it. Here such a name or string simply equals nothing.
/// </summary>
internal static class JsonText
{
    public static bool TryGetMember(JsonElement element, ReadOnlySpan<byte> utf8Name, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(utf8Name, out value);
        }
        catch (InvalidOperationException)
        {
            return TryFindMember(element, utf8Name, out value);
        }
    }

    public static bool TryGetString(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static bool DeepEquals(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The last of several members with the same name wins, as in JsonElement itself.
    private static bool TryFindMember(JsonElement element, ReadOnlySpan<byte> utf8Name, out JsonElement value)
    {
        value = default;
        foreach (var member in element.EnumerateObject())
        {
            if (NameEquals(member, utf8Name))
            {
                value = member.Value;
            }
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    private static bool NameEquals(JsonProperty member, ReadOnlySpan<byte> utf8Name)
    {
        try
        {
            return member.NameEquals(utf8Name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Reads Content-Type values as they are found (RFC 9110 section 8.3.1), without complaint about the rest of them.</summary>
internal static class ContentTypes
{
    private const string Json = "application/json";

    /// <summary>The type and subtype in lower case, or null where there is none.</summary>
    public static string? MediaType(string? contentType)
    {
        if (contentType is null)
        {
            return null;
        }

        var parameters = contentType.IndexOf(';');
        var type = (parameters < 0 ? contentType : contentType.AsSpan(0, parameters)).Trim();
        if (type.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            return Json; // nearly every answer
        }

        return type.IsEmpty ? null : type.ToString().ToLowerInvariant();
    }

    /// <summary>The charset parameter without its quotes, or null.</summary>
    public static string? Charset(string? contentType)
    {
        const string Name = "charset=";
        var rest = contentType.AsSpan();
        for (var next = rest.IndexOf(';'); next >= 0; next = rest.IndexOf(';'))
        {
            rest = rest[(next + 1)..].TrimStart();
            if (!rest.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var value = rest[Name.Length..];
            var end = value.IndexOf(';');
            value = (end < 0 ? value : value[..end]).Trim().Trim('"');
            return value.IsEmpty ? null : value.ToString();
        }

        return null;
    }
}

using Naftiko.Engine.Inputs;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Compiles outbound API keys: one or several names, each with its value, in a header, the query, a cookie, the path or the body.</summary>
/// <param name="type"><c>apikey</c>, or <c>header</c> or <c>query</c>, which say the place as well.</param>
/// <param name="settings">The block.</param>
internal sealed class ApiKeyCompiler(string type, AuthenticationSettings settings)
{
    private static readonly string[] Places = ["header", "query", "cookie", "path", "body"];

    /// <summary>What is wrong with the block, and where; null while nothing is.</summary>
    public (string Key, string Message, IReadOnlyList<string> Known)? Fault { get; private set; }

    /// <summary>What the block adds to a request; nothing with a <see cref="Fault"/>.</summary>
    public IReadOnlyList<CredentialPart> Compile()
    {
        var parts = Parts(Placement()).ToList();
        if (Fault is null && parts.FirstOrDefault(p => p.Name.Length == 0 || (p.Place == InputPlace.Header && !IsToken(p.Name))) is { } unnamed)
        {
            Fault = ("key", unnamed.Name.Length == 0 ? "needs the name of the key" : "has a name that no header can have", []);
        }

        return Fault is null ? parts : [];
    }

    private IEnumerable<CredentialPart> Parts(InputPlace place)
    {
        if (settings.Node("headers") is { } headers)
        {
            return Several(headers).Select(s => new CredentialPart(type == "query" ? place : InputPlace.Header, s.Name, settings.Compile(s.Value)));
        }

        if (settings.Node("parameters") is { } parameters)
        {
            return Several(parameters).Select(s => new CredentialPart(place, s.Name, settings.Compile(s.Value)));
        }

        // With `header` or `name` that is the name and key, value or token the secret; else `key` is the name and `value` the secret.
        return settings.Name("header", "name") is { } name
            ? [new CredentialPart(place, name, settings.Required("value", "token", "key"))]
            : [new CredentialPart(place, settings.Name("key") ?? "Authorization", settings.Required("value", "token"))];
    }

    private InputPlace Placement()
    {
        var written = settings.Name("placement", "in")?.ToLowerInvariant();
        switch (written ?? type)
        {
            case "query":
                return InputPlace.Query;
            case "cookie":
                return InputPlace.Cookie;
            case "path":
                return InputPlace.Path;
            case "body":
                return InputPlace.BodyField;
        }

        if (written is not (null or "header"))
        {
            Fault = (settings.Node("placement") is null ? "in" : "placement", $"has a placement that is none of {string.Join(", ", Places)}", Places);
        }

        return InputPlace.Header;
    }

    /// <summary>A map of name → value, or a list of <c>{key|name, value}</c>.</summary>
    private static IEnumerable<(string Name, Node? Value)> Several(Node node) => node switch
    {
        MappingNode map => map.Entries.Select(e => (e.Key.Text, (Node?)e.Value)),
        SequenceNode list => list.Items.OfType<MappingNode>().Select(m => (Text(m, "key") ?? Text(m, "name") ?? "", m["value"])),
        _ => [],
    };

    private static string? Text(MappingNode node, string key) => node[key] is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>RFC 9110 section 5.6.2.</summary>
    private static bool IsToken(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c));
}

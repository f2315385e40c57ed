using System.Buffers;
using System.Text;

namespace Naftiko.Engine.Authentication;

/// <summary>One challenge of <c>WWW-Authenticate</c>, or the credentials of <c>Authorization</c>: both have one grammar (RFC 9110 section 11).</summary>
public sealed class AuthChallenge
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private AuthChallenge(string scheme) => Scheme = scheme;

    public string Scheme { get; }

    /// <summary>A parameter's value without its quotes, or null. Of a parameter that repeats, the first counts.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    public bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The challenges of a header in its order; what cannot be read ends the list. A token68 (Basic, Bearer) is not kept.</summary>
    public static IReadOnlyList<AuthChallenge> Parse(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var found = new List<AuthChallenge>();
        var position = 0;
        while (true)
        {
            Skip(header, ref position, " \t,="); // the "=" of a token68's padding
            var word = Token(header, ref position);
            if (word.Length == 0)
            {
                return found;
            }

            // A list of parameters and a list of challenges are both separated by commas: only "=" tells a parameter's name from a scheme.
            Skip(header, ref position, " \t");
            if (found.Count == 0 || position == header.Length || header[position] != '=')
            {
                found.Add(new AuthChallenge(word));
                continue;
            }

            position++;
            Skip(header, ref position, " \t");
            found[^1]._parameters.TryAdd(word, Value(header, ref position));
        }
    }

    private static void Skip(string text, ref int position, ReadOnlySpan<char> characters)
    {
        var length = text.AsSpan(position).IndexOfAnyExcept(characters);
        position = length < 0 ? text.Length : position + length;
    }

    private static string Token(string text, ref int position)
    {
        var rest = text.AsSpan(position);
        var length = rest.IndexOfAnyExcept(TokenCharacters);
        var token = length < 0 ? rest : rest[..length];
        position += token.Length;
        return token.ToString();
    }

    private static string Value(string text, ref int position)
    {
        if (position == text.Length || text[position] != '"')
        {
            return Token(text, ref position);
        }

        var value = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] == '"')
            {
                position++;
                break;
            }

            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            value.Append(text[position]);
        }

        return value.ToString();
    }
}

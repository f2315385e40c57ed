using System.CommandLine;
using System.CommandLine.Parsing;

namespace Naftiko.Host.Commands.Options;

/// <summary>The options that serving, validating and calling share: how files are read and compiled.</summary>
internal sealed class LoadingOptions
{
    private readonly Option<string[]> _envFiles = Texts("--env-file", "FILE", "File of environment variables (NAME=value lines); later files win. Repeatable");
    private readonly Option<string[]> _allowPaths = Texts("--allow-path", "PATH", "Further file or folder that capabilities may open. Repeatable");
    private readonly Option<string[]> _envAllow = Texts("--env-allow", "PATTERN", "Process variables that files may name, with * and ? (default: all). Repeatable");
    private readonly Option<bool> _strict = new("--strict") { Description = "Any error stops; only RFC 9535 JSONPath is read" };

    private readonly Option<Dictionary<string, string>> _baseUris = new("--base-uri")
    {
        Description = "Base URI of a consumed namespace, instead of the file's; NAFTIKO_BASEURI_<NAMESPACE> is the same. Repeatable",
        HelpName = "NAMESPACE=URI",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ReadBaseUris,
    };

    private readonly LimitOptions _limits;
    private readonly bool _hasUpstreams;

    /// <param name="limits">The limits.</param>
    /// <param name="hasUpstreams">Whether the command sends requests.</param>
    public LoadingOptions(LimitOptions limits, bool hasUpstreams)
    {
        _limits = limits;
        _hasUpstreams = hasUpstreams;
    }

    public IEnumerable<Option> All =>
    [
        _envFiles, _baseUris, _allowPaths, _envAllow, _strict,
        .. (_hasUpstreams ? _limits.OfUpstreams : []).Concat(_limits.OfFiles).Select(limit => limit.Option),
    ];

    public LoadSettings Bind(ParseResult result) => new()
    {
        EnvFiles = result.GetValue(_envFiles) ?? [],
        BaseUris = result.GetValue(_baseUris) ?? [],
        AllowedPaths = result.GetValue(_allowPaths) ?? [],
        EnvAllow = result.GetValue(_envAllow) ?? [],
        IsStrict = result.GetValue(_strict),
        Budget = _limits.Budget(result),
        Upstream = _hasUpstreams ? _limits.Upstream(result) : new(),
    };

    /// <summary>A repeatable option of texts; each takes one.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore };

    /// <summary>Keeps a misspelt option from being taken for an argument.</summary>
    public static Argument<string[]> NotOptions(Argument<string[]> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
            {
                result.AddError($"there is no option '{token.Value}'; --help lists them (a file of that name is ./{token.Value})");
            }
        });
        return argument;
    }

    private static Dictionary<string, string>? ReadBaseUris(ArgumentResult result)
    {
        var uris = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=');
            var uri = token.Value[(equals + 1)..];
            if (equals <= 0 || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            {
                result.AddError($"'{token.Value}' is no base URI: write NAMESPACE=https://host/path");
                return null;
            }

            uris[token.Value[..equals]] = uri;
        }

        return uris;
    }
}

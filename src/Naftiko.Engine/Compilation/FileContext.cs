using System.Diagnostics.CodeAnalysis;
using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Consumes;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Expressions.JsonPaths;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation;

/// <summary>What the compilation of one file's units shares.</summary>
internal sealed class FileContext
{
    private readonly Dictionary<string, UpstreamClient> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonPath> _paths = new(StringComparer.Ordinal);

    public FileContext(CapabilityFile file, Variables variables, CompileOptions options, ISourceLoader loader, DiagnosticBag diagnostics)
    {
        File = file;
        Variables = variables;
        Loader = loader;
        Options = options;
        Diagnostics = diagnostics;
        Consumed = new ConsumedIndex(file.Consumes);
        Formats = new FormatCompiler(loader, diagnostics);
        SurfaceNamespaces =
        [
            .. file.Exposes.Select(e => e.Namespace).OfType<string>(),
            .. file.Aggregates.Select(a => a.Namespace).Where(n => n.Length > 0),
            .. file.FormerNamespaces.Where(n => n.Length > 0),
        ];
    }

    public CapabilityFile File { get; }

    public Variables Variables { get; }

    /// <summary>Opens what the file names.</summary>
    public ISourceLoader Loader { get; }

    public CompileOptions Options { get; }

    public DiagnosticBag Diagnostics { get; }

    public ConsumedIndex Consumed { get; }

    public FormatCompiler Formats { get; }

    /// <summary>The credentials compiled so far, by their blocks.</summary>
    public Dictionary<AuthenticationSpec, CompiledCredential> Credentials { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sends the requests to one consumed API; all units of the file share its limit.</summary>
    public UpstreamClient ClientOf(ConsumesHttpSpec api)
    {
        if (!_clients.TryGetValue(api.Namespace, out var client))
        {
            _clients.Add(api.Namespace, client = Options.Client.ForApi());
        }

        return client;
    }

    /// <summary>The JSONPath that a mapping is; reports what is none. Files write the same few again and again: each is parsed once.</summary>
    public bool TryParsePath(SpannedText mapping, [NotNullWhen(true)] out JsonPath? path)
    {
        var text = mapping.Value.Trim();
        if (_paths.TryGetValue(text, out path))
        {
            return true;
        }

        if (!JsonPath.TryParse(text, Options.IsStrict, out path, out var error))
        {
            Diagnostics.Add(ExpressionDiagnostics.BadPath, mapping.Span, $"'{mapping.Value}' is no JSONPath: {error.Message} (character {error.Offset + 1})");
            return false;
        }

        _paths.Add(text, path);
        return true;
    }

    /// <summary>The namespaces by which a reference may name an input: those of surfaces and aggregates.</summary>
    public IReadOnlyList<string> SurfaceNamespaces { get; }
}

using System.Diagnostics.CodeAnalysis;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Binds;

/// <summary>Values from a YAML, JSON or <c>.env</c> file. Scalars are taken as written, maps and lists as JSON text.</summary>
public sealed class FileBinds : IBindSource
{
    private readonly MappingNode? _map;
    private readonly EnvFile? _assignments;

    private FileBinds(string name, MappingNode? map, EnvFile? assignments)
    {
        Name = name;
        _map = map;
        _assignments = assignments;
    }

    public string Name { get; }

    /// <summary>Reads a file of values; null with an error when it holds none.</summary>
    public static FileBinds? Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (HoldsAssignments(source))
        {
            return new FileBinds(source.Path, null, EnvFile.Parse(source, diagnostics));
        }

        // JSON is read as the YAML that it is (YAML 1.2 section 1.3): one reader, positions in every message.
        var root = YamlParser.Parse(source, YamlBudget.Default, diagnostics);
        if (root is MappingNode map)
        {
            return new FileBinds(source.Path, map, null);
        }

        if (root is not null)
        {
            diagnostics.Add(BindDiagnostics.NotAMap, root.Span, $"a file of bind values must hold a map, not {root.Describe()}");
        }

        return null;
    }

    public BindLookup Find(string key)
    {
        if (_assignments is not null)
        {
            return _assignments.TryGet(key, out var assigned) ? BindLookup.Found(assigned) : NotFound(key);
        }

        if (!TryFindNode(key, out var node))
        {
            return NotFound(key);
        }

        return node switch
        {
            ScalarNode { IsNull: true } => BindLookup.NotFound($"the key '{key}' of '{Name}' is empty"),
            ScalarNode scalar => BindLookup.Found(scalar.Text),
            _ => BindLookup.Found(NodeJson.Write(node)),
        };
    }

    /// <summary>The top-level key as it is, else the path that its dots name.</summary>
    private bool TryFindNode(string key, [NotNullWhen(true)] out Node? node)
    {
        node = _map?[key];
        if (node is not null || !key.Contains('.', StringComparison.Ordinal))
        {
            return node is not null;
        }

        node = _map;
        foreach (var part in key.Split('.'))
        {
            node = (node as MappingNode)?[part];
        }

        return node is not null;
    }

    private BindLookup NotFound(string key) => BindLookup.NotFound($"'{Name}' has no key '{key}'");

    /// <summary>By the file's name; where that says nothing, by the first line that is no comment.</summary>
    private static bool HoldsAssignments(SourceText source)
    {
        var name = Path.GetFileName(source.Path);
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (extension is ".yaml" or ".yml" or ".json")
        {
            return false;
        }

        if (extension is ".env" or ".properties" || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var line in source.Text.AsSpan().EnumerateLines())
        {
            var text = line.TrimStart();
            if (!text.IsEmpty && text[0] != '#')
            {
                var equals = text.IndexOf('=');
                return equals > 0 && text[0] is not ('{' or '-' or '"' or '\'') && !text[..equals].Contains(':');
            }
        }

        return false;
    }
}

using Naftiko.Spec.Document;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>How files are found, read and compiled.</summary>
internal sealed class LoadingGroup
{
    private static readonly YamlBudget Budget = YamlBudget.Default;

    public ListSetting EnvFiles { get; } = new("env-file", "FILE", "File of environment variables (NAME=value lines); later files win", arePaths: true);

    public MapSetting<string, string> BaseUris { get; } = new(
        "base-uri", "NAMESPACE=URI", "Base URI of a consumed namespace, instead of the file's; NAFTIKO_BASEURI_<NAMESPACE> is the same", SettingParsers.BaseUri);

    public ListSetting Only { get; } = new("only", "PATTERN", "Files and namespaces that are meant, with * and ?; by default all");

    public ListSetting AllowedPaths { get; } = new("allow-path", "PATH", "Further file or folder that capabilities may open", arePaths: true);

    public ListSetting EnvAllow { get; } = new("env-allow", "PATTERN", "Process variables that files may name, with * and ?; by default all");

    public FlagSetting Strict { get; } = new("strict", "Any error stops; only RFC 9535 JSONPath is read");

    public ValueSetting<BinarySize> MaxFileSize { get; } = Limits.Size("max-file-size", "Largest capability file", Budget.MaxBytes, int.MaxValue - 1);

    public ValueSetting<int> MaxFileDepth { get; } = Limits.Count("max-file-depth", "Deepest nesting of a file", Budget.MaxDepth, YamlBudget.DepthCeiling);

    public ValueSetting<int> MaxFileNodes { get; } = Limits.Count("max-file-nodes", "Most YAML nodes of a file, aliases expanded", Budget.MaxNodes);

    public IReadOnlyList<Setting> All => [EnvFiles, BaseUris, Only, AllowedPaths, EnvAllow, Strict, .. Bounds];

    /// <summary>Those that are limits.</summary>
    public IReadOnlyList<Setting> Bounds => [MaxFileSize, MaxFileDepth, MaxFileNodes];

    public LoadSettings Bind(SettingValues values, UpstreamGroup upstream) => new()
    {
        EnvFiles = values.Of(EnvFiles),
        BaseUris = values.OnLine(BaseUris),
        SettledBaseUris = values.InFile(BaseUris),
        Only = values.Of(Only),
        AllowedPaths = values.Of(AllowedPaths),
        EnvAllow = values.Of(EnvAllow),
        IsStrict = values.Of(Strict),
        Budget = new YamlBudget
        {
            MaxBytes = (int)values.Of(MaxFileSize).Bytes,
            MaxDepth = values.Of(MaxFileDepth),
            MaxNodes = values.Of(MaxFileNodes),
        },
        Upstream = upstream.Bind(values),
    };
}

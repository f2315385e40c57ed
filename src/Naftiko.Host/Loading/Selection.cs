using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;
using Naftiko.Engine;

namespace Naftiko.Host.Loading;

/// <summary>
/// Which of the files and surfaces are meant (<c>--only</c>). A pattern with a slash is compared with the file's path below the served root:
/// <c>*</c> stays within a folder, <c>**</c> does not. One without is compared with the file's name in any folder, and with the namespaces of
/// surfaces. The extension may be left out. No pattern means all.
/// </summary>
internal sealed class Selection
{
    /// <summary>Everything.</summary>
    public static readonly Selection All = new([]);

    private readonly List<string> _names;
    private readonly List<Regex> _paths;

    public Selection(IReadOnlyList<string> patterns)
    {
        _names = [.. patterns.Where(p => !p.Contains('/'))];
        _paths = [.. patterns.Where(p => p.Contains('/')).Select(PathPattern)];
        IsAll = patterns.Count == 0;
    }

    public bool IsAll { get; }

    /// <summary>Whether the file has to be read to know whether it, or a surface of it, is meant.</summary>
    public bool MayTake(ServedFile file) => _names.Count > 0 || Takes(file);

    /// <summary>Whether the file is meant, with all its surfaces.</summary>
    public bool Takes(ServedFile file) =>
        IsAll || TakesName(Path.GetFileName(file.Path)) || TakesName(Path.GetFileNameWithoutExtension(file.Path))
        || _paths.Exists(p => p.IsMatch(file.Name) || p.IsMatch(file.Name + Path.GetExtension(file.Path)));

    /// <summary>What is meant of a capability of the file; null: nothing.</summary>
    public Capability? Of(ServedFile file, Capability? capability)
    {
        if (capability is null || Takes(file))
        {
            return capability;
        }

        var meant = capability.Exposures.Where(e => TakesName(e.Namespace)).ToList();
        return meant.Count == 0 ? null : capability with { Exposures = meant };
    }

    private bool TakesName(string name) => _names.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, name));

    private static Regex PathPattern(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = pattern.StartsWith("./", StringComparison.Ordinal) ? 2 : pattern[0] == '/' ? 1 : 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when pattern.AsSpan(i).StartsWith("**/"):
                    text.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when pattern.AsSpan(i).StartsWith("**"):
                    text.Append(".*");
                    i++;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                default:
                    text.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}

using System.Collections.Concurrent;
using Naftiko.Engine.Binds;

namespace Naftiko.Engine.Observability;

/// <summary>Hosts of upstreams as labels: without secrets, and not more than a few, since a base URI may have a part that callers choose.</summary>
internal sealed class HostNames(Redactor redactor)
{
    /// <summary>The most hosts that are told apart.</summary>
    public const int Max = 100;

    /// <summary>All others.</summary>
    public const string Other = "other";

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string host)
    {
        if (_names.TryGetValue(host, out var name))
        {
            return name;
        }

        return _names.Count < Max ? _names.GetOrAdd(host, static (added, redactor) => redactor.Redact(added), redactor) : Other;
    }
}

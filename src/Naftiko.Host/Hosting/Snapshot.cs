using System.Collections.Frozen;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting;

/// <summary>All that the process serves at one time. Immutable and replaced whole.</summary>
internal sealed class Snapshot
{
    /// <summary>Nothing.</summary>
    public static readonly Snapshot Empty = new() { Ports = FrozenDictionary<int, PortTable>.Empty, Listeners = [], Diagnostics = [] };

    /// <summary>What answers, by port.</summary>
    public required FrozenDictionary<int, PortTable> Ports { get; init; }

    /// <summary>The sockets to be open.</summary>
    public required IReadOnlyList<WantedListener> Listeners { get; init; }

    /// <summary>What was found wrong while building.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Counts the snapshots of this process, from 1.</summary>
    public long Generation { get; init; }

    /// <summary>Every surface that is mounted, by port and mount.</summary>
    public IEnumerable<MountedSurface> Surfaces => Ports.Values.OrderBy(port => port.Port).SelectMany(port => port.Surfaces);
}

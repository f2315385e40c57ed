using System.Runtime.InteropServices;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>Gives the surfaces of one port their mounts: the full one always, the short one where the namespace is alone on the port.</summary>
internal static class MountRules
{
    /// <param name="surfaces">The surfaces of the port, in ordinal order of their files.</param>
    /// <param name="diagnostics">Told of mounts that were taken.</param>
    public static IEnumerable<(Surface Surface, string FullMount, string? ShortMount)> Assign(IReadOnlyList<Surface> surfaces, DiagnosticBag diagnostics)
    {
        var uses = new Dictionary<string, int>(surfaces.Count, StringComparer.Ordinal);
        foreach (var surface in surfaces)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(uses, surface.Namespace, out _)++;
        }

        var taken = new Dictionary<string, Surface>(surfaces.Count, StringComparer.Ordinal);
        foreach (var surface in surfaces)
        {
            var wanted = surface.FullMount;
            var full = wanted;
            for (var number = 2; !taken.TryAdd(full, surface); number++)
            {
                full = $"{wanted}~{number}";
            }

            if (full != wanted)
            {
                diagnostics.Add(
                    HostDiagnostics.MountTaken,
                    surface.Span,
                    $"the mount {wanted} belongs to {taken[wanted].Span.File}; this surface is at {full}",
                    "give one of them another namespace or port");
            }

            yield return (surface, full, uses[surface.Namespace] == 1 && full != surface.ShortMount ? surface.ShortMount : null);
        }
    }
}

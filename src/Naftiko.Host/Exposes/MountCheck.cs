using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes;

/// <summary>What ports and mounts would say about files, with nothing opened.</summary>
internal static class MountCheck
{
    public static IReadOnlyList<Diagnostic> Of(IEnumerable<LoadedFile> files, HostingOptions options)
    {
        using var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: true);
        var unmapped = new DiagnosticBag();
        List<Surface> surfaces = [];
        foreach (var file in files)
        {
            if (file.Capability is { } capability)
            {
                surfaces.AddRange(builder.Map(capability, file.File.Folder, unmapped));
            }
        }

        return [.. unmapped, .. SnapshotBuilder.Build(surfaces, options).Diagnostics];
    }
}

using System.Reflection;

namespace Naftiko.Host.Diagnostics;

/// <summary>What the build says about itself.</summary>
internal static class ProductVersion
{
    /// <summary>The version, without what the build adds behind a plus sign: <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Where the project lives (<c>RepositoryUrl</c> of the build); null when the build does not say.</summary>
    public static string? Repository { get; } = typeof(ProductVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "RepositoryUrl")?.Value is { Length: > 0 } url ? url.TrimEnd('/') : null;
}

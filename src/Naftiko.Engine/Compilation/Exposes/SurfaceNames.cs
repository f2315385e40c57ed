using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>The namespaces of surfaces.</summary>
internal static class SurfaceNames
{
    /// <summary>The surface's own, else the file's name and the type.</summary>
    public static string Of(FileContext file, ExposesSpec surface, string type) => surface.Namespace ?? $"{Path.GetFileNameWithoutExtension(file.File.Path)}-{type}";
}

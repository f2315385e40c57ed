using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>An entry of <c>imports</c> and the file that it names, while the sections take from it.</summary>
internal sealed class UnsectionedImport(ImportEntry entry, MappingNode source)
{
    public ImportEntry Entry => entry;

    public MappingNode Source => source;

    /// <summary>Whether a section has taken something.</summary>
    public bool IsUsed { get; set; }
}

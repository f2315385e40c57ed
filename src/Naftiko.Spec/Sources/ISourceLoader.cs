using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Sources;

/// <summary>
/// The one way files are read. A location is a path, relative to the file that names it, or a <c>file:</c> URI:
/// <c>file:///./p</c>, <c>file:///../p</c> and <c>file://./p</c> are relative too, <c>file:///p</c> is absolute. Every method answers null after it
/// has added an error to the diagnostics.
/// </summary>
public interface ISourceLoader
{
    /// <summary>Reads a file that the operator named or that was found in a served folder.</summary>
    SourceText? Load(string path, DiagnosticBag diagnostics);

    /// <summary>Reads a text that a file names.</summary>
    /// <param name="location">What is written there.</param>
    /// <param name="from">Where it is written; its file's folder is the base of relative locations.</param>
    /// <param name="diagnostics">Receives the error when there is one.</param>
    SourceText? Load(string location, SourceSpan from, DiagnosticBag diagnostics);

    /// <summary>Reads the bytes of a file that a file names: resources, skills, images.</summary>
    byte[]? LoadBytes(string location, SourceSpan from, DiagnosticBag diagnostics);

    /// <summary>
    /// Opens a file or folder that a file names, for serving what is in it. One that does not exist here is a warning: published files name
    /// folders of other machines.
    /// </summary>
    SourceTree? OpenTree(string location, SourceSpan from, DiagnosticBag diagnostics);

    /// <summary>The full paths of everything opened or attempted so far, missing files among them: what to watch for changes.</summary>
    IReadOnlyCollection<string> Touched { get; }
}

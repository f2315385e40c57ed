namespace Naftiko.Host.Commands.Printing;

/// <summary>Escape sequences for colours (ECMA-48, "Select Graphic Rendition").</summary>
internal static class Colours
{
    public const string Red = "\u001b[31m";
    public const string Yellow = "\u001b[33m";
    public const string Cyan = "\u001b[36m";
    public const string Off = "\u001b[0m";
}

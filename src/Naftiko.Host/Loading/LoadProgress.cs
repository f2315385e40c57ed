namespace Naftiko.Host.Loading;

/// <summary>How far loading has come.</summary>
internal readonly record struct LoadProgress(int Loaded, int Total);

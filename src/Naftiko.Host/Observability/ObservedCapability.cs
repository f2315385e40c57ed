using System.Diagnostics;

namespace Naftiko.Host.Observability;

/// <summary>A capability that is observed.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Settings">How it is observed.</param>
/// <param name="Source">The source of its spans.</param>
/// <param name="Local">What can be read here; null when nothing can.</param>
internal sealed record ObservedCapability(string Name, ObservationSettings Settings, ActivitySource Source, LocalTelemetry? Local);

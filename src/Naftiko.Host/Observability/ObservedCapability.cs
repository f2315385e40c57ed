using System.Diagnostics;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Export;

namespace Naftiko.Host.Observability;

/// <summary>A capability that is observed.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Settings">How it is observed.</param>
/// <param name="Source">The source of its spans.</param>
/// <param name="Instruments">What measures it.</param>
/// <param name="Local">What can be read here; null when nothing can.</param>
/// <param name="Pipeline">Where its own spans and measurements are sent; null when its file names no place.</param>
internal sealed record ObservedCapability(
    string Name, ObservationSettings Settings, ActivitySource Source, Instruments Instruments, LocalTelemetry? Local, OtlpPipeline? Pipeline);

using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Observability;

namespace Naftiko.Host.Exposes;

/// <summary>What a surface was made of.</summary>
internal sealed record SurfaceOrigin(Capability Capability, Exposure Exposure, SurfaceTelemetry? Telemetry);

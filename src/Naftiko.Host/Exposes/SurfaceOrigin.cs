using Naftiko.Engine;
using Naftiko.Engine.Exposes;

namespace Naftiko.Host.Exposes;

/// <summary>What a surface was made of.</summary>
internal sealed record SurfaceOrigin(Capability Capability, Exposure Exposure);

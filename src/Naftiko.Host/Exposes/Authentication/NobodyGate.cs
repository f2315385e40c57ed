using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Guards;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Refuses everyone, in the same words as a wrong credential.</summary>
internal sealed class NobodyGate(NobodyGuard guard) : Gate
{
    private readonly Refusal _refusal = Refusal.Unauthorized(guard.Scheme switch
    {
        "bearer" or "oauth2" => ["Bearer"],
        "basic" => ["Basic realm=\"naftiko\", charset=\"UTF-8\""],
        _ => [],
    });

    public override ValueTask<Admission> AdmitAsync(HttpContext context) => new(_refusal);
}

using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Flows;

/// <summary>Where the last step of a flow without mappings leaves its response: status and headers of the answer are those of its call.</summary>
internal sealed class EndingResponse(int slot) : IDisposable
{
    private UpstreamResponse? _response;

    /// <summary>The response; null when the step made no call.</summary>
    public UpstreamResponse? Response => _response;

    /// <summary>Takes the response of a step. False when it is not the last one's.</summary>
    public bool TryTake(int step, UpstreamResponse response)
    {
        if (step != slot)
        {
            return false;
        }

        _response = response;
        return true;
    }

    public void Dispose() => _response?.Dispose();
}

using Naftiko.Engine;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes.Control;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Exposes.Control;

/// <summary>The control surface that the operator asks for on the command line (<c>--control</c>): it speaks of the whole process, and has everything.</summary>
/// <param name="Port">Its port.</param>
/// <param name="Address">Its address; null: loopback.</param>
/// <param name="Token">What callers must present; null: nothing.</param>
internal sealed record OperatorControl(int Port, string? Address, string? Token)
{
    /// <summary>What diagnostics and tables name instead of a file.</summary>
    public const string Option = "--control";

    /// <summary>The capability that has nothing but this surface.</summary>
    public Capability ToCapability()
    {
        var place = new ExposurePlace("control", SourceSpan.OfFile(Option), Port, Address, "How this process is doing.", Token is null ? null : new BearerGuard(Token));
        return new Capability
        {
            Path = Option,
            Info = new InfoSpec(),
            SpecVersion = "",
            Redactor = Redactor.None,
            Exposures =
            [
                new ControlExposure(place)
                {
                    IsOfOperator = true,
                    Observability = new ObservabilitySpec(),
                    Management = new ManagementSpec
                    {
                        HasInfo = true,
                        HasReload = true,
                        HasValidate = true,
                        Logs = LogEndpointsSpec.All with { MaxSubscribers = LogEndpointsSpec.MostSubscribers },
                        Scripting = new ScriptingSpec(),
                    },
                },
            ],
        };
    }
}

using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Exposes;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles a control surface.</summary>
internal sealed class ControlCompiler(FileContext file)
{
    public ControlExposure Compile(ExposesControlSpec control, ExposurePlace place) => new(place)
    {
        Management = control.Management,
        Observability = control.Observability,
        OtlpEndpoint = control.Observability.OtlpEndpoint is { } endpoint ? OtlpEndpoint(endpoint) : null,
    };

    private Uri? OtlpEndpoint(SpannedText endpoint)
    {
        if (new LoadedText(file).Resolve(endpoint) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        file.Diagnostics.Add(StructureDiagnostics.UnknownValue, endpoint.Span, $"the OTLP endpoint '{endpoint.Value}' is no http or https URI; nothing is exported");
        return null;
    }
}

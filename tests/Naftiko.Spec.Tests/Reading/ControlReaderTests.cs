using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Exposes.Control;

namespace Naftiko.Spec.Tests.Reading;

/// <summary>What a control surface may say, what holds when it does not, and what is refused.</summary>
public sealed class ControlReaderTests
{
    [Fact]
    public void Control_WithNothing_HasTheDefaultsOfTheSpecification()
    {
        var control = Read("port: 9470");

        Assert.Equal(new ManagementSpec(), control.Management);
        Assert.Equal(new ObservabilitySpec(), control.Observability);
        Assert.True(control.Management.HasHealth);
        Assert.False(control.Management.HasInfo || control.Management.HasReload || control.Management.HasValidate || control.Management.Logs.HasLevels);
        Assert.True(control.Observability is { IsEnabled: true, HasMetrics: true, HasTraces: true, Sampling: 1, TraceBufferSize: 100, Propagation: TracePropagation.W3C, OtlpEndpoint: null });
    }

    [Fact]
    public void Control_WithEverything_IsReadWhole()
    {
        var control = Read("""
            port: 9470
            management:
              health: false
              info: true
              reload: true
              validate: true
              logs: { level-control: false, stream: true, max-subscribers: 20 }
              scripting: { enabled: false, defaultLocation: "file:///./scripts", defaultLanguage: Python, timeout: 500, statementLimit: 7, allowedLanguages: [python, groovy] }
            observability:
              enabled: false
              metrics: { local: { enabled: false } }
              traces: { sampling: 0.25, propagation: b3, local: { enabled: false, buffer-size: 10 } }
              exporters: { otlp: { endpoint: "{{OTLP}}" } }
            """);

        Assert.Equal(new LogEndpointsSpec(HasLevels: false, HasStream: true, 20), control.Management.Logs);
        Assert.True(control.Management is { HasHealth: false, HasInfo: true, HasReload: true, HasValidate: true });
        Assert.True(control.Management.Scripting is { IsEnabled: false, DefaultLanguage.Value: "python", DefaultLocation.Value: "file:///./scripts", StatementLimit: 7 });
        Assert.Equal(TimeSpan.FromMilliseconds(500), control.Management.Scripting.Timeout);
        Assert.Equal(["python", "groovy"], control.Management.Scripting.AllowedLanguages.Select(l => l.Value));
        Assert.True(control.Observability is
        {
            IsEnabled: false, HasMetrics: false, HasTraces: false, Sampling: 0.25, TraceBufferSize: 10, Propagation: TracePropagation.B3, OtlpEndpoint.Value: "{{OTLP}}",
        });
    }

    [Theory]
    [InlineData("logs: true", true, true)]
    [InlineData("logs: false", false, false)]
    [InlineData("logs: {}", true, false)]
    [InlineData("logs:", false, false)]
    public void Logs_AreAFlagOrABlock(string logs, bool hasLevels, bool hasStream)
    {
        var read = Read($"port: 9\nmanagement: {{ {logs} }}").Management.Logs;

        Assert.Equal(new LogEndpointsSpec(hasLevels, hasStream), read);
    }

    [Theory]
    [InlineData("management: { logs: { max-subscribers: 21 } }", "(6,44): error NFK2006: 'max-subscribers' of 'logs' must be from 1 to 20, but is 21")]
    [InlineData("management: { logs: { max-subscribers: 0 } }", "(6,44): error NFK2006: 'max-subscribers' of 'logs' must be from 1 to 20, but is 0")]
    [InlineData("management: { scripting: { defaultLanguage: ruby } }", "(6,49): error NFK2006: 'defaultLanguage' of 'scripting' cannot be 'ruby' (javascript, python, groovy)")]
    [InlineData("observability: { traces: { sampling: 1.5 } }", "(6,42): error NFK2006: 'sampling' of 'traces' must be from 0 to 1, but is 1.5")]
    [InlineData("observability: { traces: { sampling: NaN } }", "(6,42): error NFK2006: 'sampling' of 'traces' must be from 0 to 1, but is NaN")]
    [InlineData("observability: { traces: { sampling: often } }", "(6,42): error NFK2004: 'sampling' of 'traces' must be a number, but is text")]
    [InlineData("observability: { traces: { propagation: b4 } }", "(6,45): error NFK2006: 'propagation' of 'traces' cannot be 'b4' (did you mean 'b3'?)")]
    [InlineData("observability: { traces: { local: { buffer-size: 9 } } }", "(6,54): error NFK2006: 'buffer-size' of 'local' must be from 10 to 10000, but is 9")]
    [InlineData("observability: { exporters: { otlp: { } } }", "(6,41): error NFK2005: 'otlp' needs 'endpoint'")]
    [InlineData("management: { helth: true }", "(6,19): warning NFK2003: 'management' has no key 'helth'; it is ignored (did you mean 'health'?)")]
    [InlineData("observability: { metrics: { local: { on: true } } }", "(6,42): warning NFK2003: 'local' has no key 'on'; it is ignored")]
    [InlineData("management: all", "(6,17): error NFK2004: 'management' of a surface must be a mapping, but is text")]
    public void Control_WithWhatItCannotHave_IsReportedAtItsPlace(string setting, string diagnostic)
    {
        using var folder = new ReadFolder();

        folder.Read(File($"port: 9\n{setting}"));

        var found = Assert.Single(folder.Diagnostics, d => !d.Id.StartsWith("NFK9", StringComparison.Ordinal));
        Assert.EndsWith(diagnostic, found.ToString(), StringComparison.Ordinal);
    }

    private static ExposesControlSpec Read(string settings)
    {
        using var folder = new ReadFolder();
        var file = folder.Read(File(settings));
        Assert.DoesNotContain(folder.Diagnostics, d => !d.Id.StartsWith("NFK9", StringComparison.Ordinal));
        return Assert.IsType<ExposesControlSpec>(Assert.Single(file!.Exposes));
    }

    /// <summary>A file whose second line of settings is line 6.</summary>
    private static string File(string settings) =>
        $"naftiko: 1.0.0-beta5\ncapability:\n  exposes:\n  - type: control\n    {settings.ReplaceLineEndings("\n    ")}\n";
}

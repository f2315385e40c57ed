using System.Diagnostics.CodeAnalysis;
using System.Net;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Commands;

/// <summary>A document that the user names by its URL, fetched within limits of size and time.</summary>
internal static class RemoteDocument
{
    /// <summary>How long the whole fetch may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static bool IsUrl(string source, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(source, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    /// <summary>The text, or null with an error. Redirects are followed, but never from https to http.</summary>
    /// <param name="url">An http or https URL.</param>
    /// <param name="maxBytes">The most bytes the document may have, once decompressed.</param>
    /// <param name="timeout">The most time it may take.</param>
    /// <param name="diagnostics">Takes the error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SourceText?> FetchAsync(Uri url, int maxBytes, TimeSpan timeout, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        // What stands in a query or before the host may be a secret.
        var name = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var span = SourceSpan.OfFile(name);
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, MaxAutomaticRedirections = 5, UseCookies = false };
        using var client = new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = maxBytes };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json, application/yaml, text/plain;q=0.9, */*;q=0.5");
        try
        {
            using var response = await client.GetAsync(url, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return new SourceText(name, await response.Content.ReadAsStringAsync(cancellationToken));
            }

            diagnostics.Add(SourceDiagnostics.Unreadable, span, $"'{name}' cannot be read: the server answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            diagnostics.Add(SourceDiagnostics.TooLarge, span, $"'{name}' is larger than {maxBytes} bytes");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            diagnostics.Add(SourceDiagnostics.Unreadable, span, $"'{name}' cannot be read: it takes longer than {timeout.TotalSeconds} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidOperationException or InvalidDataException)
        {
            diagnostics.Add(SourceDiagnostics.Unreadable, span, $"'{name}' cannot be read: the server cannot be reached or breaks off");
        }

        return null;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>What an AWS signature is good for.</summary>
/// <param name="Region">For example <c>us-east-1</c>.</param>
/// <param name="Service">The name by which the service is signed, for example <c>dynamodb</c>.</param>
internal sealed partial record AwsScope(string Region, string Service)
{
    /// <summary>S3 has rules of its own for path and body.</summary>
    public bool IsS3 => Service is "s3" or "s3-object-lambda" or "s3-outposts" or "s3express";

    /// <summary>
    /// Completes what the file says from the name of an AWS endpoint: <c>SERVICE.REGION.amazonaws.com</c>, with anything before it, or <c>SERVICE.amazonaws.com</c>, which
    /// is in us-east-1; OpenSearch has the two the other way round.
    /// </summary>
    /// <param name="region">As the file says; null: from the host.</param>
    /// <param name="service">As the file says; null: from the host.</param>
    /// <param name="host">The upstream's host.</param>
    /// <param name="scope">The two together.</param>
    public static bool TryComplete(string? region, string? service, string host, [NotNullWhen(true)] out AwsScope? scope)
    {
        var labels = Endpoint().Match(host) is { Success: true, Groups: var groups } ? groups["name"].Value.ToLowerInvariant().Split('.') : [];
        var at = Array.FindIndex(labels, label => RegionLabel().IsMatch(label));
        var regional = at >= 0 ? labels[at] : labels.Length > 0 ? "us-east-1" : null;
        var named = at < 0 ? labels.LastOrDefault() : at + 1 < labels.Length ? labels[at + 1] : labels.Take(at).LastOrDefault(label => label != "dualstack");
        scope = (region ?? regional, service ?? named) is ({ } r, { } s) ? new AwsScope(r, s) : null;
        return scope is not null;
    }

    [GeneratedRegex(@"^(?<name>.+)\.(amazonaws\.com(\.cn)?|api\.aws)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionLabel();
}

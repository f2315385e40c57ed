namespace Naftiko.Engine.Observability;

/// <summary>HTTP methods as names of spans and labels: those that are not known are one, as callers make them up (OpenTelemetry, HTTP spans).</summary>
public static class KnownMethod
{
    public static string Of(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "QUERY" or "TRACE" or "CONNECT" ? method : "_OTHER";
}

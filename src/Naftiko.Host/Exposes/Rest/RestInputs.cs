using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Where the inputs of one REST operation are found in a request; compiled once.</summary>
internal sealed class RestInputs
{
    private readonly InputSet _inputs;
    private readonly int[] _placeholders;
    private readonly bool _readsBody;
    private readonly bool _passesBody;
    private readonly bool _hasFields;
    private readonly bool _mayUseQueryForBody;
    private readonly string? _guardHeader;
    private readonly string? _guardQuery;
    private readonly SurfaceTelemetry? _telemetry;

    public RestInputs(RestOperation operation, PathPattern pattern, Guard? guard, SurfaceTelemetry? telemetry)
    {
        _inputs = operation.Flow.Inputs;
        _placeholders = [.. _inputs.Inputs.Select(i => i.Place == InputPlace.Path ? pattern.Names.ToList().IndexOf(i.PlaceName) : -1)];
        _readsBody = _inputs.Inputs.Any(i => i.Place is InputPlace.Body or InputPlace.BodyField or InputPlace.QueryOrBodyField);
        _passesBody = _inputs.Inputs.Any(i => i.IsWholeBody);
        _hasFields = !_inputs.Inputs.Any(i => i.Place == InputPlace.Body);
        _mayUseQueryForBody = operation.Method is "GET" or "HEAD" or "DELETE";
        _guardHeader = guard?.Header;
        _guardQuery = guard?.Query;
        _telemetry = telemetry;
    }

    /// <summary>The run with its inputs read and checked; faults are its failure. Null when the body made the request unusable and it has been answered.</summary>
    public async ValueTask<Invocation?> ReadAsync(HttpContext context, string[] placeholders, bool isDryRun)
    {
        var body = _readsBody ? await RestBody.ReadAsync(context.Request, _passesBody) : default;
        if (body.Fault.Status != 0)
        {
            var isMediaType = body.Fault.Status == StatusCodes.Status415UnsupportedMediaType;
            await Problem.WriteAsync(context, body.Fault.Status, isMediaType ? Problem.UnsupportedMediaType : Problem.BadRequest,
                isMediaType ? "Unsupported media type" : "Malformed body", body.Fault.Detail);
            return null;
        }

        var values = new Value[_inputs.Count];
        List<InputFault>? faults = null;
        foreach (var input in _inputs.Inputs)
        {
            values[input.Slot] = Read(input, context.Request, placeholders, body, ref faults);
        }

        AddUnknownFields(body, ref faults);
        var run = new Invocation(values) { CanStream = true, IsDryRun = isDryRun, Body = body.Passed, Telemetry = _telemetry };
        _inputs.Check(run, faults);
        return run;
    }

    private Value Read(Input input, HttpRequest request, string[] placeholders, in RestBody body, ref List<InputFault>? faults)
    {
        switch (input.Place)
        {
            case InputPlace.Path:
                return _placeholders[input.Slot] is >= 0 and var index ? Value.FromText(Uri.UnescapeDataString(placeholders[index])) : Value.Absent;
            case InputPlace.Query:
                return Query(input, request, ref faults);
            case InputPlace.Header:
                return Header(input, request);
            case InputPlace.Cookie:
                return request.Cookies.TryGetValue(input.PlaceName, out var cookie) ? Value.FromText(cookie) : Value.Absent;
            case InputPlace.Body:
                return body.IsGiven ? body.Json : _mayUseQueryForBody ? WholeFromQuery(input, request, ref faults) : Value.Absent;
            case InputPlace.BodyField:
                return body.IsGiven ? Field(input, body) : _mayUseQueryForBody ? Query(input, request, ref faults) : Value.Absent;
            default:
                var value = Query(input, request, ref faults);
                return value.IsAbsent ? Field(input, body) : value;
        }
    }

    private static Value Field(Input input, in RestBody body)
    {
        if (body.Json.Kind != JsonValueKind.Object || !body.Json.Element.TryGetProperty(input.PlaceName, out var field))
        {
            return Value.Absent;
        }

        return field.ValueKind switch
        {
            JsonValueKind.String when body.IsForm => Value.FromText(field.GetString() ?? ""),
            JsonValueKind.Array when body.IsForm => InputCheck.TextList(field.EnumerateArray().Select(item => item.GetString() ?? ""), input.ItemsType),
            _ => Value.FromElement(field),
        };
    }

    private Value Query(Input input, HttpRequest request, ref List<InputFault>? faults)
    {
        var given = request.QueryString.HasValue && input.PlaceName != _guardQuery ? QueryParts.Of(request.QueryString, input.PlaceName) : StringValues.Empty;
        if (given.Count == 0)
        {
            return Value.Absent;
        }

        if (given.Count == 1)
        {
            return Value.FromText(given.ToString());
        }

        if (input.Type is null or "array")
        {
            return InputCheck.TextList(given.OfType<string>(), input.ItemsType);
        }

        (faults ??= []).Add(new InputFault(input.Name, "is given more than once"));
        return Value.FromText(given[0] ?? "");
    }

    private Value WholeFromQuery(Input input, HttpRequest request, ref List<InputFault>? faults)
    {
        var value = Query(input, request, ref faults);
        try
        {
            return value.IsUntyped ? Value.FromElement(JsonElement.Parse(value.AsText())) : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private Value Header(Input input, HttpRequest request)
    {
        if (input.PlaceName.Equals(_guardHeader, StringComparison.OrdinalIgnoreCase) || !request.Headers.TryGetValue(input.PlaceName, out var values))
        {
            return Value.Absent;
        }

        if (input.Type == "array")
        {
            // A list of fields and a field that is a list are the same (RFC 9110 section 5.3).
            return InputCheck.TextList(values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), input.ItemsType);
        }

        // "*/*" is what clients send when nobody chose anything.
        var text = values.ToString();
        return text == "*/*" && input.PlaceName.Equals("Accept", StringComparison.OrdinalIgnoreCase) ? Value.Absent : Value.FromText(text);
    }

    /// <summary>A JSON body made of fields may only have fields that are inputs: a misspelt one must not vanish.</summary>
    private void AddUnknownFields(in RestBody body, ref List<InputFault>? faults)
    {
        if (!_hasFields || !body.IsGiven)
        {
            return;
        }

        if (body.Json.Kind != JsonValueKind.Object)
        {
            (faults ??= []).Add(new InputFault("body", "must be a JSON object"));
            return;
        }

        foreach (var member in body.Json.Element.EnumerateObject())
        {
            if (!_inputs.Inputs.Any(i => i.PlaceName == member.Name && i.Place is InputPlace.BodyField or InputPlace.QueryOrBodyField))
            {
                (faults ??= []).Add(new InputFault(member.Name, "is no input of this operation"));
            }
        }
    }
}

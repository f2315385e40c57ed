using Naftiko.Engine.Compilation.Authentication;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>
/// Compiles one call of a unit: each part of the upstream request is linked to what feeds it, and what nothing feeds becomes an input of
/// the unit, in the order of published dialect section 2.
/// </summary>
internal sealed class CallCompiler
{
    private readonly FileContext _file;
    private readonly UnitContext _unit;
    private readonly ConsumedOperation _operation;
    private readonly List<WithEntry> _entries;
    private readonly List<CredentialPart> _credential;
    private readonly OperationScope _scope;
    private readonly StrayEntries _strays;
    private readonly PathCompiler _path;
    private readonly List<QueryParameter> _query = [];
    private readonly List<HeaderParameter> _headers = [];
    private readonly List<HeaderParameter> _cookies = [];
    private readonly List<KeyValuePair<string, Expression>> _bodyFields = [];
    private readonly List<Expression> _overrides = [];
    private readonly bool _hasCredential;
    private readonly Credential? _atSending;
    private Failure? _refusal;
    private Expression? _wholeBody;

    private CallCompiler(FileContext file, UnitContext unit, ConsumedOperation operation, MappingNode? with)
    {
        _file = file;
        _unit = unit;
        _operation = operation;
        _entries = new WithCompiler(file, unit).Compile(with, Knows);
        _entries.AddRange(unit.Shared.Where(s => !_entries.Exists(e => NameRule.IsSame(e.Key, s.Key))));
        _entries.AddRange(InputMappings.Entries(unit, operation));
        var credential = CredentialCompiler.Compile(file, operation.Api.Authentication, operation.Api.Namespace);
        _credential = [.. credential.Parts];
        _atSending = credential.AtSending;
        _refusal = credential.Refusal;
        _hasCredential = _credential.Count > 0;
        _scope = new OperationScope(file, unit, operation, _entries, _credential);
        _strays = new StrayEntries(operation, [.. _entries.Where(e => !e.IsShared)], file.Diagnostics);
        _path = new PathCompiler(_scope);
    }

    /// <summary>The call, or null (reported) when it can never be made.</summary>
    /// <param name="file">The file.</param>
    /// <param name="unit">The unit; its inputs grow.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="with">What feeds it.</param>
    /// <param name="span">The call's place.</param>
    public static HttpCall? Compile(FileContext file, UnitContext unit, ConsumedOperation operation, MappingNode? with, SourceSpan span) =>
        new CallCompiler(file, unit, operation, with).Compile(span);

    private HttpCall? Compile(SourceSpan span)
    {
        var path = LostPaths.Complete(_file, _operation, _credential, _entries.Where(e => e.Place == InputPlace.Path).Select(e => e.Key), span);
        if (!_file.Formats.TryCompile(_operation.Spec, out var format) || path is null)
        {
            return null;
        }

        FeedReferences();
        var parts = Uri(path.Value);
        var query = new PathQueryCompiler(_file, _scope, _operation).Compile(_query);
        var explicitBody = ExplicitBody();
        Parameters();
        var body = explicitBody ?? Body();
        foreach (var (entry, place) in _strays.TakeRest(isBodyClosed: body is TextBody or WholeBody))
        {
            Place(new InputParameterSpec { Name = entry.Key, Span = entry.Span }, place, entry.Value);
        }

        AddCredential();
        body ??= _bodyFields.Count > 0 ? BodyCompiler.FromFields(BodyType, _bodyFields) : null;
        var template = new RequestTemplate
        {
            Method = HttpMethod.Parse(_operation.Spec.Method),
            Uri = new UriTemplate(parts, query, _query),
            Path = path.Value.Value,
            Headers = _headers,
            Cookies = _cookies,
            Body = body,
        };
        if (_operation.Spec.HasFaults)
        {
            return null;
        }

        return new HttpCall(_file.ClientOf(_operation.Api), _file.Options.Origins, template, _refusal, _hasCredential)
        {
            Credential = _atSending,
            Format = format,
            MediaType = _operation.Spec.OutputMediaType,
            MaxBinarySize = _operation.Spec.MaxBinarySize ?? _unit.MaxBinarySize,
            Overrides = _overrides,
        };
    }

    private string BodyType => _operation.Spec.Body?.MediaType ?? BodyTypes.Json;

    private bool Knows(string name) =>
        _operation.Parameters.Any(p => NameRule.IsSame(p.Name, name)) || _operation.Path.Contains($"{{{name}}}", StringComparison.Ordinal);

    /// <summary>Rule 2: references come first in the list of inputs, with the type of what they feed.</summary>
    private void FeedReferences()
    {
        foreach (var entry in _entries)
        {
            if (entry.Draft is not { } draft || NameRule.Find(_operation.Parameters, p => p.Name, entry.Key) is not { } parameter)
            {
                continue;
            }

            var place = Places.Of(parameter, _operation);
            draft.Feed(place, parameter);
            draft.OverridesCredential |= _credential.Exists(c => c.Place == place && c.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        }
    }

    private List<UriPart> Uri(SpannedText path)
    {
        var pathParts = _path.Compile(path).ToList();
        var parts = new BaseUriCompiler(_file, _operation.Api, _credential).Compile(hole => _path.Placeholder(hole, _operation.Api.BaseUri), out var refusal);
        _refusal ??= refusal;
        parts.AddRange(pathParts);
        return parts;
    }

    private BodyTemplate? ExplicitBody()
    {
        if (_operation.Spec.Body is not { Data: not null } body || IsOpenBody(body))
        {
            return null;
        }

        return new BodyCompiler(_scope, _file.Diagnostics).Compile(body, BesideData);
    }

    /// <summary>What goes beside a body's data: body inputs that the data does not name, strays of <c>with</c>, the credential.</summary>
    private List<KeyValuePair<string, Expression>> BesideData()
    {
        var beside = new List<KeyValuePair<string, Expression>>();
        foreach (var parameter in BodyParameters().Where(p => !_scope.IsTemplated(p.Name)))
        {
            if (Value(parameter, InputPlace.BodyField) is { } value)
            {
                beside.Add(KeyValuePair.Create(parameter.Name, OverCredential(InputPlace.BodyField, parameter.Name, value)));
            }
        }

        beside.AddRange(_strays.TakeFields());
        foreach (var secret in _credential.Where(c => c.Place == InputPlace.BodyField && !_scope.IsTemplated(c.Name)))
        {
            beside.Add(KeyValuePair.Create(secret.Name, secret.Value));
        }

        return beside;
    }

    private IEnumerable<InputParameterSpec> BodyParameters() =>
        _operation.Parameters.Where(p => Places.Of(p, _operation) is InputPlace.Body or InputPlace.BodyField);

    private void Parameters()
    {
        var isBodyWritten = _operation.Spec.Body is { Data: not null } body && !IsOpenBody(body);
        var values = new Dictionary<InputParameterSpec, Expression>();
        var open = new List<InputParameterSpec>();
        foreach (var parameter in _operation.Parameters)
        {
            var place = Places.Of(parameter, _operation);
            if (parameter.In == "environment" || place == InputPlace.Path || (isBodyWritten && place is InputPlace.Body or InputPlace.BodyField))
            {
                continue;
            }

            if (Value(parameter, place, isOptionalToo: false) is { } value)
            {
                values.TryAdd(parameter, value);
            }
            else
            {
                open.Add(parameter);
            }
        }

        foreach (var parameter in open)
        {
            if (Value(parameter, Places.Of(parameter, _operation)) is { } value)
            {
                values.TryAdd(parameter, value);
            }
        }

        foreach (var parameter in _operation.Parameters)
        {
            if (values.TryGetValue(parameter, out var value))
            {
                Place(parameter, Places.Of(parameter, _operation), value);
            }
        }
    }

    /// <summary>What feeds a parameter: with, its own value, a declared input, the path's fragment; else, by rules 5 and 6, a new input.</summary>
    private Expression? Value(InputParameterSpec parameter, InputPlace place, bool isOptionalToo = true)
    {
        if ((_scope.Feed(parameter, place) ?? Fragment(parameter)) is { } fed)
        {
            return fed;
        }

        var isFilled = _credential.Exists(c => c.Place == place && c.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        if (isFilled || (place == InputPlace.Header && parameter.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return parameter.Required == true || (isOptionalToo && _unit.IsImplicit) ? _scope.Infer(parameter, place) : null;
    }

    /// <summary><c>#name=value</c> of the path is the value of the header or query parameter of that name.</summary>
    private ConstantExpression? Fragment(InputParameterSpec parameter)
    {
        var equals = _operation.Fragment.IndexOf('=');
        return equals > 0 && _operation.Fragment.AsSpan(0, equals).Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)
            ? new ConstantExpression(Values.Value.FromText(_operation.Fragment[(equals + 1)..]))
            : null;
    }

    private void Place(InputParameterSpec parameter, InputPlace place, Expression value)
    {
        switch (place)
        {
            case InputPlace.Query when !_query.Exists(q => q.Name == parameter.Name):
                _query.Add(new QueryParameter(parameter.Name, OverCredential(place, parameter.Name, value)));
                break;
            case InputPlace.Header when HopByHop.Contains(parameter.Name):
                _file.Diagnostics.Add(ReferenceDiagnostics.RefusedHeader, parameter.Span, $"the header '{parameter.Name}' belongs to the connection; it is not sent");
                break;
            case InputPlace.Header when !_headers.Exists(h => h.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)):
                _headers.Add(new HeaderParameter(parameter.Name, OverCredential(place, parameter.Name, value)));
                break;
            case InputPlace.Cookie when !_cookies.Exists(c => c.Name == parameter.Name):
                _cookies.Add(new HeaderParameter(parameter.Name, OverCredential(place, parameter.Name, value)));
                break;
            case InputPlace.Body:
                _wholeBody = value;
                break;
            case InputPlace.BodyField when !_bodyFields.Exists(f => f.Key == parameter.Name):
                _bodyFields.Add(KeyValuePair.Create(parameter.Name, OverCredential(place, parameter.Name, value)));
                break;
            default:
                _file.Diagnostics.Add(ReferenceDiagnostics.DuplicateName, parameter.Span, $"the parameter '{parameter.Name}' stands twice in the same place; the first counts");
                break;
        }
    }

    /// <summary>A value that stands where the credential goes: the caller's wins, the credential is what is left when it is not given.</summary>
    private Expression OverCredential(InputPlace place, string name, Expression value)
    {
        var filled = _credential.Find(c => c.Place == place && c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (filled is null || !_credential.Remove(filled))
        {
            return value;
        }

        _overrides.Add(value);
        return new FirstGivenExpression(value, filled.Value);
    }

    /// <summary>A body of the operation's inputs; for POST, PUT and PATCH without any, one that the caller may give (rule 7).</summary>
    private BodyTemplate? Body()
    {
        if (_wholeBody is not null)
        {
            return Whole(_wholeBody, isEmptyObject: false);
        }

        if (_bodyFields.Count > 0 || _operation.Spec.Method is not ("POST" or "PUT" or "PATCH") || _operation.Spec.Body is { } body && !IsOpenBody(body))
        {
            return null;
        }

        var isEmptyObject = _operation.Spec.Body is { Data: not null };
        if (_entries.Find(e => e.Key == "body" && !e.IsUsed) is { } entry)
        {
            entry.IsUsed = true;
            entry.Draft?.Feed(InputPlace.Body, null);
            return Whole(entry.Value, isEmptyObject);
        }

        var hasOtherFields = _entries.Exists(e => e is { IsUsed: false, IsShared: false, Place: null or InputPlace.BodyField });
        if (hasOtherFields || (_unit.Inputs.Any("body") && _unit.Inputs.FindDeclared("body", byRule: false) is null))
        {
            return null;
        }

        var draft = _unit.Inputs.FindDeclared("body", byRule: false) ?? _unit.Inputs.Infer("body");
        draft.Feed(InputPlace.Body, null);
        return Whole(draft.Expression, isEmptyObject);
    }

    private BodyTemplate Whole(Expression value, bool isEmptyObject)
    {
        if (!BodyTypes.IsJson(BodyType))
        {
            if (!BodyTypes.IsForm(BodyType) && !BodyTypes.IsMultipart(BodyType))
            {
                _unit.Inputs.TakeText(value);
            }

            return new WholeBody(value, isEmptyObject, BodyType);
        }

        List<KeyValuePair<string, Expression>> more = [.. _strays.TakeFields()];
        return more.Count == 0 ? new WholeBody(value, isEmptyObject, BodyType) : new JsonBody(value, more, isOptional: true, BodyType);
    }

    private void AddCredential()
    {
        foreach (var part in _credential)
        {
            switch (part.Place)
            {
                case InputPlace.Query:
                    _query.Add(new QueryParameter(part.Name, part.Value));
                    break;
                case InputPlace.Cookie:
                    _cookies.Add(new HeaderParameter(part.Name, part.Value));
                    break;
                case InputPlace.Header:
                    _headers.Add(new HeaderParameter(part.Name, part.Value));
                    break;
                case InputPlace.BodyField when _operation.Spec.Body is not { Data: not null }:
                    _bodyFields.Add(KeyValuePair.Create(part.Name, part.Value));
                    break;
            }
        }
    }

    /// <summary>A body without data, or JSON with <c>data: {}</c>: the caller's body passes.</summary>
    private static bool IsOpenBody(RequestBodySpec body) =>
        body.Data is null || (BodyTypes.IsJson(body.MediaType ?? BodyTypes.Json) && body.Data is MappingNode { Entries.Count: 0 });
}

using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Commands.Calling;

/// <summary>Everything that can be called, by name.</summary>
internal sealed class CallableUnits(LoadResult loaded)
{
    private const int MostListed = 20;
    private const int MostSuggested = 3;

    private readonly List<CallableUnit> _units = [.. loaded.Files.Select(f => f.Capability).OfType<Capability>().SelectMany(UnitsOf)];

    /// <summary>The one unit of that name; null after the writer was told which there are instead.</summary>
    public CallableUnit? Find(string name, TextWriter error)
    {
        var found = _units.FindAll(unit => unit.IsCalled(name));
        if (found is [var only])
        {
            return only;
        }

        // A file that exposes an operation both ways, as imported ones do, mostly gives both one name.
        if (found.Count > 1 && found.TrueForAll(unit => unit.Capability == found[0].Capability) && found.FindAll(unit => unit.IsTool) is [var tool])
        {
            return tool;
        }

        if (found.Count > 1)
        {
            error.WriteLine($"'{name}' is ambiguous; give FILE and namespace.name:");
            List(found, error);
            return null;
        }

        if (name.Length == 0)
        {
            error.WriteLine("give the NAME of what to call:");
            List(_units, error);
            return null;
        }

        error.WriteLine(_units.Count == 0 ? $"there is nothing to call: '{name}' is unknown" : $"there is no tool or operation '{name}'");
        var near = Near(name);
        if (near.Count > 0)
        {
            error.WriteLine("did you mean:");
        }

        List(near.Count > 0 ? near : _units, error);
        return null;
    }

    private static IEnumerable<CallableUnit> UnitsOf(Capability capability) => capability.Exposures.SelectMany(exposure => exposure switch
    {
        RestExposure rest => from operation in rest.Operations
                             let name = operation.Name
                             where name is not null
                             select new CallableUnit(capability, rest.Namespace, $"{operation.Method} {operation.Path}", name, name, operation.Flow),
        McpExposure mcp => mcp.Tools.Select(tool => new CallableUnit(capability, mcp.Namespace, CallableUnit.ToolKind, tool.Name, tool.WrittenName, tool.Flow)),
        _ => [],
    });

    private static void List(List<CallableUnit> units, TextWriter error)
    {
        foreach (var unit in units.Take(MostListed))
        {
            error.WriteLine($"  {unit.Capability.Path}  {unit.QualifiedName}  ({unit.Kind})");
        }

        if (units.Count > MostListed)
        {
            error.WriteLine($"  and {units.Count - MostListed} more");
        }
    }

    /// <summary>The units of the nearest names.</summary>
    private List<CallableUnit> Near(string name)
    {
        var isQualified = name.Contains('.');
        var names = _units.Select(unit => isQualified ? unit.QualifiedName : unit.Name).ToHashSet(StringComparer.Ordinal);
        var near = new List<CallableUnit>();
        for (var i = 0; i < MostSuggested && Nearest.Find(name, names) is { } next; i++)
        {
            names.Remove(next);
            near.AddRange(_units.Where(unit => unit.Name == next || unit.QualifiedName == next));
        }

        return near;
    }
}

using Naftiko.Spec.Diagnostics;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Warns about operations that send the same method and path with nothing to tell them apart: their paths were lost.</summary>
internal static class LostPathReport
{
    public static void Report(FileContext file)
    {
        var same =
            from operation in file.Consumed.Operations
            group operation by (operation.Api.Namespace, operation.Spec.Method, operation.Path.Trim('/'), operation.Query, operation.Fragment) into alike
            where alike.Count() > 1 && alike.Any(o => o.Spec.Body?.Data is null)
            select alike;
        foreach (var alike in same)
        {
            var first = alike.First();
            file.Diagnostics.Add(ReferenceDiagnostics.LostPaths, alike.Skip(1).First().Spec.Span,
                $"{alike.Count()} operations of '{first.Api.Namespace}' send {first.Spec.Method} {first.Path} and nothing tells them apart; were their paths lost?");
        }
    }
}

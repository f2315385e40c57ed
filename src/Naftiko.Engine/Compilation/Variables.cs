using Naftiko.Engine.Binds;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation;

/// <summary>The binds and environment variables that a file's expressions may name.</summary>
internal sealed class Variables
{
    public BindExpression? Find(string name, SourceSpan span) => null;
    public BindExpression? FindQualified(string name, SourceSpan span) => null;
    public BindExpression? FindGiven(string name, SourceSpan span) => null;
    public BindExpression? FindDeclared(string name) => null;
    public BindExpression? FindLiteral(string text, SourceSpan span) => null;
    public bool IsNamespaceOf(string name) => false;
}
